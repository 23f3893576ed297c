"""What is asked in other ways than a client asks, by RFC 9110 and 9112, of the server itself and behind nginx.

Where the RFC leaves a choice, the server refuses what two readers could take in two ways. nginx takes more (line ends
that are LF alone, names that are none: it drops these) and passes on what it read, written anew.
"""

from __future__ import annotations

import contextlib
import re
import ssl
from concurrent.futures import ThreadPoolExecutor

import pytest

from exposure_check.protocol import voprf
from exposure_check.trust import keys
from tests.support.nginx import nginx
from tests.support.operated import connect, serve

FILE, BUCKET, KEY = b"/v1/metadata/timestamp.json", b"BUCKET", b"KEY"
HOST = b"Host: x\r\n"
USED = {"EXPOSURE_CHECK_WORKERS": "1", "EXPOSURE_CHECK_RATE": "none"}
SECONDS = 1.5  # in which whatever comes has come


def get(target, fields=HOST, version=b"1.1", method=b"GET"):
    return b"%s %s HTTP/%s\r\n%s\r\n" % (method, target, version, fields)


def post(fields, body=b"BODY", version=b"1.1"):
    return b"POST KEY HTTP/%s\r\nHost: x\r\n%s\r\n\r\n%s" % (version, fields, body)


def chunked(body, fields=b"Transfer-Encoding: chunked", version=b"1.1"):
    return post(fields, body, version)


CHUNKS = b"40\r\nBODY\r\n0\r\n\r\n"
TRAILED = b"40\r\nBODY\r\n0\r\n%s\r\n\r\n"

