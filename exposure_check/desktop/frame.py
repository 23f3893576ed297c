"""A page with what stands around it: the header above, the banner of a demo, the footer below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.widgets.header_footer import DemoBanner, Footer, Header

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from exposure_check.desktop.pages.page import Page

MOST_FRAME = 0.34  # of the height of the window, for header, banner and footer together


class Frame(QWidget):
    """One page in the window; it goes with its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        scene = page.scene
        self.page = page
        self.header, self.footer = Header(scene), Footer(scene)
        self.banner = DemoBanner(scene.theme) if scene.state.profile.demo else None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(page, 1)

    def place(self, width: int, height: int) -> None:
        """Banner and footer stand still, or scroll with the page where they would leave it too little room.

        `width` and `height` are those of the window, in pixels.
        """
        if self.banner is not None:
            self.banner.fit(width)
        standing = [strip for strip in (self.banner, self.footer) if strip is not None]
        taken = self.header.heightForWidth(width) + sum(strip.heightForWidth(width) for strip in standing)
        inside = taken > MOST_FRAME * height
        if self.banner is not None:
            self.banner.set_short(short=self.banner.is_short or inside)
            layout, place = (self.page.column, 0) if inside else (self._column, 1)
            layout.insertWidget(place, self.banner)
        self.footer.set_inside(inside=inside)
        (self.page.column if inside else self._column).addWidget(self.footer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place of banner and footer anew."""
        super().resizeEvent(event)
        self.place(self.width(), self.height())
