from __future__ import annotations

import asyncio
import dataclasses
import gzip
import logging
import shutil
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from exposure_check.protocol import sodium, voprf
from exposure_check.server import app as app_module
from exposure_check.server.app import application
from exposure_check.server.evaluator import Evaluator
from exposure_check.server.rate import limited

from .conftest import ADDRESS, DATASET, ask, serving, taken

BUCKET = f"/v1/datasets/{DATASET}/buckets/511"
PACK = f"/v1/datasets/{DATASET}/pack"
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "content_type", "cache"),
    [
        (BUCKET, "application/octet-stream", FOR_EVER),
        (f"/v1/datasets/{DATASET}/buckets/0", "application/octet-stream", FOR_EVER),
        (PACK, "application/octet-stream", FOR_EVER),
        ("/v1/metadata/timestamp.json", "application/json", "no-cache"),
        ("/v1/metadata/1.root.json", "application/json", FOR_EVER),
        ("/v1/targets/catalogues/abc.fi.hetu.json", "application/json", FOR_EVER),
    ],
)
def test_each_file_is_served_with_its_type_and_how_long_it_keeps(app, folder, path, content_type, cache):
    body = (folder / path.removeprefix("/v1/")).read_bytes()
    answer = ask(app, "GET", path)
    assert (answer.status, answer.body) == (200, body)
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (content_type, cache)
    assert answer.headers["content-length"] == str(len(body))
    assert not {"server", "set-cookie", "x-powered-by"} & set(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1",
        "/v1/",
        "/v1/metadata",
        "/v1/metadata/",
        "/v1/metadata/2.root.json",
        "/v1/targets/catalogues",
        "/v1/targets/catalogues/",
        f"/v1/datasets/{DATASET}",
        f"/v1/datasets/{DATASET}/",
        f"/v1/datasets/{DATASET}/buckets",
        f"/v1/datasets/{DATASET}/buckets/",
        f"/v1/datasets/{DATASET}/buckets/512",
        f"/v1/datasets/{DATASET}/buckets/0511",
        f"/v1/datasets/{DATASET}/buckets/+511",
        f"/v1/datasets/{DATASET}/buckets/511/",
        f"/v1/datasets/{DATASET}/buckets/511%0A",
        f"/v1/datasets/{DATASET}/buckets/%D9%A5",
        f"/v1/datasets/{DATASET}/buckets/99999999999999999999",
        f"/v1/datasets/{DATASET.upper()}/buckets/511",
        f"/v1/datasets/{'f' * 32}/buckets/511",
        f"/v1/datasets/{'f' * 32}/pack",
        f"/v1/datasets/{DATASET}/pack/",
        f"/v1/datasets/{DATASET}/notes",
        "/v2/metadata/timestamp.json",
        "/docs",
        "/openapi.json",
    ],
)
def test_anything_else_is_a_problem_and_not_an_empty_answer(app, path):
    answer = ask(app, "GET", path)
    assert (answer.status, answer.problem) == (404, "not-found")


TRAVERSALS = [
    "..",
    "../",
    "../private.txt",
    "../../voprf.key",
    "../../../../../../../../etc/passwd",
    "..%2fprivate.txt",
    "%2e%2e/private.txt",
    "%2e%2e%2fprivate.txt",
    "..%5cprivate.txt",
    "....//private.txt",
    "catalogues/../../private.txt",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "timestamp.json%00",
    "%00",
    "..%00/private.txt",
    "link.json",
    ".",
    "~root",
    "a" * 5000,
    "%ff%fe",
    "..;/private.txt",
]


@pytest.mark.parametrize("way", TRAVERSALS, ids=lambda way: way[:30])
@pytest.mark.parametrize(
    "base", ["/v1/metadata/", "/v1/targets/", "/v1/datasets/", f"/v1/datasets/{DATASET}/buckets/", "/"]
)
def test_no_way_leads_out_of_the_published_folder(app, base, way):
    answer = ask(app, "GET", base + way)
    assert b"MARKER" not in answer.body
    assert b"root:" not in answer.body
    assert (answer.status, answer.problem) == (404, "not-found")


