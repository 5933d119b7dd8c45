"""Asking where a file shall lie: what is typed without an ending gets that of the format that was chosen."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_ENDING = re.compile(r"\*(\.\w+)")


def ask_where(parent: QWidget, title: str, start: str, formats: str) -> Path | None:
    """Where to write, by the system’s own chooser; `formats` as Qt has them. None if nobody wants a file."""
    path, chosen = QFileDialog.getSaveFileName(parent, title, start, formats)
    return with_ending(path, chosen or formats) if path else None


def with_ending(path: str, formats: str) -> Path:
    """The path, if it says no ending with the first of these formats: “Word document (*.docx);;…”."""
    found = _ENDING.search(formats)
    return Path(path) if Path(path).suffix or found is None else Path(path + found[1])
