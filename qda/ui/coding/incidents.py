"""While coding you compare: what a code means and where it was given last, beside the text and without the focus."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from qda.i18n import _
from qda.text import Span, excerpt
from qda.ui import theme
from qda.ui.coding.book import CodeBook
from qda.ui.parts.surroundings import from_word, to_word
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink, lifted

if TYPE_CHECKING:
    from qda.coding.lookups import Defined
    from qda.coding.queries import SegmentRow
    from qda.project.project import Project

_REACH = 70  # code points of context on either side
_QUOTE = 320  # of the quote itself
_COUNT = 3


@dataclass(frozen=True, slots=True)
class Incident:
    """A place where a code was given, with the words round it."""

    row: SegmentRow
    before: str
    after: str


def last(project: Project, code_id: int, seen: tuple[int | None, Span | None] = (None, None)) -> list[Incident]:
    """The last places of a code, newest first, but for the source and span that are seen in the text anyway."""
    from qda.coding import queries

    found: list[Incident] = []
    for row in queries.last_incidents(project, code_id, _COUNT + 1):
        if (row.source_id, Span(row.start, row.end)) != seen and len(found) < _COUNT:
            before, after = queries.neighbours(project, row.segment_id, _REACH)
            found.append(Incident(row, before, after))
    return found


def place_words(row: SegmentRow) -> str:
    """Where a quotation stands: source, speaker, line."""
    parts = [row.source, row.speaker, _("line {number}").format(number=row.line)]
    return " · ".join(part for part in parts if part)


def definition_html(defined: Defined, ink: Ink) -> str:
    """What a code means, as far as it has been said."""
    if not any((defined.definition, defined.include_when, defined.exclude_when)):
        return f'<p style="color:{ink.soft}">{escape(_("Not defined yet."))}</p>'
    parts = [f"<p>{_lines(defined.definition)}</p>"] if defined.definition else []
    for heading, words in ((_("Include when"), defined.include_when), (_("Exclude when"), defined.exclude_when)):
        if words:
            parts.append(f'<p><span style="color:{ink.soft}">{escape(heading)}:</span> {_lines(words)}</p>')
    return "".join(parts)


def incident_html(incident: Incident, ink: Ink, family: str) -> str:
    """One place: where, and the words with those before and after in soft ink."""
    row = incident.row
    before, after = _tail(incident.before), _head(incident.after)
    return (
        f'<p style="margin-top:10px; margin-bottom:0"><a href="coding:{row.coding_id}" '
        f'style="color:{ink.accent}; text-decoration:none">{escape(place_words(row))}</a></p>'
        f"<p style=\"margin-top:2px; margin-bottom:0; font-family:'{family}'\">"
        f'<span style="color:{ink.soft}">{escape(before)}</span>'
        f"{_lines(excerpt(row.quote, _QUOTE))}"
        f'<span style="color:{ink.soft}">{escape(after)}</span></p>'
    )


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _tail(words: str) -> str:
    """The last words of what stands before, on one line."""
    line = words.rpartition("\n")[2]
    return line if len(line) < len(words) else from_word(line, _REACH)


def _head(words: str) -> str:
    line = words.partition("\n")[0]
    return line if len(line) < len(words) else to_word(line, _REACH)


class Incidents(QTextBrowser):
    """A code's definition and its last incidents; a click on a place opens it."""

    code_clicked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self.segment_id: int | None = None
        """The segment that was chosen in the text; its other codes are named."""
        self._code_id: int | None = None
        self._places: dict[int, SegmentRow] = {}
        self.setAccessibleName(_("Definition and last incidents"))
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(3 * STEP)
        self.anchorClicked.connect(self._open)

    def show_code(self, code_id: int | None) -> None:
        """Show what a code means and where it was given last; None shows nothing."""
        self._code_id = code_id
        if code_id is None or not self._session.is_open:
            self.document().clear()
            return
        from qda.coding import lookups

        project, ink = self._session.project, self._session.ink
        defined = lookups.defined(project, code_id)
        if defined is None:
            self.document().clear()
            return
        incidents = last(project, code_id, (self._session.source_id, self._session.selection.span))
        self._places = {incident.row.coding_id: incident.row for incident in incidents}
        family = theme.reading_font().family()
        parts = [self._others_html(code_id), definition_html(defined, ink), self._tests_html(code_id)]
        parts += [*(incident_html(incident, ink, family) for incident in incidents)]
        if not incidents:
            entry = self._book.get(code_id)
            here = entry is not None and entry.segments > 0
            words = _("Given to these words alone so far.") if here else _("Given to no words yet.")
            parts.append(f'<p style="color:{ink.soft}">{escape(words)}</p>')
        self.document().setHtml("".join(parts))

    def _others_html(self, code_id: int) -> str:
        """The other codes on the words that were chosen, to go to."""
        from qda.coding import lookups

        if self.segment_id is None:
            return ""
        ink = self._session.ink
        links = [
            f'<span style="color:{lifted(self._book.color(other), ink)}">■</span> '
            f'<a href="code:{other}" style="color:{ink.accent}; text-decoration:none">'
            f"{escape(self._book.name(other))}</a>"
            for other in lookups.codes_on(self._session.project, self.segment_id)
            if other != code_id
        ]
        also = _("On these words also")
        return f'<p><span style="color:{ink.soft}">{escape(also)}:</span> {" &nbsp; ".join(links)}</p>' if links else ""

    def _tests_html(self, code_id: int) -> str:
        """What testing the code gave, as far as it was tested."""
        from qda.coding import testing

        told = testing.tally(self._session.project, code_id).short
        return f'<p style="color:{self._session.ink.soft}">{escape(told)}</p>' if told else ""

    def refresh(self) -> None:
        """Show the same code as it is now, at the same place."""
        at = self.verticalScrollBar().value()
        self.show_code(self._code_id)
        self.verticalScrollBar().setValue(at)

    def shown(self) -> QTextDocument:
        """What is shown, for asking."""
        return self.document()

    def _open(self, link: QUrl) -> None:
        number = int(link.path())
        row = self._places.get(number)
        if link.scheme() == "code":
            self.code_clicked.emit(number)
        elif row is not None:
            self._session.show_source(row.source_id, Span(row.start, row.end))
