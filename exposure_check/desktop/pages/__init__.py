"""A page a module."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exposure_check.desktop.pages.page import Page
    from exposure_check.desktop.scene import Scene

# By name, so that the first frame loads the first page alone.
_CLASSES = {
    "welcome": ("welcome", "Welcome"),
    "number": ("number", "Number"),
    "checking": ("checking", "Checking"),
    "ready": ("ready", "Ready"),
    "answer": ("answer", "Answer"),
    "actions": ("actions", "Actions"),
    "sent": ("sent", "LeftComputer"),
    "settings": ("settings", "Settings"),
    "no_profile": ("no_profile", "NoProfile"),
    "ending": ("ending", "Ending"),
    "help": ("help", "Help"),
    "idle_prompt": ("idle_prompt", "IdlePrompt"),
}
_FAILURE = ("failure", "Failed")


def build(scene: Scene) -> Page:
    """The page that a scene is of."""
    module, name = _CLASSES.get(scene.page, _FAILURE)
    page: Page = getattr(import_module(f"exposure_check.desktop.pages.{module}"), name)(scene)
    return page
