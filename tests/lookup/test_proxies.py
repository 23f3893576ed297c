"""One rule for proxies, whatever names them: hosts are never looked up here, and nothing is passed over."""

from __future__ import annotations

import socket

import msgspec
import pytest

from exposure_check.errors import ProxyError
from exposure_check.lookup import proxies
from exposure_check.lookup import session as session_module
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.profile import Profile
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.secret import Secret

AFAR = "https://check.example.org"
VARIABLES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("socks5://127.0.0.1:9050", "socks5h://127.0.0.1:9050"),
        ("SOCKS5://127.0.0.1:9050", "socks5h://127.0.0.1:9050"),
        ("socks5h://127.0.0.1:9050", "socks5h://127.0.0.1:9050"),
        ("socks://127.0.0.1:9050", "socks5h://127.0.0.1:9050"),
        ("socks4://127.0.0.1:9050", "socks4a://127.0.0.1:9050"),
        ("socks4a://127.0.0.1:9050", "socks4a://127.0.0.1:9050"),
        ("http://proxy.example.org:3128/", "http://proxy.example.org:3128"),
        ("https://proxy.example.org:3128", "https://proxy.example.org:3128"),
        ("proxy.example.org:3128", "http://proxy.example.org:3128"),
        (" http://[::1]:3128 ", "http://[::1]:3128"),
        ("http://user:secret@proxy.example.org:3128", "http://user:secret@proxy.example.org:3128"),
    ],
)
@pytest.mark.parametrize("source", ["named", *VARIABLES])
def test_names_of_hosts_are_left_to_the_proxy_whatever_names_it(monkeypatch, written, used, source):
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    if source == "named":
        assert proxies.choose(AFAR, written) == used
        return
    monkeypatch.setenv(source, written)
    assert proxies.choose(AFAR, None) == used


WRONG = [
    "nonsense", "http://", "ftp://127.0.0.1:21", "socks6://127.0.0.1:1", "http://127.0.0.1:x", "http://127.0.0.1:99999",
    "http://127.0.0.1:0", "http://[::1", "http://a b:1", "http://proxy.example.org:1/path", "http://proxy:1?query",
    "http://proxy:1#fragment", "direct://", "pac+http://proxy/proxy.pac", "http://pro\nxy:1", "://127.0.0.1:1",
]  # fmt: skip


@pytest.mark.parametrize("proxy", WRONG)
def test_what_cannot_be_honoured_is_refused_and_not_shown(proxy):
    with pytest.raises(ProxyError) as caught:
        proxies.normalise(proxy)
    assert proxy == "http://" or proxy not in caught.value.message + caught.value.advice


@pytest.mark.parametrize("source", ["named", "ALL_PROXY"])
@pytest.mark.parametrize("proxy", ["nonsense", "ftp://127.0.0.1:21"])
def test_a_wrong_proxy_ends_a_lookup_before_anything_is_computed(monkeypatch, tmp_path, source, proxy):
    monkeypatch.setattr(session_module, "check", lambda *_: pytest.fail("something was computed"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up"))
    if source != "named":
        monkeypatch.setenv(source, proxy)
    session = Session(
        Profile(1, AFAR, msgspec.Raw(b"{}")), proxy=proxy if source == "named" else None, state=tmp_path / "state"
    )
    with pytest.raises(ProxyError):
        session.check(Query(Secret("010100A906N"), "fi.hetu"), lambda *_: None, Cancel())
    assert session.ledger.sent == []


def test_this_computer_needs_no_proxy_but_a_wrong_one_is_said():
    assert proxies.choose("http://127.0.0.1:8000", "http://127.0.0.1:1") is None
    with pytest.raises(ProxyError):
        proxies.choose("http://127.0.0.1:8000", "nonsense")


def test_a_host_that_the_environment_excepts_is_asked_directly(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "check.example.org")
    assert proxies.choose(AFAR, None) is None
    monkeypatch.setattr(proxies.sys, "platform", "darwin")
    assert proxies.choose(AFAR, None) is None
    assert proxies.choose("https://other.example.org", None) == "socks5h://127.0.0.1:1"
