"""The lines of the source that is worked on: read once, kept in step with the project, spoken row by row."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qda.i18n import _, ngettext
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import shown_name
from qda.ui.coding.lines.text import Label, Lines
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.project.project import Change, Project
    from qda.sources.queries import SourceText

Index = QModelIndex | QPersistentModelIndex

_MANY = 500  # more codings than this in one change, and all are read again
_APPLIED = frozenset({"codings.apply", "codings.apply_new", "codings.in_vivo"})
_TAKEN_BACK = frozenset({"undo", "redo"})


class LinesModel(QAbstractListModel):
    """One row to what the coder codes at once: a line unit, or several that were joined.

    `lines` is what is shown. While nobody looks (`look(False)`) changes are gathered and read when somebody does.
    """

    loaded = Signal()  # another text is shown, or this one was read anew, or none
    counted = Signal()  # coverage, or the codes in use, may be different
    reshaped = Signal()  # rows were joined or separated
    altered = Signal()  # rows may have another height or other labels
    went_back = Signal(int)  # an undo or redo changed what is at this unit

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)  # before we listen ourselves: it must know new codes before we show them
        self.source_id: int | None = None
        self.name = ""
        self.lines = Lines("", ())
        self.remarked: set[int] = set()  # units with a memo
        self._version = 0
        self._joins: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
        self._looking = True
        self._pending: set[int] | None = set()  # codings that changed unseen; None when everything may have
        self._unread: set[str] = set()  # what else changed unseen: tables
        self._foretold = False
        self._book.add_witness(self._code_of)
        session.changed.connect(self._on_changed)
        session.closed.connect(self._on_closed)
        self._book.altered.connect(self._on_codes_altered)
        self._book.counted.connect(lambda _ids: self.counted.emit())

    # --- what is shown ------------------------------------------------------------------------------

    def show_source(self, source_id: int) -> None:
        """Show a source from now on, or nothing if it is gone; nothing happens if it is shown already."""
        if source_id == self.source_id:
            return
        if _exists(self._session.project, source_id):
            self._keep_joins()
            self._load(source_id)
        else:
            self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._keep_joins()
        self.beginResetModel()
        self.source_id, self.name, self.lines, self.remarked = None, "", Lines("", ()), set()
        self.endResetModel()
        self.loaded.emit()
        self.counted.emit()

    def _keep_joins(self) -> None:
        if self.source_id is not None:
            self._joins[self.source_id] = self.lines.joins()

    def _load(self, source_id: int) -> None:
        from qda.sources import queries

        project = self._session.project
        opened = queries.opened(project, source_id)
        self.beginResetModel()
        self.source_id, self.name, self._version = source_id, opened.name, opened.version_id
        self.lines = Lines(opened.text, opened.unit_starts, opened.marks, _asked(opened), kind=opened.unit_kind)
        self.lines.set_joins(self._joins.get(source_id, (frozenset(), frozenset())))
        self._read_codings(None)
        self._read_passed()
        self._read_memos()
        self._pending, self._unread = set(), set()
        self.endResetModel()
        self.loaded.emit()
        self.counted.emit()

    def look(self, looking: bool) -> None:
        """Somebody looks, or nobody does; what changed meanwhile is read."""
        self._looking = looking
        if looking and self.source_id is not None:
            pending, unread = self._pending, self._unread
            self._pending, self._unread = set(), set()
            if pending is None or unread & {"source", "text_version", "speaker"}:
                self._reload()
            elif pending or unread:
                self._take(frozenset(pending), unread)

    # --- reading ------------------------------------------------------------------------------------

    def _read_codings(self, ids: Iterable[int] | None) -> None:
        from qda.coding import queries

        source_id = self.source_id
        assert source_id is not None
        for row in queries.of_source(self._session.project, source_id, ids):
            self.lines.put(row.id, row.segment_id, row.start, row.end, row.code_id, row.coder, row.origin)

    def _read_passed(self) -> None:
        from qda.coding import lines

        assert self.source_id is not None
        self.lines.set_passed(lines.passed(self._session.project, self.source_id))

    def _read_memos(self) -> None:
        from qda.coding import lookups
        from qda.memos import queries

        assert self.source_id is not None
        project = self._session.project
        noted = queries.count_on(project, "segment")
        units = {label.first for label in self.lines.labels() if label.segment in noted} if noted else set()
        units |= {self.lines.unit_at(place.start) for place in lookups.remarked(project, self.source_id)}
        self.remarked = units

    # --- keeping up ---------------------------------------------------------------------------------

    def foretell(self, foretold: bool) -> None:
        """While this is set, changes of passed lines are the caller's own, who enters them in `lines` himself."""
        self._foretold = foretold

    def _on_changed(self, change: Change) -> None:
        if self.source_id is None:
            return
        codings = change.rows.get("coding", frozenset())
        if not self._looking:
            self._gather(codings, change)
            return
        if change.touches("source", "text_version", "speaker") and self._is_other_text(change):
            return
        touched = set(change.rows)
        if change.key in _APPLIED or self._foretold:
            touched.discard("passed_line")
        at = self._take(codings, touched, ended=change.key in _APPLIED)
        if change.key in _TAKEN_BACK and at is not None:
            self.went_back.emit(at)

    def _gather(self, codings: frozenset[int], change: Change) -> None:
        self._unread.update(change.rows)
        if self._pending is not None:
            self._pending |= codings
            if len(self._pending) > _MANY:
                self._pending = None

    def _is_other_text(self, change: Change) -> bool:
        """Show the source anew if it is another text, or gone; False if only something beside the text changed."""
        sources = change.rows.get("source", frozenset())
        if self.source_id in sources or change.touches("text_version", "speaker"):
            return self._reload()
        return False

    def _reload(self) -> bool:
        from qda.sources import queries

        source_id = self.source_id
        assert source_id is not None
        project = self._session.project
        if not _exists(project, source_id):
            self._joins.pop(source_id, None)
            self.source_id = None
            self.clear()
            return True
        opened = queries.opened(project, source_id)
        if (opened.version_id, opened.unit_kind) == (self._version, self.lines.kind):
            self._keep_joins()
        else:
            self._joins.pop(source_id, None)  # they are units of the text as it was
        self._load(source_id)
        return True

    def _take(self, codings: frozenset[int], touched: set[str], *, ended: bool = False) -> int | None:
        """Bring what changed up to date; gives the first unit where something did."""
        if not touched & {"coding", "segment", "passed_line", "memo_link"}:
            return None
        rows = self.lines.row_starts()
        before = {self.lines.unit_at(label.start) for label in self._known(codings)}
        passed = self._passed_units() if "passed_line" in touched else set()
        if len(codings) > _MANY:
            self._load_codings()
        else:
            for coding in codings:
                self.lines.drop(coding)
            if codings:
                self._read_codings(codings)
        now = self._known(codings)
        if ended:  # a coding ends the passing over of the lines it touches
            for label in now:
                self.lines.take_up(range(label.first, label.last + 1))
        if "passed_line" in touched:
            self._read_passed()
            before |= passed ^ self._passed_units()
        if "memo_link" in touched or ("segment" in touched and not codings):
            self._read_memos()
        before |= {label.first for label in now}
        self._announce(rows, before)
        return min(before, default=None)

    def _load_codings(self) -> None:
        for label in list(self.lines.labels()):
            self.lines.drop(label.id)
        self._read_codings(None)

    def _known(self, codings: Iterable[int]) -> list[Label]:
        return [label for coding in codings if (label := self.lines.label(coding)) is not None]

    def _passed_units(self) -> set[int]:
        return {unit for unit in range(len(self.lines)) if self.lines.is_passed(unit)}

    def _announce(self, rows_before: array[int] | None, units: Iterable[int]) -> None:
        reshaped = self.lines.row_starts() != rows_before
        if reshaped:
            self.beginResetModel()
            self.endResetModel()
        else:
            for row in {self.lines.row_of(unit) for unit in units}:
                self.dataChanged.emit(self.index(row), self.index(row))
        self.altered.emit()
        if reshaped:
            self.reshaped.emit()
        self.counted.emit()

    def rearranged(self) -> None:
        """Rows were joined or separated."""
        self._announce(None, ())

    def marked(self, units: Iterable[int]) -> None:
        """These units were passed over or taken up."""
        self._announce(self.lines.row_starts(), units)

    def _on_codes_altered(self, _ids: object) -> None:
        if self.source_id is not None and self.lines.rows:
            self.dataChanged.emit(self.index(0), self.index(self.lines.rows - 1))
            self.altered.emit()
            self.counted.emit()

    def _on_closed(self) -> None:
        self.source_id = None
        self._joins.clear()
        self.clear()

    def _code_of(self, coding: int) -> int | None:
        label = self.lines.label(coding)
        return None if label is None else label.code

    # --- speaking -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else self.lines.rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words; it is painted from `lines`."""
        if not index.isValid() or index.row() >= self.lines.rows:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        return None

    def label_name(self, label: Label) -> str:
        """A label as it is written: in quotes if it is the participants' own words."""
        entry = self._book.get(label.code)
        return shown_name(entry) if entry is not None else ""

    def is_mine(self, label: Label) -> bool:
        """True if the coder at work made the coding, or nobody is at work."""
        coder = self._session.project.coder_name
        return not coder or label.coder == coder

    def numbers(self, row: int) -> str:
        """ "Line 18", or "Lines 17 to 18"."""
        units = self.lines.units(row)
        if len(units) == 1:
            return _("Line {number}").format(number=units[0] + 1)
        return _("Lines {first} to {last}").format(first=units[0] + 1, last=units[-1] + 1)

    def words(self, row: int) -> str:
        """The words of a row, on one line."""
        units = self.lines.units(row)
        return " ".join(self.lines.text[self.lines.starts[units[0]] : self.lines.end(units[-1])].split())

    def spoken(self, row: int) -> str:
        """ "Line 18: all saying the same thing to him. 2 codes: aligning; venting"."""
        return f"{self.numbers(row)}: {self.words(row)}. {self.standing(row)}"

    def standing(self, row: int) -> str:
        """What has been done with a row, in words."""
        units = self.lines.units(row)
        names = [self.label_name(label) for label in self.lines.row_touching(row)]
        if names:
            said = ngettext("{count} code: {names}", "{count} codes: {names}", len(names))
            return said.format(count=len(names), names="; ".join(names))
        if all(self.lines.is_passed(unit) for unit in units):
            return _("Passed over")
        return _("Interviewer") if self.lines.skipped(row) else _("No codes")


def _asked(opened: SourceText) -> set[int]:
    """The units that the interviewer speaks."""
    from qda.analysis.segments import coverage
    from qda.names import name_key
    from qda.project.texts import Turns

    if not opened.interviewers:
        return set()
    keys = {name_key(label) for label in opened.interviewers}
    return coverage.asked_units(opened.text, opened.unit_starts, Turns(opened.marks, len(opened.text)), keys)


def _exists(project: Project, source_id: int) -> bool:
    from qda.sources import queries

    return any(row.id == source_id for row in queries.rows(project))
