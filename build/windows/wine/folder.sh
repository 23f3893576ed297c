#!/usr/bin/env bash
# folder.sh TOOLS DIST WORK: the program's folder for Windows, made by `build/package_installer.py folder` under Wine.
set -euo pipefail
tools=$1 dist=$2 work=$3
root=$(cd "$(dirname "$0")/../../.." && pwd)
windows() { printf 'Z:%s' "${1//\//\\}"; }
mkdir -p "$dist" "$work"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$("$root/.venv/bin/python" "$root/build/package_version.py")} HOME=$tools/home \
  LIBSODIUM=$(windows "$tools/libsodium.dll") DIST=$(windows "$dist") WORK=$(windows "$work") PYTHONUTF8=1 \
  PYTHONPATH=$(windows "$root") \
  xvfb-run -a "$root/build/windows/wine/run.sh" "$tools" "$tools/python/python.exe" \
  "$(windows "$root/build/package_installer.py")" folder
