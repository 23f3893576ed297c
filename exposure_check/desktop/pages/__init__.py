"""One page of the walk a module."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exposure_check.desktop.pages.page import Page, Scene

# By name, so that the first frame loads the first page alone.
_PAGES = {
    "A1": ("a1_welcome", "Welcome"),
    "B1": ("b1_number", "Number"),
    "C1": ("c1_checking", "Checking"),
    "D1": ("d1_ready", "Ready"),
    "D2": ("d2_answer", "Answer"),
    "E1": ("e1_actions", "Actions"),
    "F1": ("f1_sent", "LeftComputer"),
    "G1": ("g1_settings", "Settings"),
}
_FAILURE = ("x_failure", "Failed")


def build(scene: Scene) -> Page:
    """The page that the walk is on."""
    module, name = _PAGES.get(scene.walk.page, _FAILURE)
    page: Page = getattr(import_module(f"exposure_check.desktop.pages.{module}"), name)(scene)
    return page
