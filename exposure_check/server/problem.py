"""Errors over HTTP: problem+json (RFC 9457) with a stable `type`, and nothing of the request in it."""

from __future__ import annotations

from enum import Enum
from http import HTTPStatus

import msgspec

MEDIA_TYPE = "application/problem+json"


class Problem(Enum):
    """The problems that this server names: type, status, title."""

    NOT_FOUND = ("not-found", HTTPStatus.NOT_FOUND, "There is nothing at this address.")
    METHOD_NOT_ALLOWED = ("method-not-allowed", HTTPStatus.METHOD_NOT_ALLOWED, "This address takes another method.")
    UNKNOWN_KEY = ("unknown-key", HTTPStatus.NOT_FOUND, "This server does not hold that key.")
    WRONG_SIZE = ("wrong-size", HTTPStatus.BAD_REQUEST, "The body must be two elements of 32 bytes.")
    INVALID_ELEMENT = ("invalid-element", HTTPStatus.BAD_REQUEST, "An element of the body is not valid.")
    NOT_HTTP = ("not-http", HTTPStatus.BAD_REQUEST, "The request is not valid HTTP.")
    TOO_LARGE = ("too-large", HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request is longer than any that is due.")
    TARGET_TOO_LONG = ("target-too-long", HTTPStatus.REQUEST_URI_TOO_LONG, "The address is longer than any here.")
    WRONG_RANGE = ("wrong-range", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The Range header cannot be met.")
    RATE_LIMITED = ("rate-limited", HTTPStatus.TOO_MANY_REQUESTS, "Too many requests. Wait as Retry-After says.")
    INTERNAL = ("internal", HTTPStatus.INTERNAL_SERVER_ERROR, "The server has a fault.")
    BUSY = ("busy", HTTPStatus.SERVICE_UNAVAILABLE, "The server is busy. Wait as Retry-After says.")
    NOT_READY = ("not-ready", HTTPStatus.SERVICE_UNAVAILABLE, "The server has no list that is current.")

    @property
    def status(self) -> int:
        """The status of HTTP."""
        return int(self.value[1])

    def body(self) -> bytes:
        """The JSON document."""
        name, status, title = self.value
        return msgspec.json.encode(
            {"type": f"urn:exposure-check:problem:{name}", "title": title, "status": int(status)}
        )
