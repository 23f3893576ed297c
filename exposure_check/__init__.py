"""Tells people whether their data was exposed in a breach without their identity number leaving their computer."""

__version__ = "0.1.0"
__build_date__ = "2026-11-26"  # of the release: no clock that is right is behind it
