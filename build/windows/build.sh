#!/usr/bin/env bash
# build.sh TOOLS DIST WORK: folder, MSI for everyone and for one user, zip, bill of materials and sums for Windows.
set -euo pipefail
tools=$1 dist=$2 work=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
python=$root/.venv/bin/python
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$($python build/package_version.py)}
export SOURCE_DATE_EPOCH
if [[ -n ${PROFILE:-} ]]; then # before minutes of work
  $python -c 'import sys; sys.path.insert(0, "build"); import package_installer; package_installer.named_profile()'
fi
rm -rf "$dist"
bash build/windows/wine/folder.sh "$tools" "$dist" "$work"
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
