#!/usr/bin/env bash
# `make installer-windows`: the program for Windows as a folder, zip and MSI (for everyone, for one user), built and tried
# under Wine. They are signed where WINDOWS_CERTIFICATE and WINDOWS_KEY name a certificate (sign.sh); the test signs with
# a self-made one. An older version is made as well, to be upgraded from. PROFILE=FILE puts a profile inside.
#
# make.sh verify: build once more, in another folder, and compare every byte.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
tools=${WINDOWS_TOOLS:-$root/.cache/windows}
dist=$root/dist/windows
python=$root/.venv/bin/python
bash build/windows/set_up.sh "$tools"
SOURCE_DATE_EPOCH=$($python build/package_version.py)
export SOURCE_DATE_EPOCH
if [[ ${1:-} == verify ]]; then
  exec "$python" build/package_verify.py windows "$tools" "$dist"
fi
bash build/windows/build.sh "$tools" "$dist" "$tools/work"
EXPOSURE_CHECK_WINDOWS=$dist WINDOWS_TOOLS=$tools $python -m pytest -q tests/packaging/test_windows.py
ls -l "$dist"
