"""No profile: what the program needs before it can ask anybody, and whom a profile would have it trust."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.desktop.documents import open_dialog
from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.system import kept_profile
from exposure_check.desktop.text import profile_faults
from exposure_check.desktop.widgets.button import ButtonKind
from exposure_check.desktop.widgets.fingerprint import partner_fingerprint, publisher_fingerprint
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.errors import ProfileError, SignatureError
from exposure_check.lookup import profile
from exposure_check.protocol.catalogue import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

    from exposure_check.desktop.session_state import OfferedProfile


class NoProfile(Page):
    """What is needed; or, once a file was chosen, whom it trusts, before anything is kept."""

    def build(self) -> None:
        """One of the two, and nothing is asked of anybody in either."""
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        offered = self.state.offered_profile
        if offered is None:
            self._needed()
        else:
            self._trusted(offered)

    def _needed(self) -> None:
        self.heading(self.tr("This program does not know yet whom to ask"))
        self._say_fault()
        self.lead(
            self.tr(
                "It needs a small file, called a profile, that names the service with the list. "
                "You get it from whoever told you of this program, such as a clinic, an authority or a help line."
            )
        )
        for icon, line in (
            ("document", self.tr("Choose the file, or drop it onto this window. It is often called profile.json.")),
            ("shield", self.tr("Before it is used, you see whom it trusts.")),
            ("computer", self.tr("Nothing leaves this computer until you check a number.")),
        ):
            self.column.addWidget(IconLine(self.theme, icon, line))
        others = [self.button(self.tr("Read advice without a check"), self._advice, ButtonKind.LINK)]
        if self.scene.can_demo:
            others.insert(0, self.button(self.tr("Try it with invented people"), self.demo_wanted.emit))
        self.row(self.main_button(self.tr("Choose a profile"), self.choose_file, icon="document"), *others)
        if self.scene.can_demo:
            self.small(self.tr("To try it, the window closes and opens again after a few seconds."))

    def _say_fault(self) -> None:
        if not self.state.profile_fault:
            return
        panel = Panel(self.theme)
        panel.column.addWidget(IconLine(self.theme, "notice", profile_faults.of(self.state.profile_fault), bold=True))
        self.column.addWidget(panel)

    def choose_file(self) -> None:
        """Ask for the file."""
        kinds = [self.tr("Profiles (*.json)"), self.tr("All files (*)")]
        open_dialog.ask(self, self.tr("Choose a profile"), kinds, self.take_file)

    def take_file(self, path: str) -> None:
        """Read a file and show whom it trusts, or say why it cannot be used; nothing is kept yet."""
        from exposure_check.trust.root_of_trust import check_root  # here: it brings the libraries of the lookup

        try:
            data = profile.read_file(Path(path))
            opened = profile.open_bytes(data)
            check_root(bytes(opened.profile.root))
        except (ProfileError, SignatureError) as error:
            self.state.refuse_profile(error.code)
        else:
            self.state.offer_profile(opened, data)
        self.redraw_wanted.emit()

    def _trusted(self, offered: OfferedProfile) -> None:
        self.heading(self.tr("Do you trust this profile?"))
        self._say_fault()
        self.lead(
            self.tr(
                "A profile decides who is asked and whose list is believed, and anybody can make one in any name. "
                "Compare what stands here with what you were given by letter or by telephone."
            )
        )
        panel = Panel(self.theme)
        panel.column.setSpacing(self.theme.space(3))
        for icon, line in self._claims(offered):
            panel.column.addWidget(IconLine(self.theme, icon, line))
        self.column.addWidget(panel)
        self.column.addWidget(publisher_fingerprint(self.theme, offered.opened.profile))
        if offered.opened.signer:
            self.column.addWidget(partner_fingerprint(self.theme, offered.opened.signer))
        self.row(
            self.main_button(self.tr("Use this profile"), self._keep),
            self.button(self.tr("Not this one"), self._decline),
        )
        self.small(self.tr("It is kept in your own folder, so that the program knows it the next time."))

    def _claims(self, offered: OfferedProfile) -> Iterator[tuple[str, str]]:
        shown = offered.opened.profile
        yield "people", self.tr("It claims to be from: {name}").format(name=shown.name)
        hosts = dict.fromkeys((shown.url, shown.evaluator, *shown.mirrors))
        yield "network", self.tr("It asks: {addresses}").format(addresses=", ".join(hosts))
        covers = in_language(shown.covers, self.scene.language)
        if covers:
            yield "list", self.tr("It says that its list covers: {breaches}").format(breaches=covers)
        for line in shown.all_help_lines:
            yield "phone", self.tr("It gives as help line: {name}, {number}").format(name=line.name, number=line.number)
        if shown.demo:
            yield "info", self.tr("It is a demo, with invented people.")
        if not offered.opened.signer:
            yield "notice", self.tr("It is not signed, so names and telephone numbers in it may have been changed.")

    def _keep(self) -> None:
        offered = self.state.offered_profile
        if offered is None:
            return
        if not kept_profile.keep(offered.data):
            self.state.refuse_profile("profile.unkept", keep_offer=True)
            self.redraw_wanted.emit()
            return
        self.profile_kept.emit(offered.opened)

    def _decline(self) -> None:
        self.state.decline_profile()
        self.redraw_wanted.emit()

    def _advice(self) -> None:
        self.state.close_answer()
        self.went.emit("actions")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this computer and nothing else."""
        if _file_in(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same anywhere on the page."""
        if _file_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        path = _file_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.take_file(path)


def _file_in(data: QMimeData) -> str:
    urls = data.urls() if data.hasUrls() else []
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
