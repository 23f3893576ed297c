from __future__ import annotations

import socket

import pytest
import requests

from exposure_check.errors import NetworkError, ProxyError, TlsError
from exposure_check.lookup.ledger import Purpose

from .conftest import Server, answer

BUCKET = Purpose.BUCKET
AFAR = "https://check.example.org"  # never resolved: a proxy does that, or the test forbids it
CONNECT = b"CONNECT check.example.org:443 HTTP/1."


@pytest.fixture(autouse=True)
def _no_names_are_looked_up(monkeypatch):
    real = socket.getaddrinfo

    def only_loopback(host, *arguments, **kwargs):
        assert host in ("127.0.0.1", "localhost", "::1", None), f"{host} was looked up"
        return real(host, *arguments, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", only_loopback)


def secure(server):
    return server.url.replace("http:", "https:")


# --- certificates


def test_a_certificate_that_nobody_vouches_for_is_a_tls_error_and_not_tried_again(
    serve, transport, certificate, ledger
):
    server = serve(answer(), context=certificate[1])
    with pytest.raises(TlsError) as caught:
        transport().fetch(BUCKET, secure(server) + "/x", 100)
    assert caught.value.page == "proxy_or_tls"
    assert "date" in caught.value.advice
    assert (server.requests, len(ledger.sent)) == ([], 1)


def test_a_certificate_in_the_trust_store_of_the_system_is_taken(serve, transport, certificate, ledger, monkeypatch):
    path, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    server = serve(answer(), context=context)
    assert transport().fetch(BUCKET, secure(server) + "/x", 100) == b"fine"
    assert [sent.wire() for sent in ledger.sent] == server.requests


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_store_that_only_this_library_knows_is_not_believed(serve, transport, certificate, monkeypatch, name):
    path, context = certificate
    monkeypatch.setenv(name, str(path))
    with pytest.raises(TlsError):
        transport().fetch(BUCKET, secure(serve(answer(), context=context)) + "/x", 100)


def test_a_certificate_for_another_name_is_a_tls_error(serve, transport, certificate, monkeypatch):
    path, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    server = serve(answer(), context=context)
    with pytest.raises(TlsError):
        transport().fetch(BUCKET, f"https://localhost:{server.port}/x", 100)


def test_a_server_that_does_not_speak_tls_gets_nothing(serve, transport):
    server = serve(talk=lambda connection, server: connection.sendall(answer()))
    with pytest.raises(NetworkError):
        transport().fetch(BUCKET, secure(server) + "/x", 100)


# --- proxies


def tunnel(context, target_requests):
    """A proxy's part of CONNECT, and then the far server's part inside TLS."""

    def script(connection, server):
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with context.wrap_socket(connection, server_side=True) as inside:
            target_requests.append(Server.read(inside))
            inside.sendall(answer(b"through the proxy"))
        return False

    return script


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy"])
def test_the_proxy_of_the_system_is_used_and_learns_the_host_alone(
    serve, transport, certificate, ledger, monkeypatch, name
):
    path, context = certificate
    inside = []
    proxy = serve(tunnel(context, inside))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    monkeypatch.setenv(name, proxy.url)
    assert transport().fetch(BUCKET, f"{AFAR}/v1/datasets/x/buckets/345", 100) == b"through the proxy"
    assert len(proxy.requests) == 1
    assert proxy.requests[0].startswith(CONNECT)
    assert b"345" not in proxy.requests[0]
    assert b"datasets" not in proxy.requests[0]
    assert [sent.wire() for sent in ledger.sent] == inside


def test_a_proxy_that_is_named_wins_over_that_of_the_system(serve, transport, monkeypatch):
    given_proxy, systems = serve(answer(status="403 No")), serve(answer(status="403 No"))
    monkeypatch.setenv("https_proxy", systems.url)
    with pytest.raises(ProxyError):
        transport(proxy=given_proxy.url).fetch(BUCKET, AFAR, 100)
    assert (len(given_proxy.requests), systems.connections) == (1, 0)


@pytest.mark.parametrize(
    "status", ["403 Forbidden", "407 Proxy Authentication Required", "502 Bad Gateway", "503 Busy"]
)
def test_a_proxy_that_refuses_is_a_proxy_error(serve, transport, status, ledger):
    proxy = serve(answer(status=status))
    with pytest.raises(ProxyError) as caught:
        transport(proxy=proxy.url).fetch(BUCKET, AFAR, 100)
    assert caught.value.page == "proxy_or_tls"
    assert len(ledger.sent) == 1


def test_a_proxy_that_answers_for_the_server_is_tls_interception(serve, transport, certificate):
    inside = []
    proxy = serve(tunnel(certificate[1], inside))  # its certificate is not in the store
    with pytest.raises(TlsError):
        transport(proxy=proxy.url).fetch(BUCKET, AFAR, 100)
    assert inside == []


def test_loopback_goes_past_every_proxy(serve, transport, monkeypatch):
    proxy, server = serve(answer(b"from the proxy")), serve(answer(b"direct"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url)
    for used in (transport(), transport(proxy=proxy.url)):
        assert used.fetch(BUCKET, server.url, 100) == b"direct"
    assert proxy.connections == 0


def test_a_host_that_the_system_excepts_goes_past_the_proxy(transport, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "check.example.org")
    assert not transport()._proxies(AFAR)
    assert transport()._proxies("https://other.example.org")["https"] == "http://127.0.0.1:9"


@pytest.mark.parametrize("name", ["no_proxy", "http_proxy"])
def test_where_no_proxy_serves_the_address_none_is_blamed(transport, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    used = transport(attempts=1)

    def fail(prepared):
        raise requests.ConnectionError

    monkeypatch.setattr(used, "_send", fail)
    with pytest.raises(NetworkError) as caught:
        used.fetch(BUCKET, AFAR, 100)
    assert type(caught.value) is NetworkError


@pytest.fixture
def refusing():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "socks5h", "socks4a"])
def test_a_proxy_that_cannot_be_reached_is_a_proxy_error_and_not_tried_again(refusing, transport, ledger, scheme):
    with pytest.raises(ProxyError):
        transport(proxy=f"{scheme}://127.0.0.1:{refusing}").fetch(BUCKET, "https://127.0.0.2.example.org", 100)
    assert len(ledger.sent) == 1


@pytest.mark.parametrize(
    "proxy", ["foo://127.0.0.1:9", "http://", "http://[::1", "socks9://127.0.0.1:9", "http://127.0.0.1:x"]
)
def test_what_is_no_proxy_is_a_proxy_error(transport, proxy):
    with pytest.raises(ProxyError):
        transport(proxy=proxy).fetch(BUCKET, AFAR, 100)


@pytest.mark.parametrize("reply", [b"\x05\x00", b"\x05\xff", b"HTTP/1.1 400 Bad\r\n\r\n", b""])
def test_a_socks_proxy_that_refuses_or_is_none_is_a_proxy_error_and_resolves_the_name(serve, transport, reply):
    received = []

    def talk(connection, server):
        connection.recv(100)  # the greeting
        connection.sendall(reply)
        if reply == b"\x05\x00":
            received.append(connection.recv(100))
            connection.sendall(b"\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00")  # connection refused

    proxy = serve(talk=talk)
    with pytest.raises(ProxyError):
        transport(proxy=f"socks5h://127.0.0.1:{proxy.port}").fetch(BUCKET, AFAR, 100)
    assert proxy.connections == 1
    assert not received or received[0].endswith(b"check.example.org\x01\xbb")


def test_a_lookup_through_socks(serve, transport, certificate, monkeypatch):
    path, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    inside = []

    def talk(connection, server):
        connection.recv(100)
        connection.sendall(b"\x05\x00")
        connection.recv(100)
        connection.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        with context.wrap_socket(connection, server_side=True) as tls:
            inside.append(Server.read(tls))
            tls.sendall(answer(b"through socks"))

    proxy = serve(talk=talk)
    used = transport(proxy=f"socks5h://127.0.0.1:{proxy.port}")
    assert used.fetch(BUCKET, AFAR + "/x", 100) == b"through socks"
    assert inside[0].startswith(b"GET /x HTTP/1.1\r\n")


def test_the_name_of_a_host_with_other_letters_is_sent_as_the_standard_has_it(serve, transport, ledger):
    host = "t\u00e4rke\u00e4.example.org"
    plain = host.encode("idna").decode()
    assert plain.startswith("xn--")
    proxy = serve(answer(status="403 No"))
    with pytest.raises(ProxyError):
        transport(proxy=proxy.url).fetch(BUCKET, f"https://{host}/x", 100)
    assert proxy.requests[0].startswith(f"CONNECT {plain}:443 ".encode())
    assert dict(ledger.sent[0].headers)["Host"] == plain
    assert ledger.sent[0].wire().startswith(b"GET /x HTTP/1.1\r\n")
