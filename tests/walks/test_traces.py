"""What a lookup leaves behind on the computer: nothing of the number."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.world import COMMAND, environment, found_in


@pytest.mark.parametrize("level", ["standard", "maximum"])
@pytest.mark.parametrize("label", ["found", "not_found", "sealed"])
def test_the_number_is_nowhere_afterwards(service, tmp_path, label, level):
    person = service.people[label]
    home = tmp_path / "home"
    home.mkdir()
    code = ["--with-code"] if person.code else []
    words = [*COMMAND, "check", "--profile", str(service.profile), "--privacy", level, "--show-sent", *code]
    lines = "\n".join(filter(None, (person.number, person.code))) + "\n"
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(home)
    )
    process_files = [Path(f"/proc/{process.pid}/{name}").read_bytes() for name in ("cmdline", "environ")]
    out, err = process.communicate(lines.encode(), timeout=60)
    assert process.returncode == 0
    assert (b"in this list" in out) and (b"What left this computer" in out)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files  # the newest signed list is remembered: the search has something to search
    for data in [*process_files, out, err, service.log.read_bytes(), *(path.read_bytes() for path in files)]:
        for secret in filter(None, (person.number, person.code)):
            assert found_in(data, secret) == []
    assert not [path for path in files if found_in(str(path).encode(), person.number)]


def test_the_server_writes_down_no_address_and_no_path(service):
    log = service.log.read_text()
    assert "/v1/" not in log
    assert "127.0.0.1:" not in log.replace(f"127.0.0.1:{service.port}", "")
