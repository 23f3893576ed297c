"""`python -m exposure_check`."""

from __future__ import annotations

import sys

from exposure_check.cli import main

if __name__ == "__main__":
    sys.exit(main())
