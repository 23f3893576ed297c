"""Where the packaged program starts: the same command as `exposure-check` of the wheel."""

import sys

from exposure_check.cli import main

if __name__ == "__main__":
    sys.exit(main())
