"""Nothing that the libraries raise gets past the transport under its own name."""

from __future__ import annotations

import http.client
import inspect
import socket
import ssl

import pytest
import requests
import socks
import urllib3.exceptions

from exposure_check.errors import CheckError, NetworkError, ProxyError, TimeLimitError, TlsError
from exposure_check.lookup.ledger import Purpose

from .conftest import answer


def classes(module):
    errors = [
        candidate
        for _, candidate in inspect.getmembers(module, inspect.isclass)
        if issubclass(candidate, Exception)
        and not issubclass(candidate, Warning)
        and candidate.__module__ == module.__name__
    ]
    assert len(errors) > 15
    return errors


LIBRARIES = [*classes(requests.exceptions), *classes(urllib3.exceptions)]
OTHERS = [
    OSError,
    ConnectionResetError,
    BrokenPipeError,
    TimeoutError,
    socket.gaierror,
    ssl.SSLError,
    ssl.SSLCertVerificationError,
    ssl.SSLEOFError,
    UnicodeError,
    UnicodeEncodeError,
    ValueError,
    socks.ProxyError,
    socks.GeneralProxyError,
    socks.SOCKS5Error,
]


def raised(transport, monkeypatch, error_class):
    error = error_class.__new__(error_class)  # their constructors want pools, requests and answers

    def fail(prepared):
        raise error

    used = transport(attempts=1)
    monkeypatch.setattr(used, "_send", fail)
    with pytest.raises(CheckError) as caught:
        used.fetch(Purpose.BUCKET, "http://127.0.0.1:9/x", 10)
    return caught.value


@pytest.mark.parametrize(
    "error_class", [*LIBRARIES, *OTHERS], ids=lambda error_class: f"{error_class.__module__}.{error_class.__name__}"
)
def test_every_error_of_a_library_becomes_one_of_ours(transport, monkeypatch, error_class):
    assert isinstance(raised(transport, monkeypatch, error_class), NetworkError)


@pytest.mark.parametrize(
    ("error_class", "expected"),
    [
        (requests.exceptions.SSLError, TlsError),
        (urllib3.exceptions.SSLError, TlsError),
        (ssl.SSLCertVerificationError, TlsError),
        (requests.exceptions.ProxyError, ProxyError),
        (requests.exceptions.InvalidProxyURL, ProxyError),
        (urllib3.exceptions.ProxySchemeUnknown, ProxyError),
        (requests.exceptions.ConnectTimeout, TimeLimitError),
        (requests.exceptions.ReadTimeout, TimeLimitError),
        (urllib3.exceptions.ReadTimeoutError, TimeLimitError),
        (TimeoutError, TimeLimitError),
        (requests.exceptions.ConnectionError, NetworkError),
        (requests.exceptions.ChunkedEncodingError, NetworkError),
        (urllib3.exceptions.IncompleteRead, NetworkError),
        (urllib3.exceptions.ProtocolError, NetworkError),
    ],
    ids=lambda error_class: error_class.__name__,
)
def test_the_kind_of_error_decides_the_page(transport, monkeypatch, error_class, expected):
    assert type(raised(transport, monkeypatch, error_class)) is expected


@pytest.mark.parametrize("error_class", [http.client.IncompleteRead, http.client.BadStatusLine])
def test_what_the_body_raises_is_turned_as_well(serve, transport, monkeypatch, error_class):
    def fail(*arguments, **kwargs):
        raise error_class(b"x")

    monkeypatch.setattr(http.client.HTTPResponse, "read1", fail)
    with pytest.raises(CheckError):
        transport(attempts=1).fetch(Purpose.BUCKET, serve(answer()).url, 10)
