"""Who owns a file on Windows, and whether this process runs as an administrator; nothing on other systems."""

from __future__ import annotations

import ctypes
import sys


def is_administrator() -> bool:
    """Whether this process may do what an administrator may, as Windows says it."""
    if sys.platform == "win32":
        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return False


def of(path: str) -> str:
    """The security identifier of whoever owns a file or folder, such as `S-1-5-32-544`; raises `OSError`.

    Source: GetNamedSecurityInfoW and ConvertSidToStringSidW of the Windows API.
    """
    if sys.platform == "win32":
        from ctypes import wintypes

        owner_information, file_object = 1, 1
        sid, descriptor, text = ctypes.c_void_p(), ctypes.c_void_p(), wintypes.LPWSTR()
        advapi, kernel = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32")
        pointer = ctypes.POINTER(ctypes.c_void_p)
        nothing = ctypes.c_void_p
        advapi.GetNamedSecurityInfoW.argtypes = [
            wintypes.LPCWSTR, ctypes.c_int, wintypes.DWORD, pointer, nothing, nothing, nothing, pointer,
        ]  # fmt: skip
        advapi.ConvertSidToStringSidW.argtypes = [ctypes.c_void_p, ctypes.POINTER(wintypes.LPWSTR)]
        kernel.LocalFree.argtypes = [ctypes.c_void_p]
        status = advapi.GetNamedSecurityInfoW(
            path, file_object, owner_information, ctypes.byref(sid), None, None, None, ctypes.byref(descriptor)
        )
        if status:
            raise OSError(status, "the owner cannot be asked for")
        try:
            if not advapi.ConvertSidToStringSidW(sid, ctypes.byref(text)):
                raise OSError("the owner has no name")
            found = str(text.value)
            kernel.LocalFree(ctypes.cast(text, ctypes.c_void_p))
            return found
        finally:
            kernel.LocalFree(descriptor)
    raise OSError("files have such an owner on Windows alone")
