"""One publication under the table: how it is cited, its fields, its text, abstract, summary and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import GrowingText, soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.study.literature import CriterionRow, LiteratureRow

_FIELDS = (
    ("type", "Type"), ("year", "Year"), ("volume", "Volume"), ("issue", "Issue"), ("pages", "Pages"),
    ("publisher", "Publisher"), ("place", "Place"), ("doi", "DOI"), ("url", "URL"), ("cite_key", "Key"),
)  # fmt: skip
_ACROSS = 5
_MOST = 8  # lines of a text that grows


class LiteratureForm(QWidget):
    """Fields that are written when they are left."""

    attach_wanted = Signal()  # its text shall come from a file

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: LiteratureRow | None = None
        self._headings: tuple[CriterionRow, ...] = ()
        self.reference = QLabel()
        self.reference.setWordWrap(True)
        self.reference.setTextFormat(Qt.TextFormat.RichText)
        self.reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reference.setAccessibleName(_("Reference as APA sets it"))
        self.copy_link = Link(_("Copy the reference"), self.copy)
        self.text = ChoiceField(_("Source that is its text"), self._sources)
        self.text.setMinimumWidth(STEP * 50)
        self.text.setMaximumWidth(STEP * 70)
        self.text.chosen.connect(self._on_text)
        self.open_link = Link(_("Open its text"), self.open)
        self.attach_link = Link(_("Take its text from a file…"), self.attach_wanted.emit)
        self.authors = GrowingText(_("Authors"), _("One “Family, Given” a line; editors with (Ed.)"), most=_MOST)
        self.abstract = GrowingText(_("Abstract"), _("Abstract"), most=_MOST)
        self.notes = GrowingText(_("Notes"), _("Notes of your own, and what a file had beside its fields"), most=_MOST)
        self.fields = {name: ChoiceField(_(title), self._offers(name)) for name, title in _FIELDS}
        self.texts: dict[int, GrowingText] = {}
        self._lay_out()
        self.authors.kept.connect(partial(self._keep, "authors"))
        self.abstract.kept.connect(partial(self._keep, "abstract"))
        self.notes.kept.connect(self._keep_notes)
        for area in (self.authors, self.abstract, self.notes):
            Unfinished(session, area, partial(self._about, area))
        for name, field in self.fields.items():
            field.chosen.connect(partial(self._keep, name))

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(STEP * 3)
        for widget in (self.copy_link, self.text, self.open_link, self.attach_link):
            acts.addWidget(widget)
        acts.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(2)
        for at, field in enumerate(self.fields.values()):
            label = soft(QLabel(field.accessibleName()))
            label.setBuddy(field)
            grid.addWidget(label, 2 * (at // _ACROSS), at % _ACROSS)
            grid.addWidget(field, 2 * (at // _ACROSS) + 1, at % _ACROSS)
        self._summary = QGridLayout()
        self._summary.setHorizontalSpacing(STEP * 3)
        self._summary.setVerticalSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, STEP * 2, STEP)
        column.setSpacing(STEP * 2)
        column.addWidget(self.reference)
        column.addLayout(acts)
        column.addLayout(self._summary)
        self._add(column, self.authors)
        column.addLayout(grid)
        for area in (self.abstract, self.notes):
            self._add(column, area)
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, area: GrowingText) -> None:
        """A field under its name."""
        label = soft(QLabel(area.accessibleName()))
        label.setBuddy(area)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(label)
        both.addWidget(area)
        column.addLayout(both)

    def show_headings(self, headings: Sequence[CriterionRow]) -> None:
        """Have one field for each heading of the summary of studies."""
        if tuple(headings) == self._headings:
            return
        self._headings = tuple(headings)
        for field in self.texts.values():
            field.keep()
        while (item := self._summary.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.texts = {}
        for at, heading in enumerate(headings):
            field = GrowingText(heading.name, heading.description or heading.name, most=_MOST)
            field.kept.connect(partial(self._judge, heading.id))
            Unfinished(self._session, field, partial(self._about, field))
            label = soft(QLabel(heading.name))
            label.setBuddy(field)
            self._summary.addWidget(label, 2 * (at // 2), at % 2)
            self._summary.addWidget(field, 2 * (at // 2) + 1, at % 2)
            self.texts[heading.id] = field

    def show_publication(self, row: LiteratureRow, notes: int | None) -> None:
        """Show one publication; `notes` is the criterion under which notes are kept."""
        from qda.study import references

        if self._row is not None and self._row.id != row.id:
            self.keep()
        self._row = row
        pieces = references.apa(row.reference)
        words = "".join(f"<i>{escape(piece.text)}</i>" if piece.italic else escape(piece.text) for piece in pieces)
        self.reference.setText(words)
        writable = self._session.is_open and self._session.project.writable
        self.authors.show_words(row.reference.authors)
        self.abstract.show_words(row.reference.abstract)
        self.notes.show_words(row.values.get(notes, "") if notes is not None else "")
        for heading, area in self.texts.items():
            area.show_words(row.values.get(heading, ""))
        for name, field in self.fields.items():
            field.show_words(getattr(row.reference, name))
        self.text.show_words(row.source, _("A source that is its text"))
        self.open_link.setVisible(row.source_id is not None)
        self.attach_link.setVisible(writable and row.source_id is None)
        for area in (self.authors, self.abstract, self.notes, *self.texts.values()):
            area.setReadOnly(not writable)
        for field in (self.text, *self.fields.values()):
            field.setReadOnly(not writable)

    def keep(self) -> None:
        """What is being typed belongs to the publication that was shown."""
        for field in (self.authors, self.abstract, self.notes, *self.texts.values()):
            field.keep()

    def _about(self, area: GrowingText) -> About | None:
        row, name = self._row, area.accessibleName()
        return About(f"literature.{name}/{row.id}", titled(name, row.short)) if row is not None else None

    # --- acting -----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the reference on the clipboard, with its slanted letters and as plain words."""
        from PySide6.QtCore import QMimeData

        from qda.study import references

        if self._row is not None:
            data = QMimeData()
            data.setHtml(self.reference.text())
            data.setText(references.plain(self._row.reference))
            QApplication.clipboard().setMimeData(data)
            self._session.said.emit(_("Copied the reference."))

    def open(self) -> None:
        """Show the text of the publication."""
        if self._row is not None and self._row.source_id is not None:
            self._session.show_source(self._row.source_id)

    def _sources(self) -> list[str]:
        rows = Contents.of(self._session).sources
        return [row.name for row in sorted(rows, key=lambda row: row.kind != "literature")]

    def _offers(self, name: str) -> Callable[[], Sequence[str]]:
        def offered() -> Sequence[str]:
            from qda.study.references import TYPES

            return TYPES if name == "type" else ()

        return offered

    def _write(self, act: Callable[..., object], *args: object, **values: str) -> None:
        row = self._row
        if row is None or not self._session.is_open:
            return
        if not self._session.did(act, self._session.project, *args, **values):
            self._row = None  # what was refused gives way to the old words
            self.show_publication(row, None)

    def _keep(self, name: str, words: str) -> None:
        from qda.study import literature

        if self._row is not None:
            self._write(literature.change, self._row.id, **{name: words})

    def _keep_notes(self, words: str) -> None:
        from qda.study import literature

        if self._row is not None:
            self._write(literature.write_notes, self._row.id, words)

    def _judge(self, criterion: int, words: str) -> None:
        from qda.study import literature

        if self._row is not None:
            self._write(literature.judge, [self._row.id], criterion, words)

    def _on_text(self, name: str) -> None:
        from qda.sources import queries
        from qda.study import literature

        row = self._row
        if row is None:
            return

        def write() -> None:
            project = self._session.project
            literature.link(project, row.id, queries.find(project, name) if name else None)

        self._session.act(write)
