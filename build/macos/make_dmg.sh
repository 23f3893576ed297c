#!/usr/bin/env bash
# make_dmg.sh "Exposure Check.app" FOLDER: sign the bundle, have it notarised, pack it as a disk image. On macOS.
#
#   CODESIGN_IDENTITY   "Developer ID Application: ..."; none: an ad-hoc signature, which opens on this Mac alone
#   NOTARY_PROFILE      name of the credentials that `xcrun notarytool store-credentials` keeps; none: not notarised
set -euo pipefail
app=$1 folder=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(python3 -c 'import sys; sys.path.insert(0, sys.argv[1]); import package_version; print(package_version.VERSION)' "$root/build")
image=$folder/exposure-check-$version-macos-arm64.dmg

# From the inside out: --deep signs in an order that notarisation does not take.
find "$app/Contents/Frameworks" -type f \( -name '*.so' -o -name '*.dylib' -o -perm -u+x \) -print0 | sort -z |
  xargs -0 -n 20 codesign --force --timestamp --options runtime --sign "${CODESIGN_IDENTITY:--}"
codesign --force --timestamp --options runtime --entitlements "$root/build/macos/entitlements.plist" \
  --sign "${CODESIGN_IDENTITY:--}" "$app"
codesign --verify --strict --verbose=2 "$app"

staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
cp -R "$app" "$staged/"
ln -s /Applications "$staged/Applications"
rm -f "$image"
hdiutil create -quiet -volname 'Exposure Check' -srcfolder "$staged" -format UDZO -imagekey zlib-level=9 "$image"

if [[ -n ${NOTARY_PROFILE:-} ]]; then
  codesign --force --timestamp --sign "$CODESIGN_IDENTITY" "$image"
  xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
  spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
fi
echo "$image"
