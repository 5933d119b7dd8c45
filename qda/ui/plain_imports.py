"""Imports as Python makes them.

PySide puts itself before each `import` and reads the source of every module that comes in, to see whether it asks for
Qt's names in another spelling (`from __feature__ import snake_case`). None of ours does; looking takes a tenth of the
time that modules take.
"""

from __future__ import annotations

import builtins

_LOOKING, _BEFORE = "__feature_import__", "__orig_import__"  # as PySide 6.11 names them


def restore() -> bool:
    """Let modules come in without that look; False where PySide does not look, or not in the way that is known."""
    before = getattr(builtins, _BEFORE, None)
    if before is None or builtins.__import__ is not getattr(builtins, _LOOKING, None):
        return False
    builtins.__import__ = before
    return True
