"""A look at a study before it is opened: enough to paint the window as it was left, and quick.

Nothing here knows an open project. What is read is what lies on the disk at that moment, never a copy kept beside it.
"""

from __future__ import annotations

from pathlib import Path

from qda.store.glance import (
    Glance,
    GlancedCase,
    GlancedCode,
    GlancedCoding,
    GlancedSource,
    GlancedText,
    GlancedUnit,
    read,
)
from qda.store.keys import seems_encrypted

__all__ = [
    "Glance",
    "GlancedCase",
    "GlancedCode",
    "GlancedCoding",
    "GlancedSource",
    "GlancedText",
    "GlancedUnit",
    "has_password",
    "read",
]


def has_password(path: Path) -> bool:
    """True if a file is, by its looks, a study with a password: then nothing of it is seen at a glance."""
    try:
        return seems_encrypted(path)
    except OSError:
        return False
