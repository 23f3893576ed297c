"""Where the toolkit takes its plugins from: in a bundle from the bundle alone."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo

# Each names a folder whose libraries the toolkit would load and run.
VARIABLES = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")


def use_own_alone() -> list[str]:
    """In a bundle: load no plugin from a folder that the environment names, nor from beside the program.

    To be called before there is an application, which loads the first plugin: gives the words that its command line
    needs for that. To be called again once there is one, since it adds the folder of the program. Where the program
    runs from its source or a package of the system, the environment is the business of whoever set it up.
    """
    if not getattr(sys, "frozen", False):
        return []
    for name in VARIABLES:
        os.environ.pop(name, None)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    QCoreApplication.setLibraryPaths([folder])
    return ["-platformpluginpath", f"{folder}/platforms"]
