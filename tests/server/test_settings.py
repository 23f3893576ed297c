from __future__ import annotations

import logging
import tomllib
from pathlib import Path

import msgspec
import prometheus_client as prometheus
import pytest

from exposure_check.errors import OptionError
from exposure_check.server import hardening, settings
from exposure_check.server.metrics import Counts, Event
from exposure_check.server.operate import Operation
from exposure_check.server.rate import limits
from exposure_check.server.settings import Settings

EXAMPLE = Path(__file__).resolve().parents[2] / "build" / "server" / "exposure-check.toml"
UNIT = EXAMPLE.with_suffix(".service")


def written(tmp_path, text):
    path = tmp_path / "serve.toml"
    path.write_text(text)
    return path


def test_an_option_stands_over_the_environment_and_that_over_the_file(tmp_path):
    file = written(tmp_path, 'folder = "a"\nport = 1\nworkers = 1\nrate = "2/day"\n')
    environment = {"EXPOSURE_CHECK_PORT": "2", "EXPOSURE_CHECK_WORKERS": "2", "EXPOSURE_CHECK_STATIC_ONLY": "true"}
    chosen = settings.load(file, {"port": 3, "host": None}, environment)
    assert (chosen.folder, chosen.port, chosen.workers, chosen.rate) == ("a", 3, 2, "2/day")
    assert chosen.static_only is True
    assert chosen.host == "127.0.0.1"


@pytest.mark.parametrize(
    "text",
    ["metrics_port = 99999", "port = 65536", 'colour = "red"', "workers = -1", 'port = "x"', "port", "connections = 0",
     "total_per_day = 1", '[[place]]\nnetworks = []\nrate = "2/day"', '[[place]]\nrate = "2/day"', "\xff\n = 1"],
)  # fmt: skip
def test_what_cannot_be_used_is_named(tmp_path, text):
    with pytest.raises(OptionError):
        settings.load(written(tmp_path, text), {}, {})
    with pytest.raises(OptionError):
        settings.load(None, {}, {"EXPOSURE_CHECK_PORT": "many"})
    with pytest.raises(OptionError, match="cannot be read"):
        settings.load(tmp_path / "absent", {}, {})


@pytest.mark.parametrize("name", ["WORKER", "TOTAL_PERDAY", "RATES", "CONNECTION_EACH", "PLACE", "METRIC_PORT"])
def test_a_misspelt_variable_is_named_rather_than_passed_over(name):
    with pytest.raises(OptionError, match=f"EXPOSURE_CHECK_{name}"):
        settings.load(None, {}, {f"EXPOSURE_CHECK_{name}": "2"})


def test_variables_that_are_nothing_like_a_setting_are_nobodys_fault():
    others = ("DEB", "HOSTILE_CASES", "PROGRAM", "REGISTRY", "WINDOWS")
    assert settings.load(None, {}, {f"EXPOSURE_CHECK_{name}": "x" for name in others}) == Settings()


def test_the_number_of_workers_may_be_left_to_the_machine():
    assert settings.load(None, {"workers": "auto"}, {}).workers == 0
    assert Operation(Settings(folder="a", static_only=True)).workers >= 1
    assert Operation(Settings(folder="a", static_only=True, workers=3)).workers == 3


def test_the_passphrase_comes_as_a_credential_of_systemd(tmp_path):
    (tmp_path / "passphrase").write_text("x")
    environment = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert settings.load(None, {}, environment).passphrase_file == str(tmp_path / "passphrase")
    assert settings.load(None, {"passphrase_file": "other"}, environment).passphrase_file == "other"
    assert "LoadCredential=passphrase:" in UNIT.read_text()


def test_the_example_names_every_setting_and_its_default():
    text = EXAMPLE.read_text()
    chosen = settings.load(EXAMPLE, {}, {})
    lines = text.partition("# [[place]]")[0].splitlines()
    commented = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines if " = " in line[:30]))
    named = set(commented) | {"place"}
    fields = {field.name for field in msgspec.structs.fields(Settings)}
    assert named >= fields - {"passphrase_file", "static_only"}
    for name in fields - {"folder", "keys", "metrics_port", "forwarded_from"}:
        assert getattr(chosen, name) == getattr(Settings(), name), name


def test_what_is_missing_is_said_before_anything_is_loaded():
    with pytest.raises(OptionError, match="folder"):
        Operation(Settings())
    with pytest.raises(OptionError, match="No folder of keys") as caught:
        Operation(Settings(folder="a"))
    assert "--static-only" in caught.value.advice
    with pytest.raises(OptionError, match="rate"):
        Operation(Settings(folder="a", keys="b", rate="often"))


def test_the_defaults_limit_what_may_be_asked():
    assert {limit.seconds for limit in limits(Settings().rate)} == {60, 86400}
    assert Settings().host == "127.0.0.1"


# --- traces


def test_lines_of_the_log_are_capped_and_carry_no_trace(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(hardening.time, "monotonic", lambda: now[0])
    capped = hardening.Capped(lines=3)
    records = [logging.makeLogRecord({"msg": "fault %d", "args": (number,)}) for number in range(10)]
    records[0].exc_info = (ValueError, ValueError("/v1/datasets/x/buckets/7"), None)
    assert [capped.filter(record) for record in records] == [True] * 3 + [False] * 7
    assert records[0].exc_info is None
    now[0] = 61
    following = logging.makeLogRecord({"msg": "again"})
    assert capped.filter(following)
    assert following.getMessage() == "again (7 lines were kept back before this one)"


def test_metrics_are_totals_rounded_down_and_name_nothing_else():
    counts = Counts(2)
    for part in (1, 2):
        count = counts.part(part)
        for _ in range(17):
            count(Event.BUCKET)
    counts.part(0)(Event.WORKER_LOST)
    registry = prometheus.CollectorRegistry()
    registry.register(counts)
    text = prometheus.generate_latest(registry).decode()
    assert 'exposure_check_requests_total{kind="bucket"} 30.0' in text
    assert "exposure_check_worker_lost_total 1.0" in text
    assert "_created" not in text and "_bucket{" not in text, "no times, no histogram"


def test_a_limit_of_open_files_bounds_the_connections():
    assert 16 <= hardening.open_files_for(4096) <= 4096
    assert hardening.open_files_for(10**9) < 10**9


def test_a_line_of_the_log_that_cannot_be_written_is_dropped(monkeypatch, capsys, broken_log):
    monkeypatch.setattr(logging, "raiseExceptions", True)
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    try:
        hardening.log_little()
        root.handlers[:] = before
        try:
            int("198.51.100.7")
        except ValueError:
            root.error("a request failed")
    finally:
        root.handlers[:] = before
        root.setLevel(logging.WARNING)
    assert "198.51.100.7" not in capsys.readouterr().err
