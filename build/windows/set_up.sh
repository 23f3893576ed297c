#!/usr/bin/env bash
# set_up.sh FOLDER: what `make installer-windows` needs on Debian (as root), made once in FOLDER: Wine, a Python for
# Windows, the pinned wheels for Windows, libsodium.dll and PyInstaller's bootloader, both compiled here.
#
# This Python is a test instrument: CPython's own library and extensions, as the wheel of panda3d carries them, with a
# python.exe compiled here, over the standard library of this machine's Python 3.11. A release is built with the Python
# of python.org on Windows by the same specification (docs/packaging.md).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd)
wine_files=$root/build/windows/wine
pip() { "$root/.venv/bin/python" -m pip -q "$@"; }
cross=x86_64-w64-mingw32
export SOURCE_DATE_EPOCH=1764115200

packages=(
  wine wine64 xvfb xauth xdotool mingw-w64 msitools wixl osslsigncode autoconf automake libtool dpkg-dev unzip binutils imagemagick
  gcc libc6-dev zlib1g-dev  # pip compiles a bootloader for this machine too, only to tell the version of the source
)
install_packages() {
  local missing=()
  for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *"ok installed" ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || { echo "Packages are missing. Ask whoever administers this machine: apt-get install ${missing[*]}" >&2; exit 1; }
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

make_python() {
  local python=$folder/python.new wheel=panda3d==1.10.16
  rm -rf "$python" && mkdir -p "$python/DLLs" "$folder/wheels"
  printf '%s --hash=sha256:37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82\n' "$wheel" >"$folder/panda3d.txt"
  pip download --require-hashes --no-deps --only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp \
    -d "$folder/wheels" -r "$folder/panda3d.txt"
  unzip -q -o -j "$folder"/wheels/panda3d-*.whl 'deploy_libs/*' -d "$python"
  cd "$python"
  rm -f api-ms-win* tcl* tk8* _tkinter.pyd _msi.pyd
  mv ./*.pyd libcrypto-3.dll libssl-3.dll libffi-8.dll sqlite3.dll DLLs/
  cp -r "$("$root/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" Lib
  rm -rf Lib/lib-dynload Lib/test Lib/site-packages Lib/dist-packages Lib/config-* && mkdir Lib/site-packages
  find Lib -name __pycache__ -prune -exec rm -rf {} +
  exports >exports.txt
  # python.exe, and the library python3.dll of the stable interface, which hands everything on
  { echo 'LIBRARY python311.dll'; echo EXPORTS; cat exports.txt; } >python311.def
  $cross-dlltool -d python311.def -l libpython311.a
  $cross-gcc -O2 -s -municode -Wl,--no-insert-timestamp "$wine_files/python.c" -o python.exe libpython311.a
  { echo 'LIBRARY python3.dll'; echo EXPORTS; sed 's/\(.*\)/\1=python311.\1/' exports.txt; } >python3.def
  echo 'int __stdcall DllMain(void *h, unsigned r, void *p) { (void)h; (void)r; (void)p; return 1; }' >main.c
  $cross-gcc -shared -nostdlib -Wl,-e,DllMain -Wl,--no-insert-timestamp -o python3.dll main.c python3.def
  rm -f exports.txt python311.def python3.def main.c libpython311.a
  cd "$root"
  pip install --target "$python/Lib/site-packages" --require-hashes --no-deps --only-binary=:all: --platform win_amd64 \
    --python-version 3.11 --implementation cp -r <("$root/.venv/bin/python" "$root/build/windows/wheels.py")
  use_own_bootloader "$python/Lib/site-packages/PyInstaller/bootloader/Windows-64bit-intel"
  rm -rf "$folder/python" && mv "$python" "$folder/python"
}

exports() {
  $cross-objdump -p python311.dll | awk '/Ordinal\/Name Pointer/{names=1} names && /\[ *[0-9]+\]/{print $NF}'
}

use_own_bootloader() {
  # Compiled here: antivirus programs know the bytes of the one that everybody has, malware included.
  local version source
  version=$("$root/.venv/bin/python" -c 'import importlib.metadata; print(importlib.metadata.version("pyinstaller"))')
  rm -rf "$folder/bootloader" && mkdir "$folder/bootloader"
  pip download --require-hashes --no-deps --no-build-isolation --no-binary pyinstaller -d "$folder/wheels" \
    -r <("$root/.venv/bin/python" "$root/build/windows/wheels.py" pyinstaller)
  tar xzf "$folder/wheels/pyinstaller-$version.tar.gz" -C "$folder/bootloader"
  source=$folder/bootloader/pyinstaller-$version/bootloader
  (cd "$source" && CC=$cross-gcc AR=$cross-ar WINRC=$cross-windres CFLAGS="-ffile-prefix-map=$source=." \
    LDFLAGS='-Wl,--no-insert-timestamp -static-libgcc' \
    "$root/.venv/bin/python" ./waf configure build_release build_releasew --gcc --target-arch=64bit) >"$folder/bootloader.log" 2>&1
  cp "$source/build/release/run.exe" "$source/build/releasew/runw.exe" "$1/"
}

make_libsodium() {
  local lists=$folder/libsodium
  rm -rf "$lists" && mkdir -p "$lists/parts" "$lists/lists/partial" && cd "$lists"
  printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main\n' >parts/source.list
  apt_source() { apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$lists/parts" -o "Dir::State::lists=$lists/lists" -o APT::Sandbox::User=root "$@"; }
  apt_source update
  apt_source source libsodium >/dev/null
  cd libsodium-*/
  autoreconf -if >/dev/null 2>&1
  CFLAGS="-O3 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=0 -ffile-prefix-map=$PWD=." LDFLAGS='-Wl,--no-insert-timestamp -static-libgcc' \
    ./configure --host=$cross --disable-static --disable-ssp --disable-dependency-tracking --prefix="$lists/out" >/dev/null
  make -j2 install >/dev/null 2>&1
  $cross-strip "$lists/out/bin/libsodium-23.dll"
  cp "$lists/out/bin/libsodium-23.dll" "$folder/libsodium.dll"
  cd "$root"
}

make_prefix() {
  # HOME is Wine's too: nothing of this machine's user is linked into the prefix
  rm -rf "$folder/prefix"
  mkdir -p "$folder/home"
  HOME=$folder/home xvfb-run -a "$wine_files/run.sh" "$folder" wineboot -i
  WINEPREFIX=$folder/prefix wineserver -w || true
  for library in bcryptprimitives icuuc; do
    $cross-gcc -shared -O2 -s -o "$folder/prefix/drive_c/windows/system32/$library.dll" "$wine_files/$library.c" -ladvapi32
  done
}

install_packages
made="$folder/.made-$(cat "$0" "$root"/build/windows/wheels.py "$wine_files"/* "$root"/requirements*.lock | sha256sum | cut -c1-16)"
if [[ ! -e $made || ! -e $folder/prefix/drive_c/windows/system32/icuuc.dll ]]; then
  [[ -e $folder/libsodium.dll ]] || make_libsodium
  make_python
  make_prefix
  rm -f "$folder"/.made-*
  touch "$made"
fi
