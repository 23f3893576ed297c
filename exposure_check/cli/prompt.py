"""What is typed without being shown, or comes as a line of standard input: numbers, codes, passphrases.

It is read byte by byte into a buffer that is wiped: `input` and `getpass` leave what was typed in buffers of theirs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from exposure_check.errors import InputError
from exposure_check.secret import Secret

if sys.platform == "win32":
    import msvcrt
else:
    import termios

LONGEST = 4096  # bytes of a line


def is_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def hidden(prompt: str) -> Secret:
    """What was typed, without its line end; raises `InputError` where the input ended."""
    try:
        return _hidden(prompt)
    except KeyboardInterrupt:
        print(file=sys.stderr)  # what is said of it goes on a line of its own
        raise


def line(longest: int = LONGEST) -> Secret:
    """The next line of standard input without its line end, at most `longest` bytes; empty where there is none."""
    if sys.stdin is None:
        return Secret(b"")
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError):  # no descriptor, as where a program puts a text in its place
        return Secret(sys.stdin.readline(longest).rstrip("\r\n"))
    typed = _line(lambda: os.read(descriptor, 1), longest)
    return typed if typed is not None else Secret(b"")


def _line(read_byte: Callable[[], bytes], longest: int) -> Secret | None:
    """One line, or None where the input ended before anything came. What is longer than `longest` stays unread."""
    buffer, length = bytearray(longest), 0  # of full size, since one that grows leaves copies behind
    try:
        while length < longest:
            byte = read_byte()  # objects of one byte are shared, so none of these is a copy
            if not byte and not length:
                return None
            if not byte or byte == b"\n":
                break
            buffer[length : length + 1] = byte
            length += 1
        if length and buffer[length - 1] == ord("\r"):
            length -= 1
        with memoryview(buffer)[:length] as typed:
            return Secret(typed)
    finally:
        buffer[:] = bytes(len(buffer))


if sys.platform == "win32":

    def _hidden(prompt: str) -> Secret:
        for character in prompt:
            msvcrt.putwch(character)
        typed = bytearray()
        try:
            while (key := msvcrt.getwch()) not in "\r\n":
                if key == "\x03":
                    raise KeyboardInterrupt
                if key == "\x1a" and not typed:
                    raise InputError(_NOTHING, advice=_AGAIN)
                if key == "\b":
                    del typed[-1:]
                else:
                    typed += key.encode(errors="replace")
            return Secret(typed)
        finally:
            typed[:] = bytes(len(typed))
            msvcrt.putwch("\r")
            msvcrt.putwch("\n")

else:

    def _hidden(prompt: str) -> Secret:
        with _terminal() as descriptor, _without_echo(descriptor):
            os.write(descriptor, prompt.encode())
            try:
                typed = _line(lambda: os.read(descriptor, 1), LONGEST)
            finally:
                os.write(descriptor, b"\n")
        if typed is None:
            raise InputError(_NOTHING, advice=_AGAIN)
        return typed

    @contextmanager
    def _terminal() -> Iterator[int]:
        """The terminal of this process, wherever its standard input and output go."""
        try:
            descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        except OSError:  # none of its own
            yield sys.stdin.fileno()
            return
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _without_echo(descriptor: int) -> Iterator[None]:
        before = termios.tcgetattr(descriptor)
        hiding = list(before)
        hiding[3] = before[3] & ~termios.ECHO
        try:
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, hiding)
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


_NOTHING = "Nothing was typed."
_AGAIN = "Run the command again and type it when asked."
