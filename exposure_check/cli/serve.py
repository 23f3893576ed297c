"""`exposure-check serve`: the lookup server of an operator."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError

if TYPE_CHECKING:
    import argparse

DEFAULT_RATE = "60/minute"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the published data set")
    parser.add_argument(
        "--keys", type=Path, required=True, metavar="DIR", help="the folder of keys, or its voprf folder"
    )
    passphrase.add_option(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8440, help="port; 0 takes a free one (default: %(default)s)")
    parser.add_argument(
        "--rate", default=DEFAULT_RATE, help='evaluations an address may ask for, or "none" (default: %(default)s)'
    )
    parser.add_argument(
        "--forwarded-from", metavar="ADDRESS", help="a proxy in front whose X-Forwarded-For header is believed"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        from exposure_check.server import rate, run
    except ImportError as error:
        raise OptionError(
            "The server is not installed.", advice="Install it with: pip install 'exposure-check[server]'"
        ) from error
    from exposure_check.trust import keys

    folder = options.keys
    encrypted = keys.voprf_needs_passphrase(folder)
    secret = passphrase.ask("Passphrase of the VOPRF key: ", options.passphrase_file) if encrypted else None
    pairs = keys.all_voprf(folder, secret)  # data sets of a retired key are still asked for
    admit = rate.unlimited if options.rate == "none" else rate.limited(options.rate)
    server = run.server(
        options.folder, {pair.key_id: pair for pair in pairs}, admit, forwarded_from=options.forwarded_from
    )
    with run.listen(options.host, options.port) as bound:
        host = f"[{options.host}]" if ":" in options.host else options.host
        print(f"Serving {options.folder} on http://{host}:{bound.getsockname()[1]}", flush=True)
        with suppress(KeyboardInterrupt):  # how it is stopped in the foreground; uvicorn has ended in order by then
            server.run(sockets=[bound])
    return 0
