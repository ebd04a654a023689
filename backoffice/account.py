"""Whose account the operating system says this is: never an environment variable, those can be set by anybody."""

import os
import sys


def login() -> str:
    """The name of the account this program runs under."""
    if sys.platform == "win32":
        import ctypes

        size = ctypes.c_ulong(257)
        name = ctypes.create_unicode_buffer(size.value)
        ctypes.windll.advapi32.GetUserNameW(name, ctypes.byref(size))
        return name.value
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return f"uid{os.geteuid()}"
