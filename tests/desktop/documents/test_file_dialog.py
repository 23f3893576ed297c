"""The dialog that asks for a file, whether to save or to open."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from exposure_check.desktop.documents import file_dialog

ENGLISH = {"&Look in:", "File &name:", "Files of &type:", "Directory:"}


@pytest.mark.parametrize("spoken", ["fi", "sv"])
def test_its_labels_are_in_the_language_of_the_reader(qtbot, in_language, spoken):
    in_language(spoken)
    page = QWidget()
    qtbot.addWidget(page)
    dialog = file_dialog.new_dialog(page, "Title", ["PDF (*.pdf)"])
    labels = {label.text() for label in dialog.findChildren(QLabel) if label.text()}
    assert len(labels) == 3
    assert not labels & ENGLISH
