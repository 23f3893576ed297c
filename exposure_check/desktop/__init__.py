"""The window. The only place that imports PySide6; it knows the lookup through `lookup.checker` alone."""