@pytest.mark.parametrize("way", ["..%2f..%2fprivate.txt", "..", "%00", "."])
def test_the_pack_of_a_folder_that_is_no_data_set_is_not_found(app, way):
    assert ask(app, "GET", f"/v1/datasets/{way}/pack").problem == "not-found"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"])
@pytest.mark.parametrize("path", [BUCKET, PACK, "/v1/metadata/timestamp.json"])
def test_files_take_no_other_method(app, method, path):
    answer = ask(app, method, path, [b"x"])
    assert (answer.status, answer.problem) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_an_evaluation_takes_post_alone(app, evaluate, method):
    answer = ask(app, method, evaluate)
    assert answer.status == 405
    assert method == "HEAD" or answer.problem == "method-not-allowed"
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("path", [PACK, "/v1/metadata/timestamp.json"])
def test_head_says_what_get_would(app, path):
    head, get = ask(app, "HEAD", path), ask(app, "GET", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers == get.headers


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=10-19", 10, 20),
        ("bytes=100000-", 100000, None),
        ("bytes=0-0", 0, 1),
        ("bytes=-5", -5, None),
        ("bytes=20-999999999", 20, None),
        ("bytes=29690-29710", 29690, 29711),
    ],
)
@pytest.mark.parametrize("path", [PACK, "/v1/metadata/timestamp.json", BUCKET])
def test_a_part_can_be_asked_for(app, folder, path, wanted, start, end):
    whole = (folder / path.removeprefix("/v1/")).read_bytes()
    if len(whole) <= abs(start):
        return
    answer = ask(app, "GET", path, headers=[("Range", wanted)])
    assert (answer.status, answer.body) == (206, whole[start:end])
    first = start % len(whole)
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(answer.body) - 1}/{len(whole)}"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert ask(app, "HEAD", path, headers=[("Range", wanted)]).headers == answer.headers


@pytest.mark.parametrize("wanted", ["lines=1-2", "bytes", "bytes=", "bytes=x-y", "bytes=9-1", "bytes=1-2,4-5"])
def test_a_range_that_cannot_be_read_is_passed_over(app, folder, wanted):
    answer = ask(app, "GET", PACK, headers=[("Range", wanted)])
    assert (answer.status, len(answer.body)) == (200, (folder / "datasets" / DATASET / "pack").stat().st_size)


@pytest.mark.parametrize("wanted", ["bytes=99999999-", "bytes=-0"])
def test_a_range_that_cannot_be_met_is_a_problem_too(app, wanted):
    answer = ask(app, "GET", PACK, headers=[("Range", wanted)])
    assert (answer.status, answer.problem) == (416, "wrong-range")


@pytest.mark.parametrize("path", [PACK, BUCKET, "/v1/metadata/timestamp.json"])
def test_what_a_cache_has_is_not_sent_again(app, path):
    etag = ask(app, "GET", path).headers["etag"]
    for condition in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = ask(app, "GET", path, headers=[("If-None-Match", condition)])
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)
    assert ask(app, "GET", path, headers=[("If-None-Match", '"x"')]).status == 200
    for tag, status in ((etag, 206), ('"x"', 200)):
        assert ask(app, "GET", path, headers=[("Range", "bytes=0-3"), ("If-Range", tag)]).status == status


