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
servers=(nginx-light redis-server wrk systemd)  # what stands around the server, measures and judges it: for the tests

missing_of() {  # the packages among these that are not installed, where dpkg knows
  local package
  command -v dpkg-query >/dev/null || return 0
  for package in "$@"; do
    # Debian 13 and Ubuntu 24.04 have some of them under a name that ends in t64; apt-get takes either name.
    [[ $(dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null) == *"ok installed"* ]] || echo "$package"
  done
}

start_nothing=/usr/sbin/policy-rc.d  # asked by packages before they start what they install
install() {
  echo "Installing packages of the system: $*"
  export DEBIAN_FRONTEND=noninteractive
  if [[ ! -e $start_nothing ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$start_nothing"
    chmod +x "$start_nothing"
    trap 'rm -f "$start_nothing"' EXIT
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

mapfile -t missing < <(missing_of "${libraries[@]}")
mapfile -t missing_servers < <(missing_of "${servers[@]}")
if ((EUID == 0)); then
  ((${#missing[@]} + ${#missing_servers[@]})) && install "${missing[@]}" "${missing_servers[@]}"
  missing_servers=()
elif ((${#missing[@]})); then
  echo "System libraries are missing. Ask whoever administers this machine to run:" >&2
  echo "  apt-get install ${missing[*]}" >&2
  exit 1
elif ((${#missing_servers[@]})); then
  echo "Tests of the server will be skipped, since only root can install what they need: ${missing_servers[*]}" >&2
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install -q --require-hashes -r requirements-dev.lock
"$venv/bin/python" -m pip install -q --no-deps --no-build-isolation -e .
printf '%s\n' "${missing_servers[@]:-}" >"$venv/.not-installed"  # the tests skip what needs these, and nothing else
