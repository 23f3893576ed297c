#!/usr/bin/env bash
# Sets the project up: the system libraries that Qt and the VOPRF need (Debian, as root), a virtual environment, the
# dependencies pinned in requirements-dev.lock, the program itself.
set -euo pipefail
venv=$1

libraries=(
  libsodium23                                                                    # ristretto255
  libgl1 libegl1 libxkbcommon0 libglib2.0-0 libdbus-1-3 libfontconfig1           # Qt without a screen
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-shape0  # Qt in a window
  xvfb                                                                           # a screen for the tests
)

missing=()
if command -v dpkg-query >/dev/null; then
  for library in "${libraries[@]}"; do
    # Debian 13 and Ubuntu 24.04 have some of them under a name that ends in t64; apt-get takes either name.
    installed=$(dpkg-query -W -f '${Status}\n' "$library" "${library}t64" 2>/dev/null) || true
    [[ $installed == *"ok installed"* ]] || missing+=("$library")
  done
fi
if ((${#missing[@]})); then
  if ((EUID == 0)); then
    echo "Installing system libraries: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "System libraries are missing. Ask whoever administers this machine to run:" >&2
    echo "  apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install -q --require-hashes -r requirements-dev.lock
"$venv/bin/python" -m pip install -q --no-deps --no-build-isolation -e .
