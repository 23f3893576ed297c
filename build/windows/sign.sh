#!/usr/bin/env bash
# sign.sh FILE...: sign programs or packages for Windows (Authenticode), and verify what was signed.
#
#   WINDOWS_CERTIFICATE   certificate with its chain, PEM
#   WINDOWS_KEY           its key, PEM, or a PKCS #11 URI with WINDOWS_PKCS11_MODULE
#   WINDOWS_TIMESTAMP     address of a time-stamping server (RFC 3161); none: the signature ends with the certificate
#   WINDOWS_TRUSTED       certificate to verify against, where it is not one of the system's (a self-made one in tests)
set -euo pipefail
: "${WINDOWS_CERTIFICATE:?names the certificate}" "${WINDOWS_KEY:?names its key}"
options=(-h sha256 -certs "$WINDOWS_CERTIFICATE" -key "$WINDOWS_KEY" -n 'Exposure Check')
[[ -z ${WINDOWS_PKCS11_MODULE:-} ]] || options+=(-pkcs11module "$WINDOWS_PKCS11_MODULE")
[[ -z ${WINDOWS_TIMESTAMP:-} ]] || options+=(-ts "$WINDOWS_TIMESTAMP")
for file in "$@"; do
  osslsigncode sign "${options[@]}" -in "$file" -out "$file.signed" >/dev/null
  osslsigncode verify -CAfile "${WINDOWS_TRUSTED:-/etc/ssl/certs/ca-certificates.crt}" -in "$file.signed" >"$file.log" 2>&1 ||
    { cat "$file.log" >&2; rm -f "$file.signed" "$file.log"; exit 1; }
  mv "$file.signed" "$file"
  rm -f "$file.log"
done