def test_metadata_is_compressed_for_whoever_takes_it(folder, key, tmp_path):
    shutil.copytree(folder, tmp_path / "public", symlinks=True)
    long = b'{"root": 1' + b" " * 2000 + b"}"
    (tmp_path / "public" / "metadata" / "1.root.json").write_bytes(long)
    app = application(serving(tmp_path / "public", [key]))
    for accepted, compressed in (("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("identity", False)):
        answer = ask(app, "GET", "/v1/metadata/1.root.json", headers=[("Accept-Encoding", accepted)])
        assert answer.headers["vary"] == "accept-encoding"
        assert ("content-encoding" in answer.headers) is compressed
        assert (gzip.decompress(answer.body) if compressed else answer.body) == long
    assert ask(app, "GET", "/v1/metadata/1.root.json").body == long


# --- health


def test_health_and_readiness(folder, key):
    app = application(serving(folder, [key]))
    assert [ask(app, "GET", path).status for path in ("/healthz", "/readyz")] == [200, 200]
    expired = serving(folder, [key])
    expired.published = dataclasses.replace(expired.published, expires=datetime(2020, 1, 1, tzinfo=UTC))
    keyless = serving(folder, [])
    keyless.published = dataclasses.replace(keyless.published, key_ids=frozenset((key.key_id,)))
    for service in (expired, keyless):
        answer = ask(application(service), "GET", "/readyz")
        assert (answer.status, answer.problem) == (503, "not-ready")
        assert ask(application(service), "GET", "/healthz").status == 200


# --- evaluation


def test_an_evaluation_verifies_under_the_public_key(app, key, evaluate):
    inputs = [b"open", b"sealed"]
    blinded = [voprf.blind(private_input) for private_input in inputs]
    answer = ask(app, "POST", evaluate, [b"".join(blinded_input.element for blinded_input in blinded)])
    assert answer.status == 200
    assert len(answer.body) == 128
    assert answer.headers == {
        "content-type": "application/octet-stream",
        "cache-control": "no-store",
        "content-length": "128",
    }
    outputs = voprf.finalize(inputs, blinded, [answer.body[:32], answer.body[32:64]], answer.body[64:], key.public_key)
    assert outputs == [voprf.evaluate_unblinded(key.secret_key.reveal(), private_input) for private_input in inputs]


@pytest.mark.parametrize("cuts", [(32,), (1, 2, 3), (0, 0, 63), (64,)])
def test_a_body_in_pieces_is_put_together(app, evaluate, request_body, cuts):
    edges = [0, *cuts, 64]
    pieces = [request_body[start:end] for start, end in pairwise(edges)]
    assert ask(app, "POST", evaluate, pieces).status == 200


@pytest.mark.parametrize("size", [0, 1, 32, 63, 65, 96, 128])
def test_another_size_is_refused(app, evaluate, request_body, size):
    answer = ask(app, "POST", evaluate, [(request_body * 2)[:size]])
    assert (answer.status, answer.problem) == (400, "wrong-size")


def test_a_body_without_end_is_read_no_further_than_it_must(app, evaluate):
    pieces = [b"x" * 60] * 1000
    answer = ask(app, "POST", evaluate, pieces)
    assert (answer.status, answer.problem) == (400, "wrong-size")
    assert answer.headers["connection"] == "close"
    assert len(pieces) == 998


def test_a_body_that_never_comes_is_not_waited_for(app, evaluate, monkeypatch):
    monkeypatch.setattr(app_module, "BODY_SECONDS", 0.05)
    answer = ask(app, "POST", evaluate, [])
    assert (answer.status, answer.problem, answer.headers["connection"]) == (400, "wrong-size", "close")


def test_a_client_that_hangs_up_in_the_body_is_no_fault(app, evaluate, caplog):
    answer = ask(app, "POST", evaluate, [b"x" * 10, None])
    assert answer.status == 400
    assert caplog.records == []


@pytest.mark.parametrize("bad", [bytes(32), b"\xff" * 32, b"\x01" + bytes(31), b"\xed" + b"\xff" * 30 + b"\x7f"])
@pytest.mark.parametrize("place", [0, 1])
def test_an_identity_or_non_canonical_element_is_refused(app, evaluate, request_body, bad, place):
    body = bad + request_body[32:] if place == 0 else request_body[:32] + bad
    answer = ask(app, "POST", evaluate, [body])
    assert (answer.status, answer.problem) == (400, "invalid-element")


@pytest.mark.parametrize("key_id", ["0" * 16, "f" * 16])
def test_a_key_that_is_not_held_is_named(app, request_body, key_id):
    answer = ask(app, "POST", f"/v1/keys/{key_id}/evaluate", [request_body])
    assert (answer.status, answer.problem) == (404, "unknown-key")


@pytest.mark.parametrize("key_id", ["", "0" * 15, "0" * 17, "G" * 16, "A" * 16, "..", "%00"])
def test_what_is_no_key_id_is_no_address(app, request_body, key_id):
    assert ask(app, "POST", f"/v1/keys/{key_id}/evaluate", [request_body]).problem == "not-found"


def test_two_keys_can_be_held_at_once(folder, key, request_body):
    newer = voprf.generate_key_pair()
    app = application(serving(folder, [key, newer]))
    answers = [ask(app, "POST", f"/v1/keys/{pair.key_id}/evaluate", [request_body]).body for pair in (key, newer)]
    assert answers[0][:64] == sodium.multiply(key.secret_key.reveal(), request_body[:32]) + sodium.multiply(
        key.secret_key.reveal(), request_body[32:]
    )
    assert answers[0][:64] != answers[1][:64]


# --- how often


def test_who_asks_too_often_is_told_how_long_to_wait(folder, key, evaluate, request_body):
    app = application(serving(folder, [key], limited("6/hour")))
    assert [ask(app, "POST", evaluate, [request_body]).status for _ in range(3)] == [200] * 3
    answer = ask(app, "POST", evaluate, [request_body])
    assert (answer.status, answer.problem) == (429, "rate-limited")
    assert 1 <= int(answer.headers["retry-after"]) <= 2 * 3600
    assert ask(app, "GET", BUCKET).status == 200, "files are not limited"
    assert ask(app, "POST", evaluate, [request_body], client=("203.0.113.78", 1)).status == 200


def test_a_faulty_request_counts_too(folder, key, evaluate, request_body):
    app = application(serving(folder, [key], limited("2/hour")))
    assert ask(app, "POST", evaluate, [b""]).status == 400
    assert ask(app, "POST", evaluate, [request_body]).status == 429


# --- what is written down


def logged(caplog):
    return "\n".join(
        f"{record.getMessage()} {record.exc_text} {record.exc_info} {record.args}" for record in caplog.records
    )


SECRETS = (ADDRESS, "203.0.113", DATASET, "511", "/v1/", "buckets", "hetu", "timestamp.json")


def test_requests_are_not_logged_at_any_level(app, evaluate, request_body, caplog):
    with caplog.at_level(1):
        for path in (BUCKET, PACK, "/v1/metadata/timestamp.json", "/v1/nothing", BUCKET + "1"):
            ask(app, "GET", path)
        for body in (request_body, b"", bytes(64)):
            ask(app, "POST", evaluate, [body])
    assert not [secret for secret in (*SECRETS, evaluate) if secret in logged(caplog)]


def _raise_os_error(*arguments, **kwargs):
    raise OSError(24, "Too many open files", f"/srv/datasets/{DATASET}/buckets/511")


@pytest.mark.parametrize(
    ("method", "path", "broken"),
    [
        ("GET", BUCKET, "exposure_check.server.folder.Folder.read"),
        ("GET", PACK, "exposure_check.server.folder.Folder.open"),
        ("GET", "/v1/metadata/timestamp.json", "exposure_check.server.answers.wanted"),
        ("POST", None, "exposure_check.protocol.voprf.evaluate"),
    ],
)
def test_a_handler_that_raises_answers_500_and_logs_its_type_alone(
    folder, key, evaluate, request_body, monkeypatch, caplog, method, path, broken
):
    app = application(serving(folder, [key]))
    monkeypatch.setattr(broken, _raise_os_error)
    with caplog.at_level(1):
        answer = ask(app, method, path or evaluate, [request_body])
    assert (answer.status, answer.problem) == (500, "internal")
    assert b"open files" not in answer.body
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == ["A request failed: OSError"]
    assert not [secret for secret in (*SECRETS, "/srv") if secret in logged(caplog)]


def test_a_bucket_that_cannot_be_read_is_not_said_to_be_absent(folder, key, monkeypatch):
    app = application(serving(folder, [key]))
    with monkeypatch.context() as broken:
        broken.setattr("exposure_check.server.folder.Folder.read", _raise_os_error)
        assert ask(app, "GET", BUCKET).status == 500
    assert ask(app, "GET", BUCKET).status == 200, "and the fault is not remembered"


@pytest.mark.parametrize("damage", [lambda data: data[:-20], lambda data: data + b"x", lambda data: b"Y" + data[1:]])
def test_a_half_copied_bucket_is_neither_sent_nor_remembered(tmp_path, folder, key, caplog, damage):
    shutil.copytree(folder, tmp_path / "public", symlinks=True)
    path = tmp_path / "public" / "datasets" / DATASET / "buckets" / "511"
    whole = path.read_bytes()
    app = application(serving(tmp_path / "public", [key]))
    path.write_bytes(damage(whole))
    answer = ask(app, "GET", BUCKET)
    assert (answer.status, answer.problem) == (500, "internal")
    assert "511" not in logged(caplog)
    path.write_bytes(whole)
    answer = ask(app, "GET", BUCKET)
    assert (answer.status, answer.body) == (200, whole)


def test_a_pack_that_changes_after_it_was_verified_is_not_sent(tmp_path, folder, key):
    shutil.copytree(folder, tmp_path / "public", symlinks=True)
    app = application(serving(tmp_path / "public", [key]))
    path = tmp_path / "public" / "datasets" / DATASET / "pack"
    path.write_bytes(b"Y" + path.read_bytes()[1:])
    answer = ask(app, "GET", PACK, headers=[("Range", "bytes=0-9")])
    assert (answer.status, answer.problem) == (500, "internal")


def test_a_bucket_that_is_a_link_out_of_the_folder_is_not_followed(tmp_path, folder, key):
    shutil.copytree(folder, tmp_path / "public", symlinks=True)
    app = application(serving(tmp_path / "public", [key]))
    buckets = tmp_path / "public" / "datasets" / DATASET / "buckets"
    (buckets / "511").rename(tmp_path / "elsewhere")
    (buckets / "511").symlink_to(tmp_path / "elsewhere")
    assert ask(app, "GET", BUCKET).status == 404
    buckets.rename(tmp_path / "buckets")
    buckets.symlink_to(tmp_path / "buckets")
    assert ask(app, "GET", f"/v1/datasets/{DATASET}/buckets/0").status == 404


def test_buckets_in_memory_have_a_bound_in_bytes(folder, key):
    size = (folder / "datasets" / DATASET / "buckets" / "0").stat().st_size
    service = serving(folder, [key], cache_bytes=10 * size)
    app = application(service)
    for index in range(100):
        assert ask(app, "GET", f"/v1/datasets/{DATASET}/buckets/{index}").status == 200
    assert service.buckets.bytes == 10 * size
    assert len(service.buckets._kept) == 10


def test_a_full_queue_asks_to_come_again_and_costs_no_allowance(folder, key, evaluate, request_body):
    service = serving(folder, [key], limited("2/day"), evaluator=Evaluator(most_waiting=0))
    answer = ask(application(service), "POST", evaluate, [request_body])
    assert (answer.status, answer.problem, answer.headers["retry-after"]) == (503, "busy", "2")
    service.evaluator = Evaluator()
    assert ask(application(service), "POST", evaluate, [request_body]).status == 200


def test_evaluations_leave_the_loop_to_others_between_turns(key, request_body, monkeypatch):
    monkeypatch.setattr("exposure_check.server.evaluator.TURN_SECONDS", 0)  # one a turn

    async def run():
        evaluator, turns = Evaluator(), 0
        work = [asyncio.ensure_future(evaluator.evaluate(key, request_body)) for _ in range(20)]
        while not all(task.done() for task in work):
            turns += 1
            await asyncio.sleep(0)
        assert {len(task.result()) for task in work} == {128}
        return turns

    assert asyncio.run(run()) >= 20


def test_a_fault_after_the_answer_began_sends_no_second_answer(folder, key, monkeypatch, caplog):
    app = application(serving(folder, [key]))
    real = app_module._send

    async def breaks(send, status, data, headers, size=None):
        await real(send, status, data, headers, size)
        raise OSError(32, "Broken pipe", BUCKET)

    monkeypatch.setattr(app_module, "_send", breaks)
    answer = ask(app, "GET", BUCKET)
    assert (answer.status, answer.body) == (200, taken(folder).datasets[DATASET].read(511))
    assert "511" not in logged(caplog)
