"""The codings of the text that is shown: read once when it is opened, then only what a change touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from qda.collecting import without_collecting
from qda.i18n import _
from qda.ui.coding.book import CodeBook
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.text_view import TextView
from qda.ui.session import Session
from qda.ui.theme import CODE_COLOURS, PLAIN_CODE

if TYPE_CHECKING:
    from qda.coding.lookups import Drawn, Place
    from qda.project.glance import GlancedCode, GlancedText
    from qda.project.project import Change, Project
    from qda.sources.queries import SourceText

_MANY = 300  # more codings than this in one change are read with all others
_Look = tuple[str, str, bool]  # colour, label, in vivo

NO_CODE = 0
"""The code of what carries a memo and no coding; such a highlight has the segment's id, negative, for its own."""


class Coded(NamedTuple):
    """What of a text is marked: its codings, which segments carry a memo, and those that carry one and no coding."""

    rows: list[Drawn]
    with_memo: set[int]
    alone: list[Place]


class Read(NamedTuple):
    """A source with all that is marked in it, read and not yet shown."""

    source: SourceText
    coded: Coded


def read(project: Project, source_id: int) -> Read:
    """Read a source to be shown, on whatever thread. Raises NotFound."""
    from qda.sources import queries

    return Read(queries.opened(project, source_id), _coded(project, source_id))


def _coded(project: Project, source_id: int) -> Coded:
    from qda.coding import lookups

    return Coded(*lookups.drawn(project, source_id), lookups.remarked(project, source_id))


