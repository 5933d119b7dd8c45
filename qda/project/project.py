"""An open project: reading, commands, undo. Everything that is written goes through here."""

from __future__ import annotations

import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from qda.errors import NotFound
from qda.i18n import N_, _
from qda.names import printable
from qda.project import files
from qda.project.checkpointer import Checkpointer
from qda.project.lock import WriterLock
from qda.project.problems import ProjectDamaged, ProjectGone, ProjectOutdated, ProjectReadOnly
from qda.project.texts import Texts
from qda.project.users import Users
from qda.store import derived, journal
from qda.store import engine as engines
from qda.store.keys import Key
from qda.store.models import Code, Study
from qda.store.version import SCHEMA_VERSION


def now() -> int:
    """Milliseconds since 1970, UTC: how times are stored."""
    return time.time_ns() // 1_000_000


def by_count(count: int, one: str, many: str) -> str:
    """The text of an act that does something to one thing or to many; both marked with N_."""
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Change:
    """What a command did: its number, its key and the rows it touched by table."""

    number: int
    key: str
    rows: dict[str, frozenset[int]]

    def touches(self, *tables: str) -> bool:
        """True if a row of one of these tables was added, changed or deleted."""
        return any(table in self.rows for table in tables)


@dataclass(frozen=True, slots=True)
class Act:
    """How a command is entered in the journal."""

    key: str
    text: str
    params: dict[str, Any]
    group_id: str | None = None
    reverts_id: int | None = None
    system: bool = False


@dataclass(slots=True)
class _Running:
    """The command that is being carried out, the thread it runs on, and how deep others have joined it."""

    session: Session
    act: Act
    thread: int
    depth: int = 1


class _Group(threading.local):
    """The group that commands of this thread belong to."""

    name: str | None = None


