"""Which proxy serves an address: one rule for every source, be it an option, a setting, the environment or the system.

Names of hosts are left to the proxy, always: to look one up here would tell the network, past Tor, whom this computer
asks. What cannot be honoured is refused, never passed over.
"""

from __future__ import annotations

import re
import sys
import urllib.request
from urllib.parse import urlsplit

import requests.utils

from exposure_check.errors import ProxyError
from exposure_check.lookup.profile import is_loopback

# what may be written, and what it means here: the forms that leave names to the proxy
_SCHEMES = {
    "http": "http",
    "https": "https",
    "socks": "socks5h",
    "socks5": "socks5h",
    "socks5h": "socks5h",
    "socks4": "socks4a",
    "socks4a": "socks4a",
}
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")  # a name, or an address of IPv6 without its brackets


def normalise(proxy: str) -> str:
    """The address of a proxy in the one form that is used; raises `ProxyError` for what cannot be honoured.

    `HOST:PORT` alone is a proxy that speaks HTTP.
    """
    text = proxy.strip()
    if not text.isprintable() or " " in text:  # what splits addresses drops some of these
        raise _refused()
    has_scheme = "://" in text
    try:
        parts = urlsplit(text if has_scheme else f"http://{text}")
        port = parts.port
    except ValueError as error:
        raise _refused() from error
    host = parts.hostname or ""
    scheme = _SCHEMES.get(parts.scheme.lower())
    whole = scheme and _HOST.fullmatch(host) and parts.path in ("", "/") and not (parts.query or parts.fragment)
    if not whole or port == 0 or (port is None and not has_scheme):
        raise _refused()
    return f"{scheme}://{parts.netloc}"


def choose(url: str, named: str | None) -> str | None:
    """The proxy for an address, or None for none; raises `ProxyError`.

    `named` is the one of an option or setting and wins over that of the system. This computer itself needs none.
    """
    if is_loopback(url):
        if named:
            normalise(named)  # a wrong one is said, whomever it is used for
        return None
    if named:
        return normalise(named)
    found = requests.utils.select_proxy(url, {} if _is_excepted(url) else urllib.request.getproxies())
    return normalise(found) if found else None


def _is_excepted(url: str) -> bool:
    if sys.platform == "darwin":  # what asks the system there may look the name of the host up
        return bool(urllib.request.proxy_bypass_environment(urlsplit(url).netloc))  # type: ignore[attr-defined]
    return requests.utils.should_bypass_proxies(url, no_proxy=None)


def _refused() -> ProxyError:
    return ProxyError(
        "The proxy that is set is not one that this program can use.",
        advice="Write it as http://HOST:PORT or socks5h://HOST:PORT.",
    )
