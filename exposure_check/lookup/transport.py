"""The one way out: every byte that leaves this computer for a lookup passes here and is in the ledger.

HTTPS only, but for this computer itself; the system's trust store and proxy settings; no redirects, cookies, netrc or
content encodings; sizes and times bounded while the answer streams in. Everything that `requests` and `urllib3` raise
leaves as one of `errors`.
"""

from __future__ import annotations

import re
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import requests
import tenacity
import truststore
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar

from exposure_check.errors import (
    CancelledError,
    CheckError,
    MalformedError,
    NetworkError,
    ProxyError,
    ServerBusyError,
    ServerError,
    TimeLimitError,
    TlsError,
)
from exposure_check.lookup.ledger import Ledger, Purpose, Sent
from exposure_check.lookup.profile import check_url, is_loopback
from exposure_check.protocol import catalogue

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel

HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "exposure-check", "Connection": "keep-alive"}
BINARY = "application/octet-stream"
OK = 200
INDEX_DIGITS = 10  # of the largest bucket index there can be


@dataclass(frozen=True)
class Limits:
    """Enforced on every response, whatever the server declares."""

    connect_seconds: float = 10
    read_seconds: float = 20  # between two pieces of an answer
    answer_seconds: float = 60  # one whole answer
    pack_seconds: float = 1800
    attempts: int = 3
    first_pause_seconds: float = 0.25
    longest_pause_seconds: float = 2
    longest_retry_after: int = 24 * 3600
    catalogue_bytes: int = catalogue.MAX_BYTES
    pack_bytes: int = 512 << 20
    error_bytes: int = 16 << 10
    guidance_bytes: int = 128 << 10  # of one breach
    guidance_files: int = 32


LIMITS = Limits()
_CHUNK_BYTES = 1 << 16
_RETRYABLE_STATUS = (500, 502, 504)


class Transport(Protocol):
    """The small interface behind which the tests put a data set in memory, or a hostile server."""

    def fetch(self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None = None) -> bytes:
        """The answer to a GET, or to a POST where there is a body; raises `CheckError`."""

    def close(self) -> None:
        """Give the connections back."""


class HttpTransport:
    """HTTPS through `requests`, with a ledger.

    One for the bucket host and one for the evaluator, so that no connection, cookie or TLS session is common to both.
    """

    def __init__(self, ledger: Ledger, cancel: Cancel, proxy: str | None = None, limits: Limits = LIMITS) -> None:
        self._ledger, self._cancel, self._proxy, self._limits = ledger, cancel, proxy, limits
        self._session = _session()
        self._closed = False

    def fetch(self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None = None) -> bytes:
        """At most `max_bytes` of answer; every request of the protocol may be repeated, so a failure is tried again."""
        check_url(url)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_is_retryable),
            stop=tenacity.stop_after_attempt(self._limits.attempts),
            wait=tenacity.wait_exponential_jitter(
                multiplier=self._limits.first_pause_seconds, max=self._limits.longest_pause_seconds, jitter=0.2
            ),
            sleep=self._cancel.sleep,
            reraise=True,
        )
        for attempt in retrying:
            with attempt:
                number = attempt.retry_state.attempt_number
                return self._fetch_once(purpose, url, max_bytes, body, number)
        raise AssertionError("tenacity returns or raises")

    def close(self) -> None:
        """Close the connections. What another thread still fetches is not tried again: the lookup is over."""
        self._closed = True
        self._session.close()

    def _fetch_once(self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None, attempt: int) -> bytes:
        self._cancel.check()
        if self._closed:
            raise CancelledError("The check is over.")
        headers = {} if body is None else {"Content-Type": BINARY}
        if purpose is Purpose.BUCKET:
            headers["Padding"] = _padding(url)
        request = requests.Request("GET" if body is None else "POST", url, headers=headers, data=body)
        seconds = self._limits.pack_seconds if purpose is Purpose.PACK else self._limits.answer_seconds
        try:
            prepared = self._session.prepare_request(request)
            prepared.headers["Host"] = urlsplit(prepared.url or "").netloc  # here, so that the ledger has it too
            self._record(purpose, prepared, attempt)
            with self._send(prepared) as response:
                deadline = time.monotonic() + seconds
                if response.status_code != OK:
                    self._drain(response, deadline)
                    _check_status(response, self._limits)
                return _read(response, max_bytes, deadline, self._cancel)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            proxy = requests.utils.select_proxy(url, self._proxies(url))
            raise _mapped(error, through_proxy=proxy is not None) from error

    def _drain(self, response: requests.Response, deadline: float) -> None:
        """Read an error to its end, within limits, so that the connection can be used again: each lookup meets one."""
        with suppress(MalformedError, NetworkError, urllib3.exceptions.HTTPError, OSError):
            _read(response, self._limits.error_bytes, deadline, self._cancel)

    def _record(self, purpose: Purpose, prepared: requests.PreparedRequest, attempt: int) -> None:
        method, url, body = prepared.method or "", prepared.url or "", prepared.body or b""
        if not isinstance(body, bytes):
            raise TypeError("a body is bytes")
        headers = tuple((name, str(value)) for name, value in prepared.headers.items())
        self._ledger.add(Sent(purpose, method, url, headers, body, attempt))

    def _send(self, prepared: requests.PreparedRequest) -> requests.Response:
        return self._session.send(
            prepared,
            stream=True,
            allow_redirects=False,
            proxies=self._proxies(prepared.url or ""),
            timeout=(self._limits.connect_seconds, self._limits.read_seconds),
        )

    def _proxies(self, url: str) -> dict[str, str]:
        if is_loopback(url):
            return {}
        if self._proxy:
            # socks5h leaves the names of hosts to the proxy; socks5 would ask for them here, past Tor
            proxy = re.sub("^socks5://", "socks5h://", self._proxy, flags=re.IGNORECASE)
            return {"http": proxy, "https": proxy}
        return dict(requests.utils.get_environ_proxies(url))


