"""The wheel with each extra and the packages of the registry: `make wheel-test`."""

from __future__ import annotations

import sys

import pytest

from tests.packaging.fresh import environment, run


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("extra", "works", "missing"),
    [
        (
            "",
            "import exposure_check.lookup.session, exposure_check.desktop.app",
            ["duckdb", "uvicorn", "distributed", "reportlab"],
        ),
        ("[server]", "import exposure_check.server.run", ["duckdb", "distributed"]),
        ("[publisher]", "import exposure_check.publisher.build, duckdb", ["uvicorn", "distributed"]),
        ("[clinic]", "import exposure_check.clinic.letters, duckdb", ["uvicorn", "distributed"]),
        ("[cluster]", "import exposure_check.publisher.workers.cluster, distributed, duckdb", ["uvicorn"]),
    ],
)
def test_an_extra_brings_what_it_names_and_no_more(wheel, tmp_path, extra, works, missing):
    python = environment(tmp_path / "venv")
    named = f"exposure-check{extra} @ {wheel.as_uri()}"
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--disable-pip-version-check", named)
    run(python, "-c", works, cwd=tmp_path)
    present = run(python, "-c", "import importlib.util as u; print(*[n for n in %r if u.find_spec(n)])" % missing)  # noqa: UP031
    assert present.strip() == ""
    assert "exposure-check" in run(python.with_name("exposure-check"), "--version", cwd=tmp_path)
