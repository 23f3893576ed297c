#!/usr/bin/env bash
# What `make installer` and `make installer-test` need beside the set-up of the project (Debian, as root).
set -euo pipefail
tools=(
  binutils icu-devtools       # links, and trims the data of ICU
  patchelf                    # where libraries look for others
  dpkg-dev                    # what the Debian package depends on
  libxcb-image0 libxcb-render-util0 libxcb-util1 libxcb-randr0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libx11-xcb1
  libwayland-client0 libwayland-cursor0 libcups2  # Qt's plugins that are inside
  fonts-dejavu-core strace xdotool                # the test of what was built
  "$@"                                            # what the caller needs beside these
)
shared=$(.venv/bin/python -c 'import sys, sysconfig; print(int(bool(sysconfig.get_config_var("Py_ENABLE_SHARED")) and sys.base_prefix != "/usr"))')
if [[ $shared == 0 ]]; then
  tools+=("$(.venv/bin/python -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')")
fi

command -v dpkg-query >/dev/null || exit 0 # another system: PyInstaller names what is missing
missing=()
for tool in "${tools[@]}"; do
  [[ $(dpkg-query -W -f '${Status}' "$tool" 2>/dev/null) == *"ok installed" ]] || missing+=("$tool")
done
((${#missing[@]})) || exit 0
if ((EUID != 0)); then
  echo "Packages are missing. Ask whoever administers this machine to run: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing what packaging needs: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