class _SystemTrust(HTTPAdapter):
    """Certificates are judged by the system's trust store, not by a list that came with a package."""

    def __init__(self) -> None:
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as the base class has it
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401  # as the base class has it
        return super().proxy_manager_for(proxy, **kwargs, ssl_context=self._context)

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:  # noqa: ANN401
        """Leave the context as it is: `requests` would add the roots of `certifi` to it."""


def _no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request  # an `auth` that does nothing keeps requests from looking into ~/.netrc


class _NoRedirects(requests.Session):
    """A session that does not even look where a redirect points.

    With `allow_redirects=False` alone, `requests` reads the whole body of a redirect to prepare the next request.
    """

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""


def _session() -> requests.Session:
    session = _NoRedirects()
    session.trust_env = False
    session.auth = _no_credentials
    session.headers.clear()
    session.headers.update(HEADERS)
    session.cookies = RequestsCookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    adapter = _SystemTrust()
    session.mount("https://", adapter)
    session.mount("http://", HTTPAdapter(pool_connections=1, pool_maxsize=1))
    return session


def _padding(url: str) -> str:
    """As many dots as the index at the end of a bucket's address lacks digits.

    TLS shows how long a request is, and with it how many digits the index has: of 512 buckets, ten have one.
    """
    return "." * (INDEX_DIGITS - len(url.rpartition("/")[2]))


def _check_status(response: requests.Response, limits: Limits) -> None:
    status = response.status_code
    if status in (429, 503):
        retry_after = response.headers.get("Retry-After", "")
        seconds = int(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 10 else 60
        raise ServerBusyError("The service is busy.", retry_after=min(max(seconds, 1), limits.longest_retry_after))
    if 300 <= status < 400:
        raise ServerError("The service points to another address, which this program does not follow.", status=status)
    if status == 407:
        raise ProxyError("The proxy asks for a user name.")
    if status != OK:
        raise ServerError(f"The service answered with status {status}.", status=status)


def _read(response: requests.Response, max_bytes: int, deadline: float, cancel: Cancel) -> bytes:
    content_length = response.headers.get("Content-Length", "")
    if not content_length and "chunked" not in response.headers.get("Transfer-Encoding", "").lower():
        # http.client takes a head that breaks off for a whole one, and all that follows for the body
        raise NetworkError("The answer does not say where it ends, so nobody can tell whether it is whole.")
    if content_length.isascii() and content_length.isdigit() and int(content_length[:20]) > max_bytes:
        raise MalformedError("The answer is larger than it can be.")
    data = bytearray()
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=False):
        data += chunk
        cancel.check()
        if len(data) > max_bytes:
            raise MalformedError("The answer is larger than it can be.")
        if time.monotonic() > deadline:
            raise TimeLimitError("The answer took too long.")
    return bytes(data)


def _is_retryable(error: BaseException) -> bool:
    if isinstance(error, ServerError):
        return error.status in _RETRYABLE_STATUS
    return isinstance(error, NetworkError) and not isinstance(error, (ProxyError, TlsError))


def _mapped(error: Exception, *, through_proxy: bool) -> CheckError:
    match error:
        case requests.exceptions.SSLError() | urllib3.exceptions.SSLError() | ssl.SSLError():
            return TlsError("The service could not prove who it is: someone may stand between.")
        case (
            requests.exceptions.ProxyError()
            | requests.exceptions.InvalidProxyURL()
            | urllib3.exceptions.ProxyError()
            | urllib3.exceptions.ProxySchemeUnknown()
        ):
            return ProxyError("The proxy cannot be used.")
        case requests.exceptions.Timeout() | urllib3.exceptions.TimeoutError() | TimeoutError():
            return TimeLimitError("The service did not answer in time.")
        # the address itself was judged before, so an unfit one is the proxy's
        case requests.exceptions.ConnectionError() | ValueError() if through_proxy:
            return ProxyError("The service cannot be reached through the proxy.")
    return NetworkError("The service cannot be reached, or the connection broke.")
