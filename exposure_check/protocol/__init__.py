"""Suite XC1: pure functions and frozen types, bytes in and bytes out."""
