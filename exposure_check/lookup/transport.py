"""The one way out: every byte that leaves this computer for a lookup passes here and is in the ledger.

HTTPS only, but for this computer itself; the system's trust store and proxy settings; no redirects, cookies, netrc or
content encodings; sizes and times bounded while the answer streams in. Everything that `requests` and `urllib3` raise
leaves as one of `errors`.
"""

from __future__ import annotations

import io
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

import requests
import tenacity
import truststore
import urllib3.exceptions
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar

from exposure_check.errors import (
    CheckError,
    MalformedError,
    NetworkError,
    ProxyError,
    ServerBusyError,
    ServerError,
    TimeLimitError,
    TlsError,
)
from exposure_check.lookup import proxies
from exposure_check.lookup.connections import Guard, guarded
from exposure_check.lookup.ledger import Ledger, Purpose, Sent
from exposure_check.lookup.profile import check_url
from exposure_check.protocol import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

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
    answer_seconds: float = 60  # one request with all its attempts, and more for what is large:
    bytes_per_second: float = 125_000  # 1 Mbit/s, so that 64 MiB may take nine minutes more
    lookup_seconds: float = 180  # all requests together, and more for what is large
    attempts: int = 3
    first_pause_seconds: float = 0.25
    longest_pause_seconds: float = 2
    longest_retry_after: int = 24 * 3600
    catalogue_bytes: int = catalogue.MAX_BYTES
    pack_bytes: int = 64 << 20  # docs/protocol.md, section 4: a larger list is not offered at Maximum
    error_bytes: int = 16 << 10
    overhead_bytes: int = 256 << 10  # heads, interim answers, chunk sizes and trailers, beside the body
    guidance_bytes: int = catalogue.GUIDANCE_MAX_BYTES  # of one breach
    guidance_bytes_together: int = 1 << 20
    guidance_files: int = 32
    guidance_seconds: float = 5  # all of it together
    guidance_wait_seconds: float = 0.2  # of an answer that is there: too short to be noticed

    def seconds_for(self, size: int) -> float:
        """What an answer of so many bytes may take on top of what any answer may."""
        return size / self.bytes_per_second


LIMITS = Limits()
_CHUNK_BYTES = 1 << 16
_RETRYABLE_STATUS = (500, 502, 504)
_USUAL_RETRY_AFTER = 60


class Sink(Protocol):
    """Where an answer goes while it arrives."""

    def write(self, data: bytes, /) -> object:
        """Take the next piece."""


SinkT = TypeVar("SinkT", bound=Sink)


class Transport(Protocol):
    """The small interface behind which the tests put a data set in memory, or a hostile server."""

    def fetch(
        self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None = None, *, seconds: float | None = None
    ) -> bytes:
        """The answer to a GET, or to a POST where there is a body, within `seconds` or as long as it may take; raises
        `CheckError`.
        """

    def stream(self, purpose: Purpose, url: str, max_bytes: int, start: Callable[[], SinkT]) -> SinkT:
        """The answer to a GET, written piece by piece into what `start` gives for each attempt; raises `CheckError`."""

    def close(self) -> None:
        """Give the connections back."""


