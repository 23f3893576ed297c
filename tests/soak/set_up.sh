#!/usr/bin/env bash
# What `make soak` needs beside the set-up of the project: a screen reader and what it stands on (Debian, as root).
set -euo pipefail
packages=(
  orca at-spi2-core gir1.2-atspi-2.0 python3-pyatspi  # the screen reader, and the bus on which windows tell it of themselves
  dbus xdotool xvfb                                   # a session, keys, a screen
  locales                                             # the sources of the languages, for Orca's own words
)
command -v dpkg-query >/dev/null || exit 0 # another system: tests/soak/screen_reader.py names what is missing
missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *"ok installed" ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0
if ((EUID != 0)); then
  echo "Packages are missing. Ask whoever administers this machine to run: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing what the screen reader needs: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
