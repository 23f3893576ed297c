#!/usr/bin/env bash
# `make installer-windows`: the program for Windows as a folder, zip and MSI (for everyone, for one user), built and tried
# under Wine. They are signed where WINDOWS_CERTIFICATE and WINDOWS_KEY name a certificate (sign.sh); the test signs with
# a self-made one. An older version is made as well, to be upgraded from. PROFILE=FILE puts a profile inside.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
tools=${WINDOWS_TOOLS:-$root/.cache/windows}
dist=$root/dist/windows
python=$root/.venv/bin/python
bash build/windows/set_up.sh "$tools"
SOURCE_DATE_EPOCH=$($python build/package_version.py)
export SOURCE_DATE_EPOCH
if [[ -n ${PROFILE:-} ]]; then # before half an hour of work
  $python -c 'import sys; sys.path.insert(0, "build"); import package_installer; package_installer.named_profile()'
fi
rm -rf "$dist"
bash build/windows/wine/folder.sh "$tools" "$dist" "$tools/work"
[[ -z ${PROFILE:-} ]] || install -m 644 "$PROFILE" "$dist/exposure-check/profile.json"
[[ -z ${WINDOWS_CERTIFICATE:-} ]] || bash build/windows/sign.sh "$dist"/exposure-check/*.exe
version=$($python -c 'import sys; sys.path.insert(0, "build"); import package_version; print(package_version.VERSION)')
for scope in perMachine perUser; do
  $python build/windows/make_msi.py "$dist/exposure-check" "$dist/exposure-check-$version-windows-x86_64-$scope.msi" $scope
done
$python -c 'import sys; sys.path.insert(0, "build")
import package_archives, pathlib
folder = pathlib.Path(sys.argv[1])
with package_archives.portable(folder):
    package_archives.zip_file(folder, pathlib.Path(sys.argv[2]), int(sys.argv[3]))' \
  "$dist/exposure-check" "$dist/exposure-check-$version-windows-x86_64.zip" "$SOURCE_DATE_EPOCH"
[[ -z ${WINDOWS_CERTIFICATE:-} ]] || bash build/windows/sign.sh "$dist"/*.msi
cp "$dist/exposure-check/sbom.cdx.json" "$dist/exposure-check-$version-windows-x86_64.cdx.json"
$python build/package_checksums.py "$dist"
EXPOSURE_CHECK_WINDOWS=$dist WINDOWS_TOOLS=$tools $python -m pytest -q tests/packaging/test_windows.py
ls -l "$dist"
