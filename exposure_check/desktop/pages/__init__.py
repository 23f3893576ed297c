"""One page of the walk a module."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exposure_check.desktop.pages.page import Page, Scene

# By name, so that the first frame loads the first page alone.
_PAGES = {
    "A1": ("welcome", "Welcome"),
    "B1": ("number", "Number"),
    "C1": ("checking", "Checking"),
    "D1": ("ready", "Ready"),
    "D2": ("answer", "Answer"),
    "E1": ("actions", "Actions"),
    "F1": ("sent", "LeftComputer"),
    "G1": ("settings", "Settings"),
}
_FAILURE = ("failure", "Failed")


def build(scene: Scene) -> Page:
    """The page that the walk is on."""
    module, name = _PAGES.get(scene.walk.page, _FAILURE)
    page: Page = getattr(import_module(f"exposure_check.desktop.pages.{module}"), name)(scene)
    return page