class Highlighting(QObject):
    """Keeps a text view in step with the project, for one source at a time."""

    def __init__(self, session: Session, view: TextView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        # The book asks us which code a coding had, so it has to hear of a change before we forget it.
        self._book = CodeBook.of(session)
        self._book.add_witness(self.code_of)
        self.source: SourceText | None = None
        self.glanced: GlancedText | None = None  # the text that is shown before the project is open
        self._painted: list[Highlight] = []  # the codings of that text
        session.changed.connect(self._on_changed)
        self._book.altered.connect(self._on_altered)
        self._book.loaded.connect(self._on_loaded)

    def code_of(self, coding_id: int) -> int | None:
        """The code that a coding is shown with; None if it is not shown."""
        shown = self._view.coded_text().highlight(coding_id)
        return shown.code if shown is not None and shown.code != NO_CODE else None

    # --- reading ----------------------------------------------------------------------------------

    def show_glanced(self, glanced: GlancedText, lanes: int = 0) -> None:
        """Show a source as it lies on the disk, to be read and no more; with room for so many lanes at least."""
        self.glanced = glanced
        with without_collecting():
            self._painted = _glanced(glanced)
            breaks = glanced.unit_kind == "80"
            units = glanced.unit_starts
            self._view.show_text(glanced.text, glanced.marks, units, self._painted, breaks=breaks, lanes=lanes)

    def show(self, source_id: int, found: Read | None = None) -> SourceText:
        """Show a source from its beginning, as it was read; where it was left if it is painted already."""
        found = found or read(self._session.project, source_id)
        source = self.source = found.source
        # Units of 80 characters begin a line of their own; longer ones flow.
        breaks = source.unit_kind == "80"
        with without_collecting():
            highlights = self._made(found.coded)
            if not _is_painted(self.glanced, source):
                self._view.show_text(source.text, source.marks, source.unit_starts, highlights, breaks=breaks)
            elif highlights != self._painted:
                self._view.set_highlights(highlights)
        self.glanced, self._painted = None, []
        return source

    def clear(self, sentence: str) -> None:
        """Show no source, but a sentence."""
        self.source = self.glanced = None
        self._painted = []
        self._view.clear(sentence)

    def _made(self, coded: Coded) -> list[Highlight]:
        return _highlights(coded.rows, coded.with_memo, self._look) + [_remark(place) for place in coded.alone]

    def reload(self) -> None:
        """Read all codings of the shown text again."""
        if self.source is not None:
            self._view.set_highlights(self._made(_coded(self._session.project, self.source.id)))

    def _look(self, code_id: int) -> _Look:
        entry = self._book.get(code_id)
        return (self._book.color(code_id), entry.name, entry.in_vivo) if entry else (PLAIN_CODE, "", False)

    # --- keeping up -------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if self.source is None:
            return
        coding_ids = change.rows.get("coding", frozenset())
        if len(coding_ids) > _MANY:
            if not self._is_gone(change):
                self.reload()
            return
        if coding_ids:
            self._take_codings(coding_ids)
        if change.touches("memo_link"):
            self._take_memos()

    def _is_gone(self, change: Change) -> bool:
        """True if the text went with all its codings: it is about to be cleared."""
        from qda.sources import queries

        assert self.source is not None
        if self.source.id not in change.rows.get("source", ()):
            return False
        return all(row.id != self.source.id for row in queries.rows(self._session.project))

    def _take_codings(self, ids: frozenset[int]) -> None:
        from qda.coding import lookups

        assert self.source is not None
        rows, with_memo = lookups.drawn(self._session.project, self.source.id, ids)
        found = {made.id: made for made in _highlights(rows, with_memo, self._look)}
        shown = self._view.coded_text()
        touched: dict[int, Highlight] = {}  # by segment, the last that was seen on it
        for coding_id in ids:
            before, made = shown.highlight(coding_id), found.get(coding_id)
            if before is not None:
                touched[before.segment] = before
            if made is not None:
                touched.setdefault(made.segment, made)
                if made != before:
                    self._view.add(made)
            elif before is not None:
                self._view.remove(coding_id)
        for item in touched.values():
            self._take_bare(item)

    def _take_bare(self, item: Highlight) -> None:
        """A memo's segment is shown by itself while it carries no coding."""
        from qda.coding import lookups

        text = self._view.coded_text()
        near = text.overlapping(item.start, item.end)
        bare = not any(other.segment == item.segment and other.id > 0 for other in near)
        shown = text.highlight(-item.segment)
        if shown is not None and not bare:
            self._view.remove(shown.id)
        elif shown is None and bare and item.memo:
            place = lookups.place(self._session.project, item.segment)
            if place is not None:
                self._view.add(_remark(place))

    def _take_memos(self) -> None:
        """Set and take off the memo signs; what has a memo and no coding is shown by itself."""
        from qda.coding import lookups
        from qda.memos import queries

        assert self.source is not None
        project = self._session.project
        with_memo = queries.count_on(project, "segment")
        alone = {-place.segment_id: place for place in lookups.remarked(project, self.source.id)}
        for item in self._view.coded_text().highlights:
            if item.id < 0 and item.id not in alone:
                self._view.remove(item.id)
            elif item.id > 0 and item.memo != (item.segment in with_memo):
                self._view.replace(item._replace(memo=not item.memo))
        for number, place in alone.items():
            if self._view.coded_text().highlight(number) is None:
                self._view.add(_remark(place))

    def _on_altered(self, ids: Iterable[int]) -> None:
        """Codes have another name or colour: so have their codings, a few one by one, many all at once."""
        if self.source is None:
            return
        codes = set(ids)
        touched = [item for item in self._view.coded_text().highlights if item.code in codes]
        if len(touched) > _MANY:
            self.reload()
            return
        for item in touched:
            entry = self._book.get(item.code)
            if entry is not None:
                color = self._book.color(item.code)
                self._view.replace(item._replace(label=entry.name, color=color, in_vivo=entry.in_vivo))

    def _on_loaded(self) -> None:
        if self._session.is_open:
            self.reload()


def _is_painted(glanced: GlancedText | None, source: SourceText) -> bool:
    return (
        glanced is not None
        and (glanced.source_id, glanced.version_id) == (source.id, source.version_id)
        and glanced.unit_starts == source.unit_starts
    )


def _glanced(text: GlancedText) -> list[Highlight]:
    return _highlights(text.codings, text.with_memo, lambda code: _glanced_look(text.codes, code))


def _highlights(
    rows: Iterable[tuple[int, int, int, int, int]], with_memo: Collection[int], look: Callable[[int], _Look]
) -> list[Highlight]:
    """Of (start, end, id, segment, code); thousands of codings share some hundred codes."""
    rows = list(rows)
    looks: dict[int, tuple[str, str, bool, bool]] = {}
    for code in {row[4] for row in rows}:
        color, name, in_vivo = look(code)
        looks[code] = name, color, False, in_vivo
    found = [
        Highlight(coding_id or -segment, segment, start, end, code, *looks[code])
        for start, end, coding_id, segment, code in rows
    ]
    if with_memo:
        found = [item._replace(memo=True) if item.segment in with_memo else item for item in found]
    return found


def _glanced_look(codes: Mapping[int, GlancedCode], code_id: int) -> _Look:
    """What the book would say of a code, which is not read yet."""
    if code_id == NO_CODE:
        return PLAIN_CODE, _("memo"), False
    code = codes.get(code_id)
    if code is None:
        return PLAIN_CODE, "", False
    color, top, above = code.color, code_id, code.parent_id
    while not color and above is not None and above in codes:
        color, top, above = codes[above].color, above, codes[above].parent_id
    return color or CODE_COLOURS[top % len(CODE_COLOURS)], code.name, code.in_vivo


def _remark(place: Place) -> Highlight:
    return Highlight(
        -place.segment_id, place.segment_id, place.start, place.end, NO_CODE, _("memo"), PLAIN_CODE, memo=True
    )
