"""Requests as bytes, and the answers to them, for what a client of HTTP would not send or not show."""

from __future__ import annotations

import re
import socket
import struct

from tests.support.operated import connect

ORDINARY, FOR_THE_APPLICATION = b"", b"Range: lines=1\r\n"  # a unit that nobody knows is passed over: RFC 9110, 14.2


def connected(url):
    """A connection, and what reads its answers."""
    connection = connect(int(url.rpartition(":")[2]), timeout=20)
    return connection, connection.makefile("rb")


def reset(connection):
    """Go, with an RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def posted(target, body, fields=ORDINARY):
    return b"POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s" % (target.encode(), fields, len(body), body)


def got(target, fields=ORDINARY):
    return b"GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n" % (target.encode(), fields)


def next_answer(reading):
    """Status line and fields, and the body."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = reading.readline()
        assert line, f"the connection ended after {head!r}"
        head += line
    return head, reading.read(int(re.search(rb"content-length: ([0-9]+)", head)[1]))


def asked(url, *requests):
    connection, reading = connected(url)
    with connection, reading:
        answers = []
        for request in requests:
            connection.sendall(request)
            answers.append(next_answer(reading))
        return answers


def without_date(head):
    return re.sub(rb"date: [^\r]+", b"date:", head)
