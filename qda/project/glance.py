"""A look at a study before it is opened: enough to paint the window as it was left, and quick.

Nothing here knows an open project. What is read is what lies on the disk at that moment, never a copy kept beside it.
"""

from __future__ import annotations

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

__all__ = [
    "Glance",
    "GlancedCase",
    "GlancedCode",
    "GlancedCoding",
    "GlancedSource",
    "GlancedText",
    "GlancedUnit",
    "read",
]
