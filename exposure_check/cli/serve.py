"""`exposure-check serve`: the lookup server of an operator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError

if TYPE_CHECKING:
    import argparse

    from exposure_check.secret import Secret
    from exposure_check.server.app import Service
    from exposure_check.server.settings import Settings

_NOT_SETTINGS = ("config", "check", "run", "passphrase_file")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options. What is not given comes from the environment, the file of --config, or is the default."""
    parser.add_argument("folder", nargs="?", metavar="DIR", help="the published data set")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings in TOML; docs/operations.md lists them")
    parser.add_argument("--check", action="store_true", help="compare list, keys and settings, and serve nothing")
    parser.add_argument("--keys", metavar="DIR", help="the folder of keys, or its voprf folder")
    passphrase.add_option(parser)
    parser.add_argument("--root", metavar="FILE", help="the root of trust that the list has to follow from")
    parser.add_argument("--static-only", action="store_true", default=None, help="serve files and evaluate nothing")
    parser.add_argument("--host", help="address to listen on; :: for every one (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port; 0 takes a free one (default: 8440)")
    parser.add_argument("--workers", metavar="N", help='worker processes, or "auto": one a core (default: auto)')
    parser.add_argument("--metrics-port", type=int, metavar="PORT", help="give out metrics on 127.0.0.1 (default: no)")
    parser.add_argument(
        "--rate", help='elements an address may ask for, two a check, or "none" (default: 60/minute;800/day)'
    )
    parser.add_argument("--redis", metavar="URL", help="count limits there, for several hosts together")
    parser.add_argument(
        "--forwarded-from", metavar="ADDRESS", help="a proxy in front whose X-Forwarded-For header is believed"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        from exposure_check.server import hardening, settings
        from exposure_check.server.operate import Operation
    except ImportError as error:
        raise OptionError(
            "The server is not installed.", advice="Install it with: pip install 'exposure-check[server]'"
        ) from error
    given = {name: value for name, value in vars(options).items() if name not in _NOT_SETTINGS}
    if options.passphrase_file is not None:
        given["passphrase_file"] = str(options.passphrase_file)
    chosen = settings.load(options.config, given)
    hardening.log_little()
    operation = Operation(chosen)
    if options.check:
        _print_summary(operation.check(_Passphrase(chosen).ask))
        return 0
    with operation.listen() as bound:
        host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
        address = f"http://{host}:{bound.getsockname()[1]}"
        served = f"Serving {chosen.folder} on {address}"
        operation.run(bound, _Passphrase(chosen).ask, lambda: hardening.say(served))
    return 0


class _Passphrase:
    """The passphrase of the keys: read anew from its file, or asked for once and kept for keys that come later."""

    def __init__(self, chosen: Settings) -> None:
        self._keys = Path(chosen.keys)
        self._file = Path(chosen.passphrase_file) if chosen.passphrase_file else None
        self._typed: Secret | None = None

    def ask(self) -> Secret | None:
        """The passphrase, None where the key is in clear; raises `OptionError`."""
        from exposure_check.trust import keys

        if not keys.voprf_needs_passphrase(self._keys):
            return None
        if self._file is not None:
            return passphrase.ask("", self._file)
        if self._typed is None:
            self._typed = passphrase.ask("Passphrase of the VOPRF key: ", None)
        return self._typed


def _print_summary(service: Service) -> None:
    published = service.published
    print(
        f"The list is version {published.version}, and clients accept it until {published.expires:%Y-%m-%d %H:%M} UTC."
    )
    for dataset_id in sorted(published.current):
        form = published.datasets[dataset_id].form
        print(f"Data set {dataset_id}: {form.buckets:,} buckets of {form.bucket_records:,} records, all verified.")
    for dataset_id in sorted(published.dropped):
        print(f"Data set {dataset_id}: not served, no catalogue names it. Delete it.")
    for key_id in sorted(published.key_ids):
        print(f"Key {key_id}: " + ("held." if key_id in service.keys else "not here; another host evaluates."))
