"""Structs that are read from outside are known to msgspec before any thread decodes one.

What msgspec has to know of a struct it works out when a decoder of it is made, by running Python code: a second thread
that comes by meanwhile takes what is half done, and the process dies of a segmentation fault (msgspec 0.22).
"""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import msgspec
import pytest

import exposure_check
from tests.support.memory_service import publish

BY_SEVERAL_THREADS = ("guidance", "lookup", "protocol", "trust")  # the window, and whoever uses the client as a library
ANNOTATIONS_OF = "get_class_annotations"  # of msgspec: called once for each struct, by what makes its first decoder

COUNT = """
from tests.test_schemas import is_prepared, structs

found = list(structs())
print(len(found), [struct.__name__ for struct in found if not is_prepared(struct)])
"""

ONE_AFTER_THE_OTHER = """
import sys, threading, time
from exposure_check.protocol import catalogue

TEXT = open(sys.argv[1], "rb").read()

def slowly(frame, event, argument):
    if frame.f_code.co_name == "get_class_annotations":
        time.sleep(0.02)

def parse():
    for _ in range(20):
        catalogue.parse(TEXT)

threading.setprofile(slowly)
threads = [threading.Thread(target=parse) for _ in range(30)]
for thread in threads:
    thread.start()
    time.sleep(0.003)
for thread in threads:
    thread.join()
"""


def structs():
    for folder in BY_SEVERAL_THREADS:
        for module in pkgutil.iter_modules(importlib.import_module(f"exposure_check.{folder}").__path__):
            name = f"{exposure_check.__name__}.{folder}.{module.name}"
            for found in vars(importlib.import_module(name)).values():
                if not (isinstance(found, type) and issubclass(found, msgspec.Struct) and found.__module__ == name):
                    continue
                if found.__struct_fields__:  # else only a base of others
                    yield found


def is_prepared(struct):
    called = []

    def note(frame, event, _argument):
        if event == "call" and frame.f_code.co_name == ANNOTATIONS_OF:
            called.append(struct)

    sys.setprofile(note)
    try:
        msgspec.json.Decoder(struct)
    finally:
        sys.setprofile(None)
    return not called


class Fresh(msgspec.Struct):
    """Of which no decoder was made."""

    number: int


def test_a_struct_of_which_no_decoder_was_made_is_noticed():
    assert not is_prepared(Fresh)
    assert is_prepared(Fresh)


def test_every_struct_that_is_read_from_outside_is_known_where_its_module_is_imported():
    said = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, timeout=60, check=True).stdout
    count, unprepared = said.split(" ", 1)
    assert int(count) > 15
    assert unprepared.strip() == "[]"


@pytest.mark.timeout(60)
def test_threads_that_read_their_first_catalogue_at_once_do_not_crash(tmp_path):
    published = publish(tmp_path, count=20)
    [path] = (published.out / "targets" / "catalogues").iterdir()
    read = subprocess.run([sys.executable, "-c", ONE_AFTER_THE_OTHER, path], capture_output=True, timeout=40)
    assert (read.returncode, read.stderr) == (0, b"")
