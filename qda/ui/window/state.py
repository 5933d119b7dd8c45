"""What the window remembers between two days: its size, where the work was, which studies were open lately."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

_RECENT = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work on a study was left; widths and heights in pixels, `offset` in code points.

    `parts` holds only what JSON can say, and each part takes from it what still fits.
    """

    workspace: str = "study"
    source_id: int = 0
    offset: int = 0
    left: int = 0
    right: int = 0
    codes: int = 0
    memo: int = 0
    left_folded: bool = False
    right_folded: bool = False
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)  # what screens and panels remember of themselves


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was open lately."""

    path: Path
    title: str


class WindowState:
    """Kept in a file of its own beside the settings; by the guid of a study, so that nothing tells its name."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def file(self) -> Path:
        """Where it is kept, for parts that remember things of their own there."""
        return Path(self._settings.fileName())

    def place(self, guid: str) -> Place:
        """Where the work was; the usual place for a study never seen."""
        try:
            found = json.loads(str(self._settings.value(f"places/{guid}", "{}")))
        except json.JSONDecodeError:
            return Place()
        usual = asdict(Place())
        known = {each.name for each in fields(Place)}
        fitting = {k: v for k, v in found.items() if k in known and type(v) is type(usual[k])}
        return Place(**fitting)

    def keep_place(self, guid: str, place: Place) -> None:
        """Remember where the work is."""
        self._settings.setValue(f"places/{guid}", json.dumps(asdict(place)))

    def forget_words(self, guid: str) -> None:
        """Drop what a part kept of a study, in the file of this state, when it had no password yet."""
        self._settings.remove(f"compare/{guid}")
        self._settings.remove(f"words/{guid}")

    def geometry(self) -> QByteArray:
        """The window's size and place on the screen; empty at first."""
        found = self._settings.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember the window's size and place."""
        self._settings.setValue("geometry", geometry)

    def recent(self) -> list[Recent]:
        """Studies that were open lately, the newest first."""
        try:
            found = json.loads(str(self._settings.value("recent", "[]")))
        except json.JSONDecodeError:
            return []
        return [Recent(Path(path), title) for path, title in found]

    def opened(self, path: Path, title: str) -> None:
        """Put a study on top of the list."""
        others = [recent for recent in self.recent() if recent.path != path]
        self._keep_recent([Recent(path, title), *others][:_RECENT])

    def forget(self, path: Path) -> None:
        """Take a study off the list."""
        self._keep_recent([recent for recent in self.recent() if recent.path != path])

    def forget_all(self) -> None:
        """Leave no name and no path behind."""
        self._settings.remove("recent")
        self._settings.sync()

    def _keep_recent(self, recent: list[Recent]) -> None:
        self._settings.setValue("recent", json.dumps([[str(each.path), each.title] for each in recent]))

    def sync(self) -> None:
        """Write to disk now."""
        self._settings.sync()
