"""What the MSI was told when it was installed on Windows (`build/windows/product.wxs`); nothing on other systems.

`msiexec /i FILE /qn PROFILE=... APPLANGUAGE=fi` keeps both in the registry: for all users where only an administrator
can write, for one user where that user can.
"""

from __future__ import annotations

import sys
from enum import Enum

KEY = "Software\\Exposure Check"


class Hive(Enum):
    """Whose part of the registry."""

    MACHINE = "HKEY_LOCAL_MACHINE"
    USER = "HKEY_CURRENT_USER"


def read(hive: Hive, name: str, key: str = KEY) -> str:
    """A text of the registry, its variables filled in; empty where there is none."""
    if sys.platform == "win32":
        import winreg

        try:
            root = getattr(winreg, hive.value)
            with winreg.OpenKey(root, key, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                return winreg.ExpandEnvironmentStrings(str(winreg.QueryValueEx(opened, name)[0]))
        except OSError:
            return ""
    return ""
