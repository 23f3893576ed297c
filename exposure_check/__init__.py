"""Tells a person whether her data was exposed in a breach without her identity number leaving her computer."""

__version__ = "0.1.0"
