"""What the program remembers, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from exposure_check import __version__
from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import BODY, SMALL, choice_sheet, field_sheet
from exposure_check.desktop.system import system_proxy
from exposure_check.desktop.system.settings import Appearance, is_proxy
from exposure_check.desktop.system.text_size import TEXT_SIZES
from exposure_check.desktop.text import handed_out, labels, language, number
from exposure_check.desktop.widgets.button import ButtonKind
from exposure_check.desktop.widgets.choices import Choices
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.fingerprint import list_fingerprint, partner_fingerprint, publisher_fingerprint
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text
from exposure_check.errors import ProxyError
from exposure_check.lookup.verdict import Privacy

if TYPE_CHECKING:
    from collections.abc import Iterable


class Settings(Page):
    """Language, size, colours, privacy, proxy, about."""

    def build(self) -> None:
        """One group beneath the other; a choice takes effect at once."""
        self.heading(self.tr("Settings"))
        if self.scene.settings_error is not None:
            notice = Panel(self.theme)
            notice.column.addWidget(IconLine(self.theme, "notice", self._uncertain()))
            self.column.addWidget(notice)
        now = self.scene.preferences
        if len(self.scene.languages) > 1:
            self._choices(
                self.tr("Language"),
                "language",
                ((offered, language.own_name(offered)) for offered in self.scene.languages),
                self.scene.language,
            )
        self._choices(
            self.tr("Size of text"),
            "text_percent",
            ((size, self.tr("{percent} %").format(percent=language.number(size))) for size in TEXT_SIZES),
            now.text_percent,
        )
        self._choices(
            self.tr("Colours"),
            "appearance",
            (
                (Appearance.SYSTEM, self.tr("As the system")),
                (Appearance.LIGHT, self.tr("Light")),
                (Appearance.DARK, self.tr("Dark")),
                (Appearance.HIGH_CONTRAST, self.tr("High contrast")),
            ),
            now.appearance,
        )
        self._privacy()
        self._proxy()
        if self.scene.can_block_capture:
            self._capture()
        self._about()
        self._forget()
        self.row(
            self.main_button(self.tr("Back"), self.backed.emit),
            self.button(self.tr("Help and keys"), lambda: self.went.emit("help"), ButtonKind.LINK),
        )

    def _uncertain(self) -> str:
        return self.tr(
            "The settings could not be read or saved. Please look at the level of privacy and at the proxy. "
            "The next check asks you to confirm them."
        )

    def _choices(self, title: str, name: str, choices: Iterable[tuple[Any, str]], chosen: object) -> None:
        self.subheading(title)
        choice = Choices(
            self.theme,
            title,
            (
                (
                    f"{name}-{getattr(value, 'value', value)}",
                    text,
                    partial(self._choose, name, value),
                    value == chosen,
                )
                for value, text in choices
            ),
        )
        self.row(choice)

    def _choose(self, name: str, value: Any) -> None:  # noqa: ANN401 - of the type of the field that is named
        self.preferences_chosen.emit(replace(self.scene.preferences, **{name: value}))

    def _privacy(self) -> None:
        people = number.people_who_share(self.state.scheme)
        self._choices(
            self.tr("Privacy of a check"),
            "privacy",
            ((level, labels.privacy(level)) for level in (Privacy.STANDARD, Privacy.MAXIMUM)),
            self.scene.preferences.privacy,
        )
        self.small(
            self.tr(
                "Standard sends a small part, which fits about {people} people. Maximum sends nothing about your "
                "number: it fetches the whole list, which takes longer."
            ).format(people=language.number(people))
        )

    def _proxy(self) -> None:
        self.subheading(self.tr("Proxy or Tor"))
        label = Text(self.theme, self.tr("Address of the proxy"), size=BODY)
        empty = (
            self.tr("Leave it empty to use what the system uses.")
            if system_proxy.asks_desktop()
            else self.tr("Leave it empty to use what the environment variables of this computer name, such as {name}.")
        )
        hint = " ".join(
            (
                empty.format(name="HTTPS_PROXY"),
                self.tr("For Tor, for example: {example}.").format(example="socks5h://127.0.0.1:9050"),
                self.tr("Without a user name or password."),
            )
        )
        self.proxy = QLineEdit(self.scene.preferences.proxy)
        self.proxy.setObjectName("proxy")
        self.proxy.setAccessibleName(label.text())
        self.proxy.setAccessibleDescription(hint)
        self.proxy.setMaxLength(300)
        self.proxy.setStyleSheet(field_sheet(self.theme))
        label.setBuddy(self.proxy)
        self.proxy_status = Status(self.theme, self.proxy)
        self.column.addWidget(label)
        self.small(hint)
        self.column.addWidget(self.proxy)
        self.column.addWidget(self.proxy_status)
        self.proxy.editingFinished.connect(self._take_proxy)

    def _take_proxy(self) -> None:
        address = self.proxy.text().strip()
        if address == self.scene.preferences.proxy:
            self.proxy_status.clear()
        elif address and not (is_proxy(address) and _is_usable(address)):
            self.proxy_status.object(self.tr("This is not the address of a proxy. It is not used."), urgent=True)
        else:
            self._choose("proxy", address)

    def _capture(self) -> None:
        self.subheading(self.tr("Pictures of the screen"))
        box = QCheckBox(self.tr("Keep this window out of screenshots"))
        box.setObjectName("block-capture")
        box.setStyleSheet(choice_sheet(self.theme))
        box.setChecked(self.scene.preferences.block_capture)
        box.clicked.connect(lambda on: self._choose("block_capture", on))
        self.row(box)
        self.small(self.tr("It then also stays black for a screen magnifier and for remote help."))

    def _about(self) -> None:
        self.subheading(self.tr("About"))
        profile = self.state.profile
        self.small(
            self.tr("Exposure Check {version}, free software under the Apache License 2.0.").format(version=__version__)
        )
        if self.state.has_service:
            self.small(self.tr("Service: {name}, {address}").format(name=profile.name, address=profile.url))
            for line in (*handed_out.lines(self.state), *handed_out.update_lines(self.state)):
                self.small(line)
            self.column.addWidget(publisher_fingerprint(self.theme, profile))
        if self.state.standing.signer:
            self.column.addWidget(partner_fingerprint(self.theme, self.state.standing.signer))
        verdict = self.state.verdict
        if verdict is not None and verdict.provenance.list_digest:
            self.column.addWidget(list_fingerprint(self.theme, verdict.provenance))
        self.small(
            self.tr(
                "The program remembers these settings, the size of the window and which list it saw last. None of it "
                "holds anything about you."
            )
        )

    def _forget(self) -> None:
        """Behind one press, and a second one: what is removed cannot be brought back."""
        panel = Panel(self.theme)
        row = Disclosure(
            self.theme,
            self.tr("Forget everything on this computer"),
            self.tr("Open"),
            self.tr("Close"),
            icon="computer",
            alone=True,
        )
        row.row.setObjectName("forget")
        explained = self.tr(
            "This removes your settings, the memory of lists and your copy of the profile, and wipes what you typed. "
            "The program stays. Without a profile it has to be given one before it can check again."
        )
        row.content.addWidget(Text(self.theme, explained, size=SMALL))
        now = self.button(self.tr("Forget it now"), self.forget_wanted.emit)
        now.setObjectName("forget-now")
        self.row(now, into=row.content)
        panel.rows().addWidget(row)
        self.column.addWidget(panel)


def _is_usable(proxy: str) -> bool:
    from exposure_check.lookup import proxies  # here: it brings the network libraries

    try:
        proxies.normalise(proxy)
    except ProxyError:
        return False
    return True