class Project:
    """One open `.gerund` file. Any thread may read; commands queue on the one writer."""

    def __init__(
        self, path: Path, *, writer: Engine | None, reader: Engine, lock: WriterLock | None, key: Key | None = None
    ) -> None:
        self.path = path
        self.key = key  # of a project with a password; it ends with this object
        self.texts = Texts()
        self.coder_id: int | None = None
        self.coder_name = ""
        self._lock_file = lock
        self._writer_engine = writer
        self._writer: Connection | None = writer.connect() if writer is not None else None
        self._reader = reader
        self._users = Users()
        self._queue = threading.RLock()
        self._current: _Running | None = None
        self._batch: list[Change] | None = None  # what was done in one that is not on the disk yet
        self._batch_by: int | None = None  # the thread that it runs on
        # Per thread: what the user does while a batch is imported is no part of the batch.
        self._group = _Group()
        self._listeners: list[Callable[[Change], None]] = []
        self._checkpointer: Checkpointer | None = None

    # --- opening and closing ---------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, *, title: str = "", coder: str = "", purpose: str = "Gerund", password: str | None = None
    ) -> Project:
        """Make a new project file, encrypted if there is a password.

        Raises ProjectExists, CantMake, EmptyPassword, CipherMissing.
        """
        path = files.real(path)
        lock = files.claim(path, purpose)
        try:
            key = files.new_key(password)
            files.make_file(path, key)
            project = cls._opened(path, lock, writable=True, key=key)
        except BaseException:
            lock.release()
            raise
        try:
            project._begin_study(title or printable(path.stem))
            project.work_as(coder)
        except BaseException:
            project.close()
            path.unlink(missing_ok=True)
            raise
        return project

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        coder: str = "",
        writable: bool = True,
        purpose: str = "Gerund",
        password: str | None = None,
    ) -> Project:
        """Open a project; an older one is copied and upgraded first. A plain one opens with any password.

        Raises what `qda.project.problems` lists: ProjectMissing, NotAProject, NeedsPassword, ProjectDamaged, ….
        """
        path = files.real(path)
        key = files.key_of(path, password)
        version = files.version_of(path, key)
        lock = WriterLock(path, purpose) if writable else None
        try:
            if writable and not os.access(path, os.W_OK):
                raise ProjectReadOnly(path)
            if lock is not None:
                files.clear_away(path)
            if version < SCHEMA_VERSION:
                if not writable:
                    raise ProjectOutdated(path)
                files.upgrade(path, key)
            project = cls._opened(path, lock, writable=writable, key=key)
        except BaseException:
            _release(lock)
            raise
        try:
            project._require_study()
            if writable:
                project.work_as(coder)
        except DBAPIError as error:
            project.close()
            raise ProjectDamaged(path) from error
        except BaseException:
            project.close()
            raise
        return project

    @classmethod
    def _opened(cls, path: Path, lock: WriterLock | None, *, writable: bool, key: Key | None) -> Project:
        writer = engines.connect(path, writable=True, key=key) if writable else None
        if writer is not None:
            files.raise_user_errors(writer, path, writable=True)
        try:
            reader = files.reader(path, writable=writable, key=key)
            return cls(path, writer=writer, reader=reader, lock=lock, key=key)
        except BaseException:
            if writer is not None:
                writer.dispose()
            raise

    def _require_study(self) -> None:
        with self.read() as session:
            if session.get(Study, 1) is None:
                raise ProjectDamaged(self.path)

    def _begin_study(self, title: str) -> None:
        act = Act("study.create", N_("Begin the study “{title}”"), {"title": title}, system=True)
        with self.acting(act) as session:
            session.add(Study(title=title, created_at=now()))
            session.add(Code(name="", name_key="", level="root", created_at=now()))

    def work_as(self, name: str) -> None:
        """Code, write and decide under this name from now on; empty means the user of the computer."""
        from qda.project import coders

        self.coder_name = name or coders.default_name()
        self.coder_id = coders.find(self, self.coder_name)

    def keep_checkpointing(self) -> None:
        """Empty the write-ahead log from a thread while the window is open, so that no commit has to."""
        if self._writer_engine is not None and self._checkpointer is None:
            self._checkpointer = Checkpointer(self._writer_engine)
            self._checkpointer.start()

    def close(self) -> None:
        """Let go of the file, and of its key; everything is on disk already. Waits for whoever reads or writes."""
        self._users.end()
        if self._checkpointer is not None:
            self._checkpointer.stop()
            self._checkpointer = None
        self._reader.dispose()
        if self._writer is not None and self._writer_engine is not None:
            self._writer.close()
            self._writer_engine.dispose()
            self._writer = None
        if self.key is not None:
            self.key.forget()
        _release(self._lock_file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def protected(self) -> bool:
        """True if the file has a password."""
        return self.key is not None

    @property
    def writable(self) -> bool:
        """True if commands are possible."""
        return self._writer is not None

    # --- reading and writing -----------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short session for asking; mapped objects stay inside the `with` block.

        Raises NotFound for a row gone, and ProjectClosed.
        """
        running = self._current
        if running is not None and running.thread == threading.get_ident():
            yield running.session  # inside a command its own changes are seen
            return
        # Those of a batch as well: what comes next in it must not be judged by what was there before.
        asked = self._writer if self._batch_by == threading.get_ident() else self._reader
        with (
            self._users.one(),
            Session(asked, expire_on_commit=False, autoflush=False) as session,
            _rows_that_are_gone(),
        ):
            yield session

    @contextmanager
    def command(self, key: str, text: str, **params: Any) -> Iterator[Session]:
        """One named, reversible act in one transaction. Inside another command it joins it. Raises NotFound as read."""
        with self.acting(Act(key, text, params)) as session, _rows_that_are_gone():
            yield session

    def tell(self, **params: Any) -> None:
        """Fill in what the running command's sentence says, learnt inside it; a joined command's word is not heard."""
        if self._current is not None and self._current.depth == 1:
            self._current.act.params.update(params)

    def _require_file(self) -> None:
        """Writing goes on into a file that has lost its name, and would be gone with it, unsaid."""
        if not self.path.exists():
            raise ProjectGone(self.path)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """The writer, once the queue lets us have it. Raises ProjectClosed, ProjectReadOnly."""
        with self._users.one(), self._queue:
            if self._writer is None:
                raise ProjectReadOnly(self.path)
            yield self._writer

    @contextmanager
    def acting(self, act: Act) -> Iterator[Session]:
        """A command whose act is made elsewhere, such as taking one back. Raises ProjectGone, and as `_writing`."""
        self._require_file()
        with self._writing() as writer:
            if self._current is not None:
                self._current.depth += 1
                try:
                    yield self._current.session
                finally:
                    self._current.depth -= 1
                return
            try:
                # In a batch a command is a savepoint, and no commit of its own.
                with Session(writer, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
                    log = journal.attach(session)
                    self._current = _Running(session, act, threading.get_ident())
                    yield session
                    change = self._finish(session, log, act)
            finally:
                self._current = None
                if self._batch is None:
                    engines.end_transaction(writer)
            if self._batch is not None:
                self._batch += [change] if change is not None else []
                return
        if change is not None:
            self._announce(change)

    def _finish(self, session: Session, log: journal.Journal, act: Act) -> Change | None:
        session.flush()
        images = log.net()
        if not images and act.reverts_id is None:
            session.rollback()
            return None
        connection = session.connection()
        derived.refresh(connection, images)
        number = journal.record(connection, self.entry(act), images, log.mirrors)
        session.commit()
        if self._checkpointer is not None:
            self._checkpointer.wake()
        rows: dict[str, set[int]] = {}
        for table, row_id in images:
            rows.setdefault(table, set()).add(row_id)
        return Change(number, act.key, {table: frozenset(ids) for table, ids in rows.items()})

    def entry(self, act: Act) -> dict[str, Any]:
        """What the journal is told of an act, now and by whoever works here."""
        return {
            "key": act.key,
            "text": act.text,
            "params": json.dumps(act.params, ensure_ascii=False),
            "coder_id": None if act.system else self.coder_id,
            "at": now(),
            "schema_version": SCHEMA_VERSION,
            "group_id": act.group_id or self._group.name,
            "reverts_id": act.reverts_id,
        }

    @contextmanager
    def group(self) -> Iterator[None]:
        """Commands inside are separate transactions and are undone as one."""
        outer = self._group.name
        self._group.name = outer or str(uuid.uuid4())
        try:
            yield
        finally:
            self._group.name = outer

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commands inside are acts of their own and reach the disk together, then are announced; all of them or none.

        One flush to the disk takes as long as much of the writing. Nobody else writes meanwhile, so it has to be short.
        """
        with self._writing() as writer:
            if self._current is not None or self._batch is not None:
                yield  # one flush is all there will be
                return
            done: list[Change] = []
            self._batch, self._batch_by = done, threading.get_ident()
            try:
                with writer.begin():
                    yield
            finally:
                self._batch = self._batch_by = None
                engines.end_transaction(writer)
        for change in done:
            self._announce(change)

    @contextmanager
    def unjournalled(self) -> Iterator[Connection]:
        """A transaction for what the journal does not keep: drafts. Inside a command, or a batch, it joins that."""
        self._require_file()
        with self._writing() as writer:
            if self._current is not None:
                yield self._current.session.connection()
                return
            if self._batch is not None:
                yield writer
                return
            try:
                with writer.begin():
                    yield writer
            finally:
                engines.end_transaction(writer)
        if self._checkpointer is not None:
            self._checkpointer.wake()

    # --- who wants to know -------------------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after each commit, on the thread that wrote; gives what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _announce(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)

    # --- undo --------------------------------------------------------------------------------------------------------

    def undo(self) -> str:
        """Take back my newest act; gives its text. Raises NothingToUndo, Conflict."""
        from qda.project import history

        return history.undo(self)

    def redo(self) -> str:
        """Do again what was undone last; gives its text. Raises NothingToUndo, Conflict."""
        from qda.project import history

        return history.redo(self)


@contextmanager
def _rows_that_are_gone() -> Iterator[None]:
    """A list on the screen may be a moment older than the project: a row asked for by its id is no bug when missing."""
    try:
        yield
    except NoResultFound as error:
        raise NotFound(_("This is no longer there.")) from error


def _release(lock: WriterLock | None) -> None:
    if lock is not None:
        lock.release()
