"""Where the packaged program starts: the same command as `exposure-check` of the wheel."""

import os
import sys

# Each names a file or folder out of which OpenSSL would load a library and run it, before the first line of a lookup.
# PyInstaller's bootloader reads none of Python's variables, and `desktop.system.plugins` takes away those of Qt.
for name in ("OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES"):
    os.environ.pop(name, None)

from exposure_check.cli import main  # noqa: E402 - it brings OpenSSL

if __name__ == "__main__":
    sys.exit(main())
