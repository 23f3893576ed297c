"""The window: draws the page that the state is on, lets the lookup run, and can be left at any moment."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from exposure_check.desktop.frame import Frame
from exposure_check.desktop.lookups import LEAST_CHECK, Lookups
from exposure_check.desktop.offers import offers_of
from exposure_check.desktop.pages import build
from exposure_check.desktop.scene import Scene
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.style import icons, theme
from exposure_check.desktop.system import capture, clipboard
from exposure_check.desktop.system.announce import announce, forget
from exposure_check.desktop.system.idle import Idle, patience
from exposure_check.desktop.system.keys import Keys
from exposure_check.desktop.system.placement import HEIGHT, WIDTH, Placement
from exposure_check.desktop.system.quick_exit import ShiftCount, end_process
from exposure_check.desktop.system.second_press import SecondPress
from exposure_check.desktop.system.settings import load, protection_is_known, save
from exposure_check.desktop.system.text_size import TEXT_SIZES
from exposure_check.desktop.text import language
from exposure_check.errors import CancelledError, CheckError, InputError, SettingsError
from exposure_check.lookup.standing import Place, Standing
from exposure_check.secret import overwrite_freed_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from exposure_check.desktop.offers import Offers
    from exposure_check.desktop.pages.page import Page
    from exposure_check.desktop.scene import DemoNumber
    from exposure_check.desktop.system.kiosk import Kiosk
    from exposure_check.desktop.system.settings import Preferences
    from exposure_check.guidance.breach import BreachGuidance
    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.ledger import Ledger
    from exposure_check.lookup.profile import Opened, Profile
    from exposure_check.lookup.verdict import Privacy, Stage, Verdict

    MakeChecker = Callable[[Profile, str | None], Checker]

PAGE_IS_GONE_MS = 100  # after a wipe: the page with what was typed is deleted from the event loop


class MainWindow(QWidget):
    """The one window of the program."""

    first_frame = Signal()

    def __init__(
        self,
        state: SessionState,
        preferences: Preferences,
        make_checker: MakeChecker,
        *,
        settings: QSettings | None = None,
        hints: Sequence[DemoNumber] = (),
        end: Callable[[], None] = end_process,
        demo: Callable[[], None] | None = None,
        least_check: float = LEAST_CHECK,
    ) -> None:
        super().__init__()
        self.state, self.preferences = state, preferences
        self._make_checker, self._settings, self._hints, self._end = make_checker, settings, hints, end
        self._demo = demo  # asks for one once the window is closed; None where this installation has none
        self.lookups = Lookups(self, least_check)
        self.lookups.progressed.connect(self._on_progress)
        self.lookups.slow.connect(self._on_slow)
        self.lookups.ended.connect(self._on_end)
        self._settings_error: SettingsError | None = None  # until proxy and level of privacy are confirmed
        if settings is not None and not protection_is_known(settings):
            self._settings_error = SettingsError("The settings cannot be read.")
        self.languages = language.available(state.profile.languages)
        self.language = ""
        self._second_press = SecondPress()
        self.page: Page | None = None
        self._painted = self._closed = self._covered = self._may_close = self._look_is_due = False
        self._kiosk: Kiosk | None = None
        self._layer: QWidget | None = None  # header, page and footer
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._placement = Placement(self, QSize(*preferences.size) if preferences.size else None)
        self.first_frame.connect(self._on_first_frame, Qt.ConnectionType.QueuedConnection)
        self._watch()
        self._follow_offers()
        self._apply_language()
        self._apply_look()
        self.draw()

    @property
    def offers(self) -> Offers:
        """What this window may offer."""
        return offers_of(self.state.profile)

    def present(self) -> None:
        """Show the window: over the whole screen where it is a kiosk's."""
        self.show() if self._kiosk is None else self._kiosk.fill_screen()

    def _follow_offers(self) -> None:
        """Be the window of a kiosk where the profile says so."""
        self.idle.patience = patience(long=self.offers.long_pauses)
        self._first_preferences = self.preferences
        if not self.offers.closing and self._kiosk is None:
            from exposure_check.desktop.system.kiosk import Kiosk  # few windows need it

            self._kiosk = Kiosk(self)
            self._kiosk.ended.connect(self.end)
            self._kiosk.gone.connect(self.start_afresh)

    def _watch(self) -> None:
        self.shifts = ShiftCount(self)
        self.shifts.counted.connect(lambda count: self.header.leave.set_pressed(count))
        self.shifts.complete.connect(self.leave_quickly)
        self.idle: Idle = Idle(self)
        self.idle.warned.connect(self._warn_idle)
        self.idle.expired.connect(self._idle_wipe)
        self._take_keys(Keys(self))
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch_window)
        system = theme.system_hints()
        system.colorSchemeChanged.connect(self._follow_system)
        system.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    def _take_keys(self, keys: Keys) -> None:
        """Of what stands over the page, the question whether somebody is still here, none of them may lead away."""
        keys.larger.connect(lambda: self._step_text(1))
        keys.smaller.connect(lambda: self._step_text(-1))
        keys.normal.connect(lambda: self._step_text(0))
        keys.back.connect(lambda: self.go_back() if not self._covered and self.state.can_go_back else None)
        keys.help.connect(lambda: self._toggle_help() if not self._covered else None)
        keys.stop.connect(lambda: self.cancel() if not self._covered and self.state.page == "checking" else None)

    # What is drawn

    def draw(self, *, keep_place: bool = False) -> None:
        """Build the page that the state is on, in place of the one that is shown."""
        self._covered = False
        place = self.page.place() if keep_place and self.page is not None else None
        before = self._heard()
        self._show(build(self._scene()))
        if self.page is None:
            return
        if place is not None:
            self.page.return_to(place)
        else:
            self.page.take_focus()
            if self._painted and self._heard() != before:
                self.page.say_title()

    def _heard(self) -> tuple[str, str]:
        """Which page a person who hears it knows that she is on."""
        return (self.page.scene.page, self.page.title) if self.page is not None else ("", "")

    def _scene(self, page: str = "") -> Scene:
        return Scene(
            page or self.state.page,
            self.state,
            self.theme,
            self.preferences,
            self.language,
            self.languages,
            self._hints,
            capture.is_supported(),
            self._settings_error,
            self._demo is not None,
        )

    def _show(self, page: Page) -> None:
        self._second_press.note_page()
        self.setWindowTitle(self.tr("Information"))
        frame = Frame(page)
        self.header, self.footer = frame.header, frame.footer
        self._connect(page)
        self.page = page
        frame.place(self.width(), self.height())
        self._put_on_top(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Note the size, which may be one that somebody wants."""
        super().resizeEvent(event)
        self._placement.resized()

    def _put_on_top(self, layer: QWidget) -> None:
        old, self._layer = self._layer, layer
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.setEnabled(False)  # an arrow key that chose there would take the focus back to it
            old.deleteLater()
        self._column.addWidget(layer)
        layer.show()  # now, and not once the layout gets to it: the page takes the focus

    def _connect(self, page: Page) -> None:
        self.header.back_pressed.connect(self.go_back)
        self.header.settings_pressed.connect(lambda: self.go("settings"))
        self.header.leave_pressed.connect(self.leave_quickly)
        self.header.language_chosen.connect(
            lambda chosen: self.take_preferences(replace(self.preferences, language=chosen))
        )
        page.went.connect(self.go)
        page.stayed.connect(self._stay)
        page.backed.connect(self.go_back)
        page.check_wanted.connect(self.check)
        page.cancel_wanted.connect(self.cancel)
        page.finish_wanted.connect(self.finish)
        page.another_wanted.connect(self.check_another)
        page.close_wanted.connect(self.close)
        page.forget_wanted.connect(self.forget_everything)
        page.redraw_wanted.connect(self.draw)
        page.redraw_in_place_wanted.connect(lambda: self.draw(keep_place=True))
        page.preferences_chosen.connect(self.take_preferences)
        page.protection_confirmed.connect(self.confirm_protection)
        page.profile_kept.connect(self.take_profile)
        page.demo_wanted.connect(self.begin_demo)

    # Which page is shown

    @Slot(str)
    def go(self, page: str) -> None:
        """Show a page."""
        if page == "sent" and self.lookups.ledger is not None:
            self.state.note_sent(self.lookups.ledger)
        self.state.go(page)
        self.draw()

    @Slot()
    def go_back(self) -> None:
        """Show the page before; leaving the check stops it."""
        if self.state.page == "checking":
            self.cancel()
            return
        self.state.back()
        self.draw()

    @Slot(object)
    def take_profile(self, opened: Opened) -> None:
        """Begin anew with a profile that a person has taken: it lies in her own folder now."""
        self.state.wipe()
        profile = msgspec.structs.replace(opened.profile, kiosk=False)  # on her own computer she keeps the way out
        self.state = SessionState(profile, standing=Standing(Place.USER, opened.signer))
        if self._settings is not None:
            self.preferences = replace(
                self.preferences, privacy=load(self._settings, opened.profile.privacy_level).privacy
            )
        self.languages = language.available(opened.profile.languages)
        self._follow_offers()
        self._apply_language()
        self.draw()
        if self._kiosk is not None:
            self.present()

    @Slot()
    def begin_demo(self) -> None:
        """Close this window and let a demo open one of its own."""
        if self._demo is not None:
            self._demo()
            self.close()

    # The lookup

    @Slot()
    def check(self) -> None:
        """Begin a lookup with what was typed, in place of any other, unless it could go out past what protects it."""
        if self._settings_error is not None:
            self.lookups.stop()
            self.state.begin()
            self.state.fail(self._settings_error, time.monotonic())
            self.draw()
            return
        profile, proxy, make = self.state.profile, self.preferences.proxy or None, self._make_checker
        self.lookups.stop()
        self.state.begin()
        self.draw()  # before the lookup begins: while it runs, nothing holds up the window
        self.lookups.begin(lambda: make(profile, proxy), self.state.query(self.preferences.privacy))

    @Slot()
    def cancel(self) -> None:
        """Stop the lookup and return to the number."""
        self.lookups.stop()
        self.state.stop()
        self.draw()
        if self.page is not None:
            announce(self.page, self.tr("The check was stopped."))

    @Slot()
    def start_afresh(self) -> None:
        """Wipe everything and begin anew."""
        self.lookups.stop()
        self._wipe()
        if not self.offers.memory and self.preferences != self._first_preferences:
            self.preferences = self._first_preferences  # the language of whoever was here
            self._apply_language()
            self._apply_look()
        self.draw()

    @Slot()
    def finish(self) -> None:
        """Wipe everything and say so."""
        self.lookups.stop()
        self._wipe()
        self.state.finish()
        self.draw()

    @Slot()
    def forget_everything(self) -> None:
        """Remove what is kept on this computer as well; nothing is saved from now on."""
        from exposure_check.desktop.system.forget import forget_everything

        self.lookups.join()  # or a lookup that ends would write down which list it saw
        settings, self._settings = self._settings, None
        kept = forget_everything(settings)
        self._wipe()
        self.state.finish(kept=[str(place) for place in kept])
        self.draw()

    @Slot()
    def check_another(self) -> None:
        """Ask for the number of somebody else: nothing is carried over."""
        self.lookups.stop()
        self._wipe()
        self.state.check_another()
        self.draw()

    @Slot(object, float)
    def _on_progress(self, stage: Stage, done: float) -> None:
        self.state.proceed(stage, done)
        if self.page is not None:
            self.page.proceed()

    @Slot()
    def _on_slow(self) -> None:
        self.state.note_slow()
        if self.page is not None:
            self.page.proceed()

    @Slot(object, object, object)
    def _on_end(
        self, outcome: Verdict | InputError | CheckError, ledger: Ledger, guidance: tuple[BreachGuidance, ...]
    ) -> None:
        shown = self.state.page
        self.state.note_sent(ledger)
        match outcome:
            case InputError():
                self.state.refuse(outcome)
            case CancelledError():
                self.state.stop()
            case CheckError():
                self.state.fail(outcome, time.monotonic())
            case _:
                self.state.answer(outcome, guidance)
                if not self.offers.second_lookup:
                    self.state.close_input()
        if shown == "checking" and not self._covered:  # else something lies over it: what has ended waits beneath
            self.draw()

    # What the person prefers

    def _step_text(self, step: int) -> None:
        """Make the text one size larger or smaller; 0 makes it 100 %."""
        place = TEXT_SIZES.index(self.preferences.text_percent) + step if step else 0
        percent = TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))]
        if percent != self.preferences.text_percent:
            preferences = replace(self.preferences, text_percent=percent)
            self.take_preferences(preferences)
            said = self.tr("Size of text: {percent} %").format(percent=language.number(percent))
            announce(self, said)

    def _toggle_help(self) -> None:
        """Show what the page means, or the page again."""
        self.go_back() if self.state.page == "help" else self.go("help")

    @Slot(object)
    def take_preferences(self, preferences: Preferences) -> None:
        """Follow a choice at once and remember it."""
        before, self.preferences = self.preferences, preferences
        self._remember(is_protection_changed=_protection(before) != _protection(preferences))
        self._apply_language()
        self._apply_look()
        capture.block(self, on=preferences.block_capture)
        self._warn_idle() if self._covered else self.draw(keep_place=True)
        self._placement.fit()

    def _remember(self, *, is_protection_changed: bool) -> None:
        """Save the choices; not while the protecting ones are in doubt, or a guess would stand there as chosen."""
        if self._settings is None or self._settings_error is not None or not self.offers.memory:
            return
        if not save(self._settings, self.preferences) and is_protection_changed:
            self._settings_error = SettingsError("The settings cannot be saved.")

    @Slot()
    def confirm_protection(self) -> None:
        """Take the proxy and the level of privacy that are shown, and look up; a fault of the disk stands no more
        in the way.
        """
        self._settings_error = None
        self._remember(is_protection_changed=False)
        self.check()

    def _apply_language(self) -> None:
        chosen = language.choose(self.preferences.language, self.languages)
        if chosen != self.language:
            self.language = chosen
            language.install(chosen)
            self.setLayoutDirection(language.locale(chosen).textDirection())

    def _apply_look(self) -> None:
        theme.follow(self.preferences.appearance)
        self.theme = theme.current(self.preferences.appearance, self.preferences.text_percent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.theme)
        if self._painted:
            self._apply_icon()

    def _apply_icon(self) -> None:
        self.setWindowIcon(icons.icon("sheet", self.theme.accent, 64))

    @Slot()
    def _on_first_frame(self) -> None:
        """What nobody sees or hears before the window is there."""
        self._apply_icon()
        if self.page is not None:
            self.page.say_title()

    @Slot()
    def _follow_system(self) -> None:
        """Look as the system wants it; not beneath a dialog, which would go with the page that opened it."""
        self._look_is_due = QApplication.activeModalWidget() is not None
        if (
            not self._look_is_due
            and theme.current(self.preferences.appearance, self.preferences.text_percent) != self.theme
        ):
            self._apply_look()
            self._warn_idle() if self._covered else self.draw(keep_place=True)

    # How it is left

    @Slot()
    def leave_quickly(self) -> None:
        """Take every window away, wipe, end the process; where the program may not end, begin anew."""
        for window in QGuiApplication.topLevelWindows():  # dialogs, whatever they wait for
            if window != self.windowHandle():
                window.hide()
        self._put_on_top(QWidget())
        self.repaint()
        if not self.offers.closing:
            self.start_afresh()
            return
        self.hide()
        QGuiApplication.sync()
        self.lookups.stop()
        self._wipe()
        self._end()

    def _wipe(self) -> None:
        from exposure_check.desktop.widgets.private_field import PrivateField  # the first page has none

        self.state.wipe()
        self.idle.stay()  # the next person is owed a warning of her own
        for field in self.findChildren(PrivateField):
            field.set_value("")  # Python may keep a page that is deleted until it collects
        forget(self)
        clipboard.clear()
        QTimer.singleShot(PAGE_IS_GONE_MS, self, overwrite_freed_memory)

    def _warn_idle(self) -> None:
        if self.page is None or self._is_nothing_to_wipe():
            self.idle.stay()
            return
        if not self.state.holds_anything and self.state.page in ("welcome", "ending"):
            self.start_afresh()
            return
        prompt = build(self._scene("idle_prompt"))
        self._show(prompt)
        self._covered = True
        self.header.back.hide()
        self.header.settings.hide()
        self.header.language.hide()
        prompt.take_focus()
        announce(prompt, prompt.title, urgent=True)
        QApplication.alert(self)

    @Slot()
    def _stay(self) -> None:
        self.idle.stay()
        self.draw()

    @Slot()
    def _idle_wipe(self) -> None:
        if not self._is_nothing_to_wipe():
            self.start_afresh()

    def _is_nothing_to_wipe(self) -> bool:
        """Whether the next person finds what the first one found; on a kiosk the page and the language count too."""
        if self.offers.closing:
            return not self.state.holds_anything
        begun = self.state.page != "welcome" or self.preferences != self._first_preferences
        return not (begun or self.state.holds_anything)

    @Slot()
    def end(self) -> None:
        """Wipe and close, also where a person may not: what staff and the system ask for."""
        self._may_close = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the keys from the first moment: without a window manager no window is ever said to have the focus."""
        super().showEvent(event)
        self._watch_window(self.windowHandle())
        self._placement.watch()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go from the screen, stop, wait for the lookup, wipe."""
        if not (self.offers.closing or self._may_close):
            event.ignore()
            self.start_afresh()
            return
        if not self._closed:
            self._closed = True
            app = QCoreApplication.instance()
            if isinstance(app, QGuiApplication):
                app.focusWindowChanged.disconnect(self._watch_window)
            self._remember_size()
        self.hide()  # first: whoever closes it does not wait for a server that hangs
        QGuiApplication.sync()
        self.lookups.join()
        self._wipe()
        event.accept()

    def _remember_size(self) -> None:
        """Keep the size of the window where somebody chose another; nobody did where it is the size of the start."""
        size = self._placement.wanted.toTuple()
        if size != (self.preferences.size or (WIDTH, HEIGHT)) and not self.state.profile.demo:
            self.preferences = replace(self.preferences, size=size)
            self._remember(is_protection_changed=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Note the first frame, after which the lookup may be loaded."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_frame.emit)

    @Slot(QWindow)
    def _watch_window(self, window: QWindow | None) -> None:
        """Watch what enters a window of the program, a dialog included. Widgets see each key once more, and far
        more events besides.
        """
        if window is not None:
            window.installEventFilter(self)  # once, however often it is asked for; it goes with the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count Shift and signs of life; a second press that was meant for the first alone is held back."""
        self.shifts.take(event)
        self.idle.take(event)
        if event.type() is QEvent.Type.WindowUnblocked and self._look_is_due:
            QTimer.singleShot(0, self, self._follow_system)
        return watched == self.windowHandle() and self._second_press.is_one(event, self.childAt)


def _protection(preferences: Preferences) -> tuple[Privacy, str]:
    return preferences.privacy, preferences.proxy