# what is sent -> statuses of the server itself, and behind nginx
CASES = {
    # Host: RFC 9112 section 3.2
    "a file": (get(FILE), [200], [200]),
    "no Host": (get(FILE, b""), [400], [400]),
    "no Host, a bucket": (get(BUCKET, b""), [400], [400]),
    "two Hosts": (get(FILE, HOST + HOST), [400], [400]),
    "two Hosts, a bucket": (get(BUCKET, HOST + b"host: y\r\n"), [400], [400]),
    "two Hosts in 1.0": (get(FILE, HOST + HOST, b"1.0"), [400], [400]),
    "a Host with a space": (get(FILE, b"Host: x y\r\n"), [400], [400]),
    "a Host with a path": (get(FILE, b"Host: x/y\r\n"), [400], [400]),
    "a Host with a user": (get(FILE, b"Host: u@x\r\n"), [400], [400]),
    "a Host with a port": (get(FILE, b"Host: check.example.org:443\r\n"), [200], [200]),
    "a Host that is an address": (get(FILE, b"Host: [2001:db8::1]:443\r\n"), [200], [200]),
    # the target: sections 3.2.1 to 3.2.4
    "absolute": (get(b"http://x" + FILE), [200], [200]),
    "absolute, a bucket": (get(b"http://x" + BUCKET), [200], [200]),
    "absolute, no Host": (get(b"http://x" + FILE, b""), [400], [400]),
    "authority": (get(b"x:443", method=b"CONNECT"), [400], [400]),
    "asterisk": (get(b"*", method=b"OPTIONS"), [404], [400]),
    "no slash": (get(FILE[1:]), [400], [400]),
    "a fragment": (get(FILE + b"#x"), [400], [400]),
    "NUL in the target": (get(b"/v1/\0"), [400], [400]),
    "a space in the target": (get(b"/v1/a b"), [400], [400]),
    "a tab in the target": (get(b"/v1/a\tb"), [400], [400]),
    "a byte above ASCII": (get(b"/v1/\xff"), [400], [404]),
    "a long target": (get(b"/" + b"a" * 9000), [414], [414]),
    "a very long target": (get(b"/" + b"a" * 90000), [414], [414]),
    # method and version: sections 2.3, 3.1
    "a long method": (get(FILE, method=b"A" * 5000), [400], [414]),
    "no method of any": (get(FILE, method=b"BREW"), [400], [400]),
    "another method": (get(FILE, method=b"DELETE"), [405], [405]),
    "a method in small letters": (get(FILE, method=b"get"), [400], [400]),
    "0.9": (b"GET %s\r\n\r\n" % FILE, [400], []),
    "1.0": (get(FILE, b"", b"1.0"), [200], [200]),
    "1.0 kept alive": (get(FILE, b"Connection: keep-alive\r\n", b"1.0"), [200], [200]),
    "3.0": (get(FILE, version=b"3.0"), [400], [505]),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400], [400]),
    # fields and lines: sections 2.2, 5.1, 5.2
    "a folded field": (get(FILE, HOST + b"X: a\r\n b\r\n"), [400], [400]),
    "a folded Host": (get(FILE, b"Host:\r\n x\r\n"), [400], [400]),
    "a fold first": (get(FILE, b" X: a\r\n" + HOST), [400], [400]),
    "a space before the colon": (get(FILE, HOST + b"X : a\r\n"), [400], [400]),
    "no name": (get(FILE, HOST + b": a\r\n"), [400], [400]),
    "no token for a name": (get(FILE, HOST + b"X(: a\r\n"), [400], [200]),
    "no colon": (get(FILE, HOST + b"X\r\n"), [400], [200]),
    "NUL in a value": (get(FILE, HOST + b"X: a\0b\r\n"), [400], [400]),
    "CR in a value": (get(FILE, HOST + b"X: a\rb\r\n"), [400], [400]),
    "LF alone": (get(FILE).replace(b"\r\n", b"\n"), [400], [200]),
    "LF alone after a field": (get(FILE, b"Host: x\nX: y\r\n"), [400], [200]),
    "an empty line first": (b"\r\n" + get(FILE), [200], [200]),
    "what is no HTTP": (b"\x16\x03\x01\x02\x00\x01", [400], [400]),
    # the body: sections 6.1 to 6.3, 7.1
    "a body": (post(b"Content-Length: 64"), [200], [200]),
    "a body of a GET": (get(FILE, HOST + b"Content-Length: 5\r\n") + b"hello" + get(BUCKET), [200, 200], [200, 200]),
    "no length": (post(b"X: y", b""), [400], [400]),
    "both lengths": (chunked(CHUNKS, b"Content-Length: 64\r\nTransfer-Encoding: chunked"), [400], [400]),
    "both lengths, turned": (chunked(CHUNKS, b"Transfer-Encoding: chunked\r\nContent-Length: 64"), [400], [400]),
    "a length twice": (post(b"Content-Length: 64\r\nContent-Length: 64"), [400], [400]),
    "two lengths": (post(b"Content-Length: 64\r\nContent-Length: 0"), [400], [400]),
    "a list of lengths": (post(b"Content-Length: 64, 64"), [400], [400]),
    "a signed length": (post(b"Content-Length: +64"), [400], [400]),
    "a length below nothing": (post(b"Content-Length: -1"), [400], [400]),
    "a length in base 16": (post(b"Content-Length: 0x40"), [400], [400]),
    "a length above 64 bits": (post(b"Content-Length: 99999999999999999999999"), [400], [400]),
    "chunks": (chunked(CHUNKS), [200], [200]),
    "chunks with an extension": (chunked(CHUNKS.replace(b"40", b"40;a=b")), [200], [200]),
    "chunks with a trailer": (chunked(TRAILED % b"X: y"), [200], [200]),
    "a second Host as a trailer": (chunked(TRAILED % b"Host: y"), [200], [200]),
    "chunks in 1.0": (chunked(CHUNKS, version=b"1.0"), [400], [400]),
    "chunks twice": (chunked(CHUNKS, b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), [400], [400]),
    "chunks of chunks": (chunked(CHUNKS, b"Transfer-Encoding: chunked, chunked"), [400], [501]),
    "another coding": (chunked(CHUNKS, b"Transfer-Encoding: gzip"), [400], [501]),
    "another coding in chunks": (chunked(CHUNKS, b"Transfer-Encoding: gzip, chunked"), [400], [501]),
    "another coding around chunks": (chunked(CHUNKS, b"Transfer-Encoding: chunked, gzip"), [400], [501]),
    "nearly chunks": (chunked(CHUNKS, b"Transfer-Encoding: xchunked"), [400], [501]),
    "a tab before chunks": (chunked(CHUNKS, b"Transfer-Encoding: \x0bchunked"), [400], [501]),
    "a chunk above 64 bits": (chunked(CHUNKS.replace(b"40", b"F" * 17)), [400], [400]),
    "a chunk below nothing": (chunked(CHUNKS.replace(b"40", b"-40")), [400], [400]),
    "a chunk in 0x": (chunked(CHUNKS.replace(b"40", b"0x40")), [400], [400]),
    "a chunk without its end": (chunked(b"40\r\nBODY0\r\n\r\n"), [400], [400]),
    # one after the other: sections 9.3.2, 9.6; Expect and Upgrade: RFC 9110 sections 10.1.1, 7.8
    "in one go": (get(FILE) + post(b"Content-Length: 64") + get(BUCKET) + get(b"/x"), [200, 200, 200, 404], None),
    "after the last": (get(FILE, HOST + b"Connection: close\r\n") + get(FILE), [200], [200]),
    "no request after one": (get(FILE) + b"GARBAGE / x\r\n\r\n", [200], [200, 400]),
    "no request after a body": (post(b"Content-Length: 64") + b"GARBAGE / x\r\n\r\n", [200], [200, 400]),
    "a broken body after one": (post(b"Content-Length: 64") + chunked(b"zz\r\n"), [200, 400], [200, 400]),
    "expecting": (post(b"Content-Length: 64\r\nExpect: 100-continue"), [100, 200], [100, 200]),
    "expecting, for nothing": (post(b"Content-Length: 64\r\nExpect: 100-continue").replace(KEY, b"/x"), [404], None),
    "expecting in 1.0": (post(b"Content-Length: 64\r\nExpect: 100-continue", version=b"1.0"), [200], [200]),
    "upgrading": (get(FILE, HOST + b"Connection: upgrade\r\nUpgrade: h2c\r\n"), [200], [200]),
}


