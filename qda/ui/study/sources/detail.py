"""One source under the table: who speaks in it, which passages speak of other cases, how its lines are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.text import Span, excerpt, line_of
from qda.ui.jobs import Jobs
from qda.ui.parts.consent_line import ConsentLine
from qda.ui.parts.small import ElidedLabel, Link, heading
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import Chooser, GrowingText, soft
from qda.ui.study.sources import acts as source_acts
from qda.ui.study.sources.line_units import unit_names
from qda.ui.study.sources.processing_line import ProcessingLine
from qda.ui.study.sources.who import Who
from qda.ui.study.sources.who_field import WhoField
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.sources.queries import SourceRow, SpeakerRow

_QUICK = 50_000  # words of a text that is opened without being waited for


@dataclass(frozen=True, slots=True)
class PassageTold:
    """A passage as it is listed."""

    span: Span
    case_id: int
    first: int  # line
    last: int
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is read of a source beside its row."""

    source_id: int
    unit_kind: str
    speakers: tuple[SpeakerRow, ...]
    passages: tuple[PassageTold, ...]


class SourceDetail(QWidget):
    """Speakers and passages of one source, changed in place."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._contents = Contents.of(session)
        self._row: SourceRow | None = None
        self._told: Told | None = None
        self._known: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # names of participants and cases
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 3, 0, 0)
        column.setSpacing(STEP)
        head = QHBoxLayout()
        self._name = heading("", 1.2)
        head.addWidget(self._name, 1)
        self._units = Chooser(_("How lines are numbered"))
        for kind, name in unit_names().items():
            self._units.addItem(name, kind)
        self._units.activated.connect(self._on_units)
        head.addWidget(soft(QLabel(_("Lines"))))
        head.addWidget(self._units)
        column.addLayout(head)
        self.consent = ConsentLine(session)
        column.addWidget(self.consent)
        self._note = GrowingText(_("Description"), _("Describe this source"), most=4)
        self._note.kept.connect(self._on_described)
        Unfinished(session, self._note, self._about)
        column.addWidget(self._note)
        self.processing = ProcessingLine(session)
        column.addWidget(self.processing)
        body = QHBoxLayout()
        body.setSpacing(STEP * 6)
        self._speakers, self._passages = QGridLayout(), QGridLayout()
        body.addWidget(_listed(_("Speakers"), self._speakers), 1)
        body.addWidget(_listed(_("Passages on other cases"), self._passages), 1)
        column.addLayout(body, 1)

    def show_source(self, row: SourceRow) -> None:
        """Show what is known of a source; a long one is read beside the work."""
        self._row = row
        self._name.setText(row.name)
        self.consent.show_source(row.id)
        self.processing.show_source(row.id)
        self._note.show_words(row.description)
        project = self._session.project
        self._note.setReadOnly(not project.writable)
        self._units.setEnabled(project.writable)

        def read(_progress: Progress | None = None) -> Told:
            from qda.sources import queries

            text = queries.opened(project, row.id)
            passages = (
                PassageTold(
                    Span(start, end),
                    case,
                    line_of(text.unit_starts, start),
                    line_of(text.unit_starts, end - 1),
                    excerpt(text.text[start:end], 60),
                )
                for start, end, case in sorted(text.passages)
            )
            return Told(row.id, text.unit_kind, tuple(queries.speakers(project, row.id)), tuple(passages))

        if row.words <= _QUICK:
            self._take(read())
        else:
            self._jobs.run(_("Reading “{name}”").format(name=row.name), read, self._take)

    def _take(self, told: Told) -> None:
        if self._row is None or told.source_id != self._row.id:
            return
        self._units.show_choice(told.unit_kind)
        renamed = self._contents_changed()
        if told == self._told and not renamed:
            return
        self._told = told
        self._show_speakers(told)
        self._show_passages(told)

    def _contents_changed(self) -> bool:
        names = tuple(person.name for person in self._contents.people)
        cases = tuple(self._contents.case_names().values())
        before, self._known = self._known, (names, cases)
        return before != self._known

    # --- speakers ---------------------------------------------------------------------------------

    def _show_speakers(self, told: Told) -> None:
        _clear(self._speakers)
        for number, speaker in enumerate(told.speakers):
            self._speakers.addWidget(ElidedLabel(speaker.label), number, 0)
            self._speakers.addWidget(self._who(speaker), number, 1)
        if not told.speakers:
            sentence = soft(QLabel(_("No speakers were found in this text.")))
            sentence.setWordWrap(True)
            self._speakers.addWidget(sentence, 0, 0, 1, 2)
        self._speakers.setColumnStretch(1, 1)
        self._speakers.setRowStretch(len(told.speakers) + 1, 1)

    def _who(self, speaker: SpeakerRow) -> WhoField:
        names = {person.id: person.name for person in self._contents.people}
        field = WhoField(speaker.label, lambda: [person.name for person in self._contents.people])
        field.show_who(Who(speaker.interviewer, names.get(speaker.participant_id or 0, "")))
        field.setEnabled(self._session.project.writable)
        field.decided.connect(lambda one: self._assign(speaker.label, one))
        return field

    def _assign(self, label: str, one: Who) -> None:
        if self._row is not None:
            self._session.act(source_acts.assign_speaker, self._session.project, self._row, label, one)

    # --- passages ---------------------------------------------------------------------------------

    def _show_passages(self, told: Told) -> None:
        _clear(self._passages)
        names = self._contents.case_names()
        for number, passage in enumerate(told.passages):
            lines = ngettext("line {first}", "lines {first}–{last}", passage.last - passage.first + 1)
            place = Link(lines.format(first=passage.first, last=passage.last), partial(self._open, passage.span))
            self._passages.addWidget(place, number, 0)
            self._passages.addWidget(ElidedLabel(names.get(passage.case_id, "")), number, 1)
            words = ElidedLabel(passage.words)
            words.setForegroundRole(soft(QLabel()).foregroundRole())
            self._passages.addWidget(words, number, 2)
            off = Link(_("take off"), partial(self.take_off, passage))
            off.setEnabled(self._session.project.writable)
            self._passages.addWidget(off, number, 3)
        if not told.passages:
            sentence = soft(QLabel(_("A passage that speaks of another case is assigned to it in the text.")))
            sentence.setWordWrap(True)
            self._passages.addWidget(sentence, 0, 0, 1, 4)
        self._passages.setColumnStretch(2, 1)
        self._passages.setRowStretch(len(told.passages) + 1, 1)

    def _open(self, span: Span) -> None:
        if self._row is not None:
            self._session.show_source(self._row.id, span)

    def passages(self) -> tuple[PassageTold, ...]:
        """The passages that are listed."""
        return self._told.passages if self._told is not None else ()

    def take_off(self, gone: PassageTold) -> None:
        """Assign a passage to this case no longer."""
        from qda.sources import service

        if self._row is None or self._told is None:
            return
        others = [told.case_id for told in self._told.passages if told.span == gone.span and told != gone]
        self._session.act(service.assign_passage, self._session.project, self._row.id, gone.span, others)

    # --- what else can be said --------------------------------------------------------------------

    def _about(self) -> About | None:
        row = self._row
        if row is None:
            return None
        return About("source.description", titled(_("Description"), row.name), ("source", row.id))

    def _on_described(self, words: str) -> None:
        if self._row is not None:
            self._session.act(source_acts.set_description, self._session.project, [self._row.id], words)

    def _on_units(self) -> None:
        from qda.sources import service

        row, told = self._row, self._told
        kind = self._units.currentData()
        if row is None or told is None or kind == told.unit_kind:
            return
        self._session.act(service.set_line_units, self._session.project, row.id, kind)
        self._units.show_choice(told.unit_kind)  # the change comes back when it was made


def _listed(title: str, grid: QGridLayout) -> QWidget:
    """A list under a small head, scrolling by itself."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, STEP * 2, 0, 0)
    column.setSpacing(STEP)
    column.addWidget(soft(QLabel(title)))
    inner = QWidget()
    inner.setLayout(grid)
    grid.setContentsMargins(0, 0, STEP, 0)
    grid.setHorizontalSpacing(STEP * 3)
    grid.setVerticalSpacing(STEP)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setMinimumHeight(STEP * 16)
    column.addWidget(area, 1)
    return made


def _clear(grid: QGridLayout) -> None:
    for row in range(grid.rowCount()):
        grid.setRowStretch(row, 0)
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
