"""The proxy that the settings of the desktop name."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory

from exposure_check.desktop import app, example_states
from exposure_check.desktop.system import system_proxy
from exposure_check.errors import ProxyError
from exposure_check.lookup import proxies
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.query import Query
from exposure_check.secret import Secret

HOST, EVALUATOR = "https://check.example.org", "https://keys.example.org"
Kind = QNetworkProxy.ProxyType


@pytest.fixture
def desktop(monkeypatch):
    """Say what the settings of the desktop name for each host."""

    def names(**of_host):
        monkeypatch.setattr(system_proxy, "asks_desktop", lambda: True)
        answers = {f"{host}.example.org": proxy for host, proxy in of_host.items()}
        monkeypatch.setattr(
            QNetworkProxyFactory, "systemProxyForQuery", lambda query: [answers[query.url().host()]], raising=True
        )

    return names


@pytest.mark.parametrize(
    ("kind", "host", "user", "address"),
    [
        (Kind.HttpProxy, "proxy.example.org", "", "http://proxy.example.org:8080"),
        (Kind.HttpCachingProxy, "proxy.example.org", "", "http://proxy.example.org:8080"),
        (Kind.Socks5Proxy, "127.0.0.1", "", "socks5h://127.0.0.1:8080"),
        (Kind.Socks5Proxy, "::1", "", "socks5h://[::1]:8080"),
        (Kind.HttpProxy, "proxy.example.org", "me", "http://me:a%40b@proxy.example.org:8080"),
        (Kind.NoProxy, "", "", None),
    ],
)
def test_what_the_desktop_names_is_an_address_that_leaves_names_to_the_proxy(desktop, kind, host, user, address):
    desktop(check=QNetworkProxy(kind, host, 8080, user, "a@b" if user else ""))
    found = system_proxy.of([HOST])
    assert found == address
    assert found is None or proxies.normalise(found) == found


def test_a_proxy_that_cannot_be_honoured_is_refused(desktop):
    desktop(check=QNetworkProxy(Kind.FtpCachingProxy, "proxy.example.org", 21))
    with pytest.raises(ProxyError):
        proxies.normalise(system_proxy.of([HOST]))


def test_two_ways_for_one_lookup_are_refused(desktop):
    tor = QNetworkProxy(Kind.Socks5Proxy, "127.0.0.1", 9050)
    desktop(check=tor, keys=QNetworkProxy(Kind.NoProxy))
    with pytest.raises(ProxyError):
        system_proxy.of([HOST, EVALUATOR])
    desktop(check=tor, keys=tor)
    assert system_proxy.of([HOST, EVALUATOR]) == "socks5h://127.0.0.1:9050"


def test_a_variable_of_the_environment_comes_first(desktop, monkeypatch):
    desktop(check=QNetworkProxy(Kind.Socks5Proxy, "127.0.0.1", 9050))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    assert system_proxy.of([HOST]) is None
    assert proxies.choose(HOST, None) == "http://127.0.0.1:3128"


def test_a_list_of_exceptions_in_the_environment_names_no_proxy(desktop, monkeypatch):
    desktop(check=QNetworkProxy(Kind.Socks5Proxy, "127.0.0.1", 9050))
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert system_proxy.of([HOST]) == "socks5h://127.0.0.1:9050"


def test_a_lookup_goes_the_way_that_the_desktop_names_unless_a_setting_names_another(desktop, monkeypatch):
    desktop(check=QNetworkProxy(Kind.Socks5Proxy, "127.0.0.1", 9050))
    monkeypatch.setattr("exposure_check.lookup.session.Session", lambda profile, *, proxy, **_: proxy)
    profile = example_states.profile()
    assert app.make_session(profile, None) == "socks5h://127.0.0.1:9050"
    assert app.make_session(profile, "http://127.0.0.1:3128") == "http://127.0.0.1:3128"


def test_a_lookup_that_cannot_go_the_way_that_the_desktop_names_goes_no_other(desktop):
    desktop(check=QNetworkProxy(Kind.FtpCachingProxy, "proxy.example.org", 21))
    checker = app.make_session(example_states.profile(demo=True), None)
    with Query(Secret(example_states.NUMBER), "fi.hetu") as query, pytest.raises(ProxyError):
        checker.check(query, lambda *_: None, Cancel())
    assert checker.ledger.sent == []


def test_the_network_of_the_toolkit_is_not_loaded_for_the_first_frame():
    program = "import exposure_check.desktop.app, exposure_check.desktop.main_window, sys\n"
    program += "import exposure_check.desktop.pages.welcome\n"
    program += "sys.exit('PySide6.QtNetwork' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