class HttpTransport:
    """HTTPS through `requests`, with a ledger.

    One for the bucket host and one for the evaluator, so that no connection, cookie or TLS session is common to both.
    """

    def __init__(self, ledger: Ledger, cancel: Cancel, proxy: str | None = None, limits: Limits = LIMITS) -> None:
        """`proxy` wins over that of the system; raises `ProxyError` where it is none that can be used."""
        self._ledger, self._limits = ledger, limits
        self._proxy = proxies.normalise(proxy) if proxy else None
        self._guard = Guard(cancel, limits.lookup_seconds)
        self._session = _session(self._guard)

    def fetch(
        self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None = None, *, seconds: float | None = None
    ) -> bytes:
        """At most `max_bytes` of answer; every request of the protocol may be repeated, so a failure is tried again."""
        extra = self._limits.seconds_for(max_bytes)
        self._guard.begin(seconds or self._limits.answer_seconds + extra, extra, self._limits.read_seconds)
        return self._fetch(purpose, url, max_bytes, body, io.BytesIO).getvalue()

    def stream(self, purpose: Purpose, url: str, max_bytes: int, start: Callable[[], SinkT]) -> SinkT:
        """`fetch` of what is too large to be kept whole."""
        extra = self._limits.seconds_for(max_bytes)
        self._guard.begin(self._limits.answer_seconds + extra, extra, self._limits.read_seconds)
        return self._fetch(purpose, url, max_bytes, None, start)

    def _fetch(
        self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None, start: Callable[[], SinkT]
    ) -> SinkT:
        check_url(url)
        limits = self._limits
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_is_retryable),
            stop=tenacity.stop_after_attempt(limits.attempts),
            wait=tenacity.wait_exponential_jitter(
                multiplier=limits.first_pause_seconds, max=limits.longest_pause_seconds, jitter=0.2
            ),
            sleep=self._guard.sleep,
            reraise=True,
        )
        for attempt in retrying:
            with attempt:
                sink = start()
                self._fetch_once(purpose, url, max_bytes, body, sink, attempt.retry_state.attempt_number)
                return sink
        raise AssertionError("tenacity returns or raises")

    def close(self) -> None:
        """Shut the connections. What another thread still fetches ends at once: the lookup is over."""
        self._guard.close()
        self._session.close()

    def _fetch_once(
        self, purpose: Purpose, url: str, max_bytes: int, body: bytes | None, sink: Sink, attempt: int
    ) -> None:
        self._guard.check()
        self._guard.expect(2 * max(max_bytes, self._limits.error_bytes) + self._limits.overhead_bytes)
        headers = {} if body is None else {"Content-Type": BINARY}
        if purpose is Purpose.BUCKET:
            headers["Padding"] = _padding(url)
        request = requests.Request("GET" if body is None else "POST", url, headers=headers, data=body)
        try:
            prepared = self._session.prepare_request(request)
            prepared.headers["Host"] = urlsplit(prepared.url or "").netloc  # here, so that the ledger has it too
            proxy = self._proxies(prepared.url or "")
            self._record(purpose, prepared, attempt)
            with self._send(prepared) as response:
                if response.status_code != OK:
                    self._drain(response)
                    _check_status(response, self._limits)
                self._read(response, max_bytes, sink)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            self._guard.check()  # a connection that was shut here looks as if it had broken
            raise _mapped(error, through_proxy=bool(proxy)) from error
        finally:
            self._guard.finish()

    def _drain(self, response: requests.Response) -> None:
        """Read an error to its end, within limits, so that the connection can be used again: each lookup meets one."""
        with suppress(MalformedError, NetworkError, urllib3.exceptions.HTTPError, OSError):
            self._read(response, self._limits.error_bytes, io.BytesIO())

    def _read(self, response: requests.Response, max_bytes: int, sink: Sink) -> None:
        content_length = response.headers.get("Content-Length", "")
        if not content_length and "chunked" not in response.headers.get("Transfer-Encoding", "").lower():
            # http.client takes a head that breaks off for a whole one, and all that follows for the body
            raise NetworkError("The answer does not say where it ends, so nobody can tell whether it is whole.")
        if content_length.isascii() and content_length.isdigit() and int(content_length[:20]) > max_bytes:
            raise MalformedError("The answer is larger than it can be.")
        size = 0
        while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=False):
            size += len(chunk)
            self._guard.check()
            if size > max_bytes:
                raise MalformedError("The answer is larger than it can be.")
            sink.write(chunk)
        self._guard.check()

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
        proxy = proxies.choose(url, self._proxy)
        return {"http": proxy, "https": proxy} if proxy else {}


class _Guarded(HTTPAdapter):
    """Connections that end when their guard says so."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(pool_connections=1, pool_maxsize=1)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as the base has it
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        guarded(pool, self._guard)
        return pool


class _SystemTrust(_Guarded):
    """Certificates are judged by the system's trust store, not by a list that came with a package."""

    def __init__(self, guard: Guard) -> None:
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        super().__init__(guard)

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


def _session(guard: Guard) -> requests.Session:
    session = _NoRedirects()
    session.trust_env = False
    session.auth = _no_credentials
    session.headers.clear()
    session.headers.update(HEADERS)
    session.cookies = RequestsCookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    session.mount("https://", _SystemTrust(guard))
    session.mount("http://", _Guarded(guard))
    return session


def _padding(url: str) -> str:
    """As many dots as the index at the end of a bucket's address lacks digits.

    TLS shows how long a request is, and with it how many digits the index has: of 512 buckets, ten have one.
    """
    return "." * (INDEX_DIGITS - len(url.rpartition("/")[2]))


def _check_status(response: requests.Response, limits: Limits) -> None:
    status = response.status_code
    if status in (429, 503):
        seconds = _seconds_to_wait(response.headers.get("Retry-After", ""))
        raise ServerBusyError("The service is busy.", retry_after=min(max(seconds, 1), limits.longest_retry_after))
    if 300 <= status < 400:
        raise ServerError("The service points to another address, which this program does not follow.", status=status)
    if status == 407:
        raise ProxyError("The proxy asks for a user name.")
    if status != OK:
        raise ServerError(f"The service answered with status {status}.", status=status)


def _seconds_to_wait(retry_after: str) -> int:
    """The delay that a Retry-After header asks for, in seconds or until a date (RFC 9110 section 10.2.3)."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
        return round((until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError, TypeError):
        return _USUAL_RETRY_AFTER


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
