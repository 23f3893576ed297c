"""The window. The only place that imports PySide6; it knows the lookup through `lookup.checker` alone."""

from __future__ import annotations

import sys


def _keep_constants_alive() -> None:
    """Give `None`, `True` and `False` references to lose.

    PySide6 6.12.0 is compiled as if they could not die, which is so from Python 3.12 on. Under 3.11 every call that
    returns one of them takes a reference too many, and after some five thousand of them the interpreter ends with
    "deallocating None". 6.11.2 does not have the fault. `tests/desktop/test_app.py` shows when this is no longer
    needed.
    """
    if sys.version_info < (3, 12):
        import ctypes

        for constant in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40


_keep_constants_alive()
