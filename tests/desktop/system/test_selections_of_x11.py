"""Nothing private reaches a clipboard of X11: read by another process, on a screen that has them.

Each gesture is made in one process and what it left is read in another, for the toolkit answers questions of its own
process from memory. A plain field of the toolkit goes first: what it does not give away, nothing here could show.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack

import pytest

from exposure_check.desktop import example_states
from tests.support import screen
from tests.support.world import environment

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="X11 is not the screen of this system")

READER = """
import json, sys
from PySide6.QtGui import QClipboard, QGuiApplication
app = QGuiApplication([])
board = app.clipboard()
assert board.supportsSelection()
for line in sys.stdin:
    app.processEvents()
    print(json.dumps([board.text(QClipboard.Mode.Clipboard), board.text(QClipboard.Mode.Selection)]), flush=True)
"""
SUBJECT = """
import sys
from PySide6.QtCore import QPoint, QSocketNotifier, Qt
from PySide6.QtGui import QAccessible, QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system import clipboard
from exposure_check.desktop.system.settings import Preferences

Key, Shift, Control = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
app = QApplication([])
window = MainWindow(SessionState(example_states.profile(demo=True)), Preferences(language="en"), lambda *_: None)
if sys.argv[1] != "plain field":  # what a private field holds it takes back, whoever copied it
    window.state.fill_in(example_states.NUMBER, example_states.CODE)
window.state.show_number(shown=sys.argv[1] != "hidden number")
window.go("number")
window.show()
if sys.argv[1] == "plain field":
    field = QLineEdit(example_states.NUMBER)
    field.show()
elif sys.argv[1] == "code":
    field = window.page.code
else:
    field = window.page.field
QTest.qWait(50)

def at(share):
    return QPoint(int(share * field.width()), field.height() // 2)

def key(code, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(field, code, modifier)

def drag():
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=at(0.9))
    QTest.mouseMove(field, at(0.02))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=at(0.02))

def drag_out():
    field.selectAll()
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=at(0.05))
    for y in (10, 40, 90):
        QTest.mouseMove(field, QPoint(10, field.height() + y))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=at(0.05))

def triple():
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=at(0.1))
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=at(0.1))

def tab():
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)

def wipe():
    clipboard.copy("116 006")
    other = QLineEdit("selected here")
    other.selectAll()
    app.clipboard().setText("selected here", QClipboard.Mode.Selection)
    app.processEvents()
    print("own", app.clipboard().ownsClipboard(), app.clipboard().ownsSelection(), flush=True)
    window.start_afresh()

def by_an_assistive_program(mode):
    # what Qt's bridge to AT-SPI does where a program asks it for CopyText
    said = QAccessible.queryAccessibleInterface(field).textInterface().text(0, len(field.text()))
    app.clipboard().setText(said, mode)

def cut_by_an_assistive_program():
    # CutText: gone from the field before it is on the clipboard
    access = QAccessible.queryAccessibleInterface(field)
    said = access.textInterface().text(0, 5)
    access.editableTextInterface().deleteText(0, 5)
    app.clipboard().setText(said)

GESTURES = {
    "select all": lambda: key(Key.Key_A, Control),
    "to the start": lambda: (field.end(False), key(Key.Key_Home, Shift)),
    "to the end": lambda: (field.home(False), key(Key.Key_End, Shift)),
    "one back": lambda: (field.end(False), key(Key.Key_Left, Shift)),
    "one on": lambda: (field.home(False), key(Key.Key_Right, Shift)),
    "a word back": lambda: (field.end(False), key(Key.Key_Left, Shift | Control)),
    "a word on": lambda: (field.home(False), key(Key.Key_Right, Shift | Control)),
    "double click": lambda: QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=at(0.05)),
    "triple click": triple,
    "drag over": drag,
    "drag out": drag_out,
    "tab": tab,
    "middle button": lambda: (field.selectAll(), QTest.mouseClick(field, Qt.MouseButton.MiddleButton, pos=at(0.05))),
    "copy": lambda: (field.selectAll(), key(Key.Key_C, Control)),
    "copy with insert": lambda: (field.selectAll(), key(Key.Key_Insert, Control)),
    "cut": lambda: (field.selectAll(), key(Key.Key_X, Control)),
    "cut with delete": lambda: (field.selectAll(), key(Key.Key_Delete, Shift)),
    "to the end of the line": lambda: (field.home(False), key(Key.Key_K, Control)),
    "method copy": lambda: (field.selectAll(), field.copy()),
    "method cut": lambda: (field.selectAll(), field.cut()),
    "copied for an assistive program": lambda: by_an_assistive_program(QClipboard.Mode.Clipboard),
    "selected for an assistive program": lambda: by_an_assistive_program(QClipboard.Mode.Selection),
    "cut for an assistive program": cut_by_an_assistive_program,
    "wipe": wipe,
}

def take(_):
    name = sys.stdin.readline().strip()
    if not name:
        app.quit()
        return
    GESTURES[name]()
    app.processEvents()
    print("made", flush=True)

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(take)
print("ready", flush=True)
app.exec()
"""
GESTURES = (
    *("select all", "to the start", "to the end", "one back", "one on", "a word back", "a word on", "double click"),
    *("triple click", "drag over", "drag out", "tab", "middle button", "copy", "copy with insert", "cut"),
    *("cut with delete", "to the end of the line", "method copy", "method cut"),
    *("copied for an assistive program", "selected for an assistive program"),
    "cut for an assistive program",
)


class Screen:
    """A program on an X11 screen, and a second one that reads the clipboards."""

    def __init__(self, stack, folder, display, field):
        self.subject = self._start(stack, folder, display, SUBJECT, field)
        self.reader = self._start(stack, folder, display, READER)
        assert self.subject.stdout.readline() == "ready\n"

    def _start(self, stack, folder, display, program, *words):
        process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", program, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environment(folder) | display,
            )
        )
        stack.callback(process.kill)
        return process

    def after(self, gesture):
        """What clipboard and selection hold for another program once a gesture was made, and what the program said."""
        said = []
        print(gesture, file=self.subject.stdin, flush=True)
        while (line := self.subject.stdout.readline().strip()) != "made":
            assert line, "the program has ended"
            said.append(line)
        print(file=self.reader.stdin, flush=True)
        return json.loads(self.reader.stdout.readline()), said


@pytest.fixture
def on_screen(tmp_path):
    with ExitStack() as stack:
        display = stack.enter_context(screen.x11())
        yield lambda field: Screen(stack, tmp_path, display, field)


def test_a_plain_field_of_the_toolkit_gives_itself_away(on_screen):
    """The positive control: what is read below can be read."""
    plain = on_screen("plain field")
    assert plain.after("one back")[0] == ["", "2"]
    assert plain.after("select all")[0] == ["", example_states.NUMBER]
    assert plain.after("copy")[0] == [example_states.NUMBER, example_states.NUMBER]
    assert plain.after("copied for an assistive program")[0][0] == example_states.NUMBER


@pytest.mark.parametrize("field", ["shown number", "hidden number", "code"])
def test_no_gesture_brings_a_private_field_to_a_clipboard(on_screen, field):
    private = on_screen(field)
    for gesture in GESTURES:
        assert private.after(gesture)[0] == ["", ""], gesture


def test_a_wipe_takes_back_what_this_program_put_on_the_clipboards(on_screen):
    read, said = on_screen("shown number").after("wipe")
    assert said == ["own True True"]
    assert read == ["", ""]
