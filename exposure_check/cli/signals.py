"""Answering Ctrl-C and requests to end, where whoever started this process has not had them ignored."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

Handler: TypeAlias = Callable[[int, FrameType | None], object]


@contextmanager
def handled(handler: Handler, *names: str) -> Iterator[None]:
    """Call `handler` for the signals of these names while the block runs; names that the system lacks are left out.

    A signal that was ignored when the process started stays ignored: `nohup` asks for that, and a script that starts
    a command with `&`.
    """
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    previous = {number: signal.getsignal(number) for number in numbers}
    replaced = [number for number in numbers if previous[number] is not signal.SIG_IGN]
    try:
        for number in replaced:
            signal.signal(number, handler)
        yield
    finally:
        for number in replaced:
            signal.signal(number, previous[number])
