"""nginx of Debian: with the documented configuration in front of the server, or with any other."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.certificate import self_signed
from tests.support.operated import connect, free_port, program, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.memory_service import Published

CONFIGURATION = Path(__file__).resolve().parents[2] / "build" / "server" / "nginx.conf"


def adapted(publication: Published, folder: Path, port: int, upstream: int) -> Path:
    """The documented configuration with the paths and ports of a trial, and nothing else changed."""
    certificate, _ = self_signed(folder)
    text = CONFIGURATION.read_text()
    for old, new in (
        ("/srv/exposure-check/out", str(publication.out)),
        ("/etc/ssl/check.example.org.pem", str(certificate)),
        ("/etc/ssl/private/check.example.org.key", str(certificate)),
        ("127.0.0.1:8440", f"127.0.0.1:{upstream}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("    listen [::]:443 ssl backlog=4096;\n", ""),
        ("pid /run/nginx.pid;", f"pid {folder}/nginx.pid; daemon off; user root;"),
        (
            "    access_log off;",
            f"    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;",
        ),
    ):
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(text)
    return path


@contextlib.contextmanager
def nginx(publication: Published, folder: Path, upstream: int) -> Iterator[int]:
    """Run the documented one; gives its port, where it speaks TLS."""
    port = free_port()
    path = adapted(publication, folder, port, upstream)
    words = [program("nginx", "nginx-light"), "-p", str(folder), "-e", "/dev/null", "-c", str(path), "-t"]
    checked = subprocess.run(words, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with running(path, folder, port):
        yield port


@contextlib.contextmanager
def running(path: Path, folder: Path, port: int) -> Iterator[None]:
    """Run nginx with a configuration that listens on a port and says `daemon off`."""
    errors = folder / "error.log"
    words = [program("nginx", "nginx-light"), "-p", str(folder), "-e", str(errors), "-c", str(path)]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        until(lambda: process.poll() is not None or _connects(port))
        assert process.poll() is None, errors.read_text()
        yield
    finally:
        process.terminate()
        process.wait(10)


def _connects(port: int) -> bool:
    with contextlib.suppress(OSError), connect(port):
        return True
    return False