@pytest.fixture(scope="module")
def written(publication, tmp_path_factory):
    """The server itself, the server behind nginx, nginx, and what stands for the words in the cases."""
    home = tmp_path_factory.mktemp("http")
    pair = keys.load_voprf(publication.keys, None)
    [dataset] = (publication.out / "datasets").iterdir()
    words = {
        KEY: f"/v1/keys/{pair.key_id}/evaluate".encode(),
        BUCKET: f"/v1/datasets/{dataset.name}/buckets/3".encode(),
        b"BODY": b"".join(voprf.blind(text).element for text in (b"a", b"b")),
    }
    given = (publication.out, "--keys", publication.keys)
    with (
        serve(home / "bare", *given, **USED) as bare,
        serve(home / "behind", *given, "--forwarded-from", "127.0.0.1", **USED) as behind,
        nginx(publication, home, behind.port) as port,
    ):
        yield bare, behind, port, words
    said = bare.log.read_text() + behind.log.read_text() + (home / "error.log").read_text()
    assert said == "", "nothing of all this is written down, and it keeps no line of another kind back"


def statuses(connection, sent):
    """The statuses that are answered, until the connection ends or nothing more comes."""
    received = b""
    with contextlib.suppress(OSError):  # one that is reset after its answer, or quiet
        connection.sendall(sent)
        while piece := connection.recv(1 << 16):
            received += piece
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] ([0-9]{3}) ", received)]


def filled(sent, words):
    for word, value in words.items():
        sent = sent.replace(word, value)
    return sent


def asked(connecting, words):
    """The statuses of each case, several of them at a time: most wait to see that nothing more comes."""

    def found(case):
        with connecting() as connection:
            return statuses(connection, filled(case[0], words))

    with ThreadPoolExecutor(16) as pool:
        return dict(zip(CASES, pool.map(found, CASES.values()), strict=True))


@pytest.fixture(scope="module")
def itself(written):
    bare, _, _, words = written
    return asked(lambda: connect(bare.port, timeout=SECONDS), words)


@pytest.fixture(scope="module")
def behind(written):
    _, _, port, words = written
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return asked(lambda: context.wrap_socket(connect(port, timeout=SECONDS)), words)


@pytest.mark.parametrize("name", CASES)
def test_the_server_itself(itself, name):
    assert itself[name] == CASES[name][1]


@pytest.mark.parametrize("name", CASES)
def test_behind_nginx(behind, name):
    _, alone, expected = CASES[name]
    if expected is None:
        expected = alone
    assert [status for status in behind[name] if status != 100] == [status for status in expected if status != 100]


@pytest.mark.parametrize("sent", [get(FILE, b""), b"\0\0\0\0\r\n\r\n", get(b"/" + b"a" * 9000)])
def test_a_refusal_is_a_problem_with_a_date_and_the_last_answer(written, sent):
    bare, _, _, _ = written
    with connect(bare.port) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    assert body.startswith(b'{"type":"urn:exposure-check:problem:')
    for field in (
        b"date: ",
        b"content-type: application/problem+json",
        b"connection: close",
        b"cache-control: no-store",
    ):
        assert head.count(b"\r\n" + field) == 1


def test_an_address_in_a_trailer_is_nobodys(publication, tmp_path):
    """It would be read as X-Forwarded-For of the head, and whoever writes it would have a budget of each address."""
    pair = keys.load_voprf(publication.keys, None)
    body = b"".join(voprf.blind(text).element for text in (b"a", b"b"))
    words = (publication.out, "--keys", publication.keys, "--forwarded-from", "127.0.0.1", "--rate", "4/day")
    with serve(tmp_path, *words, EXPOSURE_CHECK_WORKERS="1") as served:
        found = []
        for number in range(4):
            sent = chunked(TRAILED % f"X-Forwarded-For: 198.51.100.{number}".encode())
            fields = b"Host: x\r\nX-Forwarded-For: 203.0.113.7\r\nConnection: close\r\n"
            target = f"/v1/keys/{pair.key_id}/evaluate".encode()
            with connect(served.port) as connection:
                filled_in = sent.replace(b"Host: x\r\n", fields).replace(b"KEY", target).replace(b"BODY", body)
                found += statuses(connection, filled_in)
    assert found == [200, 200, 429, 429]
