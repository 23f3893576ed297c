"""The Update Framework on both sides: `verify` for the client, `sign` and `keystore` for the publisher."""
