"""The proxy that the settings of the desktop name, by the toolkit: of Windows, of macOS, of a Linux with libproxy.

A variable of the environment comes first, being the more particular wish, and elsewhere there is nothing else. It is
read in `lookup.proxies`, which also checks what is found here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import getproxies_environment

from exposure_check.errors import ProxyError
from exposure_check.lookup.profile import is_loopback

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtNetwork import QNetworkProxy


def of(addresses: Sequence[str]) -> str | None:
    """The proxy for the addresses of a service, or None where the desktop names none. It can take seconds.

    Raises `ProxyError` where one address is to be asked through another proxy than the next.
    """
    if getproxies_environment().keys() - {"no"} or not asks_desktop():
        return None
    found = {_for(address) for address in addresses if not is_loopback(address)}
    if len(found) > 1:
        raise ProxyError(
            "The system names different proxies for the addresses of the service.",
            advice="Write the address of one proxy in the settings.",
        )
    return found.pop() if found else None


def asks_desktop() -> bool:
    """Whether the toolkit asks the settings of the desktop here, and not the environment alone."""
    if not sys.platform.startswith("linux"):
        return True
    from PySide6 import QtNetwork  # noqa: F401 - brings libproxy where it was built with it

    try:
        return "/libproxy.so" in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _for(address: str) -> str | None:
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxyFactory, QNetworkProxyQuery  # late: it takes 10 ms to load

    proxies = QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(address)))
    return _address(proxies[0]) if proxies else None


def _address(proxy: QNetworkProxy) -> str | None:
    """The proxy as an address; None for none. One of another kind gets a scheme that `lookup.proxies` refuses."""
    from PySide6.QtNetwork import QNetworkProxy

    kinds = QNetworkProxy.ProxyType
    if proxy.type() in (kinds.NoProxy, kinds.DefaultProxy):
        return None
    schemes = {kinds.HttpProxy: "http", kinds.HttpCachingProxy: "http", kinds.Socks5Proxy: "socks5h"}
    scheme = schemes.get(proxy.type(), "ftp")
    user = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@" if proxy.user() else ""
    host = f"[{proxy.hostName()}]" if ":" in proxy.hostName() else proxy.hostName()
    return f"{scheme}://{user}{host}:{proxy.port()}"
