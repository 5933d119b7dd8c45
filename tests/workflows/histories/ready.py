"""What makes many histories cheap: a study that is copied, in memory where there is room for it, and one cache."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from qda.project import files
from qda.project.project import Project
from qda.store import engine

_MEMORY = Path("/dev/shm")  # where Linux keeps files in memory
_compiled: LRUCache[Any, Any] = LRUCache(10_000)


class OneOfMany(SQLiteDialect_pysqlite):
    """Equal to every other one of its driver, so that a statement compiled for one engine serves them all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OneOfMany) and other.dbapi is self.dbapi

    def __hash__(self) -> int:
        return hash((OneOfMany, id(self.dbapi)))


registry.register("sqlite.oneofmany", __name__, OneOfMany.__name__)


def memory() -> Path | None:
    """A folder in memory, where there is one: what a kill leaves there is what it leaves on a disk."""
    return _MEMORY if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) else None


def folder() -> Path:
    """A new folder, in memory where that is possible."""
    return Path(tempfile.mkdtemp(prefix="gerund-", dir=memory()))


def new_study(path: Path) -> None:
    """Put an empty study, as Project.create makes it, where a history is to begin."""
    shutil.copyfile(_made(files.usual_password), path)


@cache
def _made(password: str | None) -> Path:
    here = folder()
    atexit.register(shutil.rmtree, here, ignore_errors=True)
    Project.create(here / "study.gerund", coder="AQ", password=password).close()
    return here / "study.gerund"


def opened(path: Path) -> Project:
    """The study, by engines that need not compile anew what was compiled for another study."""
    with mock.patch.object(engine, "create_engine", _engine):
        return Project.open(path, coder="AQ")


def _engine(_url: str, **options: Any) -> Engine:
    made = create_engine("sqlite+oneofmany://", **options)
    made.update_execution_options(compiled_cache=_compiled)
    return made
