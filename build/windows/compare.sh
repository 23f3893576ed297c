#!/usr/bin/env bash
# compare.sh DOWNLOADED.msi FOLDER perMachine|perUser: whether a signed MSI is what FOLDER, a build of one's own without
# signatures, gives. The signatures of the download are put onto a copy, and then every byte has to be the same.
# WINDOWS_TRUSTED names the certificate to verify against, where it is not one of the system's.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
downloaded=$(realpath "$1") folder=$(realpath "$2") scope=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
signed_as() { # SIGNED OWN: OWN with the signature of SIGNED
  local log=$scratch/log
  osslsigncode extract-signature -in "$1" -out "$scratch/signature" >"$log" 2>&1 &&
    osslsigncode attach-signature -sigin "$scratch/signature" -CAfile "${WINDOWS_TRUSTED:-/etc/ssl/certs/ca-certificates.crt}" \
      -in "$2" -out "$scratch/signed" >"$log" 2>&1 || { echo "The signature of $1 does not fit $2." >&2; cat "$log" >&2; exit 1; }
  mv "$scratch/signed" "$2"
  rm -f "$scratch/signature"
}
msiextract -C "$scratch/download" "$downloaded" >/dev/null
inside=$(dirname "$(find "$scratch/download" -name exposure-check.exe)")
cp -r "$folder" "$scratch/own"
[[ $scope == perMachine ]] && rm -f "$scratch/own/_internal/portable" || touch "$scratch/own/_internal/portable"
for program in "$inside"/*.exe; do
  signed_as "$program" "$scratch/own/$(basename "$program")"
done
"$root/.venv/bin/python" "$root/build/package_verify.py" "$inside" "$scratch/own"
"$root/.venv/bin/python" "$root/build/windows/make_msi.py" "$scratch/own" "$scratch/own.msi" "$scope"
signed_as "$downloaded" "$scratch/own.msi"
cmp "$downloaded" "$scratch/own.msi"
echo "The MSI is equal too."
