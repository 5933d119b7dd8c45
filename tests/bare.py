"""A project file as SQLite sees it, past the program; with the password of the tests where they run with one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qda.project import files
from qda.store import engine


def connect(path: Path) -> sqlite3.Connection:
    """A connection that begins its transactions by itself, as Python's own do, and that the caller closes."""
    connection = engine.bare(path, "rwc", files.key_of(path, None) if path.exists() and path.stat().st_size else None)
    connection.isolation_level = "DEFERRED"
    return connection
