"""Where the screens meet: the open project, what is selected, and what changed. Screens do not know one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from qda.errors import QdaError
from qda.i18n import _
from qda.ui import sweeping
from qda.ui.theme import LIGHT, Ink

if TYPE_CHECKING:
    from qda.project.glance import Glance
    from qda.project.project import Change, Project
    from qda.text import Span

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Selection:
    """What the selection is about: `kind` is a table's name (source, segment, code, case, unit, participant, memo).

    `coding_id` is set when a stripe is chosen; `span` when words of a source are selected. With `line` these words are
    the line that is being worked on: what is written next is about them, they are not merely marked.
    """

    kind: str = ""
    id: int = 0
    coding_id: int | None = None
    span: Span | None = None
    line: bool = False


class Session(QObject):
    """One window's work on one project. All signals are emitted on the main thread."""

    glanced = Signal(object)  # Glance: paint what lies on the disk until it is open; None: it could not be opened
    opened = Signal()  # a project is there
    begun = Signal()  # everybody has heard of it
    closing = Signal()  # a project will be closed: put away what is being written
    closed = Signal()
    changed = Signal(object)  # qda.project.project.Change, after a commit or an undo
    selected = Signal(object)  # Selection
    source_wanted = Signal(int, object)  # show this source; Span to reveal, or None
    workspace_wanted = Signal(str)  # "study", "code", "lines", "memos", "map", "reports", …
    thing_wanted = Signal(str, int)  # choose the thing of this kind and id, whose page is shown already
    code_wanted = Signal(int)  # show this code in the code tree
    room_wanted = Signal(int, int)  # how wide the page in the middle ought to be at least, and at best; 0: as usual
    told = Signal(str, str)  # a sentence and its hint or "" for the message line
    withdrawn = Signal(str)  # this sentence of the message line holds no more
    failed = Signal(object)  # a QdaError for the message bar
    ink_changed = Signal(object)  # qda.ui.theme.Ink: light or dark from now on
    said = Signal(str)  # a short note for the bottom line ("Deleted 'venting' from 17 segments.")

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self.ink = LIGHT
        self.selection = Selection()
        self.source_id: int | None = None
        self.glance: Glance | None = None
        self.awaited: tuple[int, Span | None] | None = None  # what was to be shown, asked for before it could be
        self.last_code_id: int | None = None
        self.held = False  # something heavy is being written, and nothing else can be
        # Commits may happen on a worker's thread; a queued connection brings the news to this one.
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.AutoConnection)

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self.ink = ink
        self.ink_changed.emit(ink)

    # --- the project ------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """True if there is a project."""
        return self._project is not None

    @property
    def project(self) -> Project:
        """The open project; only screens that are shown with one ask for it."""
        if self._project is None:
            raise RuntimeError("no project is open")
        return self._project

    def begin(self, project: Project) -> None:
        """Work on a project from now on."""
        self.end()
        self._project, self.glance = project, None
        sweeping.hold_back(self)
        self._unsubscribe = project.subscribe(self._arrived.emit)
        if project.writable:
            project.keep_checkpointing()
        self._hear_of_trouble()
        self.opened.emit()
        self.begun.emit()
        self.awaited = None

    def _hear_of_trouble(self) -> None:
        from qda.export.leaving import gate

        gate.tell_trouble(lambda error: self.told.emit(error.sentence, _(error.hint)))

    def show_glance(self, glance: Glance | None) -> None:
        """Paint what a study looks like on the disk, before it is open; None when it can't be opened."""
        self.glance, self.awaited = glance, None
        self.glanced.emit(glance)

    def end(self) -> None:
        """Close the project, if one is open."""
        if self._project is None:
            return
        self.closing.emit()
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._project.close()
        self._project = None
        sweeping.let_go(self)
        self.source_id, self.last_code_id, self.held = None, None, False
        self.selection = Selection()
        self.closed.emit()

    def path(self) -> Path | None:
        """Where the open project lies."""
        return None if self._project is None else self._project.path

    def _on_arrived(self, change: Change) -> None:
        if self._project is not None:
            self.changed.emit(change)

    # --- acting -----------------------------------------------------------------------------------

    def act(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Do something the user asked for; what can go wrong is shown where the eye is, None comes back."""
        if self.held:
            self.said.emit(_("One moment: what is being undone or done again must be written first."))
            return None
        try:
            return act(*args, **kwargs)
        except QdaError as error:
            self.failed.emit(error)
            return None

    def did(self, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Do something as `act` does it; True if it was done, whatever it gives back."""

        def done() -> bool:
            act(*args, **kwargs)
            return True

        return self.act(done) is not None

    def select(self, selection: Selection) -> None:
        """Say what the work is about now; panels follow."""
        if selection != self.selection:
            self.selection = selection
            self.selected.emit(selection)

    def show_source(self, source_id: int, span: Span | None = None) -> None:
        """Open a source in the middle, at a place; as soon as that is possible."""
        if not self.is_open:
            self.awaited = source_id, span
            return
        self.source_id = source_id
        self.source_wanted.emit(source_id, span)

    def undo(self) -> None:
        """Take back the newest act and say which."""
        what = self.act(self.project.undo)
        if what is not None:
            self.said.emit(_("Undone: {what}").format(what=what))

    def redo(self) -> None:
        """Do again what was taken back and say which."""
        what = self.act(self.project.redo)
        if what is not None:
            self.said.emit(_("Done again: {what}").format(what=what))
