"""Question by question: which interviews asked it and which did not, and the answers side by side, with corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.text import Span, excerpt
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link, heading
from qda.ui.session import Session
from qda.ui.study.parts import soft
from qda.ui.study.tables.listing import Listing
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP, reading_font

if TYPE_CHECKING:
    from qda.analysis.study.questions import Answer, Asked, GuideView
    from qda.progress import Progress

_LONG = 1200  # characters of an answer; the rest is read in the text
_MOST = 60  # answers that are laid out at once


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of the guide in the table."""

    item: int
    words: str
    asked: int
    of: int
    without: tuple[str, ...]
    by_hand: int


class AskedView(QWidget):
    """The questions of one guide at the left, the answers to the chosen one at the right."""

    def __init__(self, session: Session, actions: Actions | None, jobs: Jobs | None) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._guide: int | None = None
        self._turn = 0
        self.view: GuideView | None = None
        self.setAccessibleName(_("Questions asked"))
        self.list = Listing(session, _columns(), lambda row: row.item, _("Questions of the guide"), wrap=True)
        self.list.table.chosenChanged.connect(self._show_answers)
        self.about = soft(QLabel())
        self.about.setWordWrap(True)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(STEP * 2)
        self._lay_out(actions)

    def _lay_out(self, actions: Actions | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        if actions is not None:
            for words, name in ((_("Write the table…"), "questions"), (_("Write the answers…"), "answers")):
                head.addWidget(Link(words, partial(_trigger, actions, f"reports.{name}")))
        column.addLayout(head)
        inner = QWidget()
        padded = QVBoxLayout(inner)
        padded.setContentsMargins(STEP * 3, 0, STEP * 2, STEP * 2)
        padded.addLayout(self._answers)
        padded.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.setAccessibleName(_("Answers"))
        for widget in (inner, self.area.viewport()):
            widget.setAutoFillBackground(False)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.area)
        split.setSizes([420, 480])
        column.addWidget(split, 1)
        self.setFocusProxy(self.list)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_guide(self, instrument_id: int | None) -> None:
        """Find where the questions of an instrument are asked; beside the work where there is much to read."""
        if instrument_id != self._guide:
            self.view = None
            self._clear()
            self.list.show_rows([])
            self.about.clear()
        self._guide = instrument_id
        self._turn += 1
        turn = self._turn
        if instrument_id is None or not self._session.is_open:
            return
        project = self._session.project

        def read(progress: Progress | None = None) -> GuideView:
            from qda.analysis.study import questions

            return questions.guide(project, instrument_id, progress)

        if self._jobs is None:
            self._take(read())
        else:
            self._jobs.run(
                _("Looking for questions"), read, lambda view: self._take(view) if turn == self._turn else None
            )

    def _take(self, view: GuideView) -> None:
        from qda.analysis.study import questions

        self.view = view
        if not questions.is_guide(view.instrument):
            self.about.setText(_("A framework for observation is for looking: its dimensions are not asked."))
            self.list.show_rows([])
            self._clear()
            return
        rows = [_row(view, item) for item in range(len(view.instrument.items))]
        self.about.setText(_told(view))
        chosen = self.item()
        self.list.show_rows(rows)
        self.list.rows.writable = False
        if rows and (chosen is None or chosen >= len(rows)):
            self.list.table.choose(0, 0)
        self._show_answers()

    def item(self) -> int | None:
        """The question that is chosen, counted from 0."""
        rows = self.list.table.chosen()
        return rows[0].item if len(rows) == 1 else None

    def _clear(self) -> None:
        while (item := self._answers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_answers(self) -> None:
        from qda.analysis.study import questions

        item, view = self.item(), self.view
        self._clear()
        if item is None or view is None or item >= len(view.instrument.items):
            return
        title = heading(f"{item + 1}. {view.instrument.items[item]}", 1.1)
        title.setWordWrap(True)
        self._answers.addWidget(title)
        found = questions.answers(self._session.project, view, item)
        for answer in found[:_MOST]:
            self._answers.addWidget(self._answer(answer))
        if len(found) > _MOST:
            more = _("{count} more are in the table of answers.").format(count=len(found) - _MOST)
            self._answers.addWidget(soft(QLabel(more)))
        for source, name in view.without(item)[:_MOST]:
            self._answers.addWidget(self._not_asked(source, name, item))

    def _answer(self, answer: Answer) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        asked = answer.asked
        place = _("{source}, line {line}").format(source=answer.source, line=asked.line)
        column.addWidget(Link(place, partial(self.open, asked)))
        head.addWidget(soft(QLabel(_sign(asked))))
        head.addStretch(1)
        if self._session.project.writable:
            head.addWidget(Link(_("Not this question"), partial(self.refuse, asked)))
        column.addLayout(head)
        words = QLabel(excerpt(answer.words, _LONG) if answer.words else _("Nothing is answered."))
        words.setFont(reading_font())
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        codes = dict.fromkeys(code for segment in answer.segments for code in segment.codes)
        if codes:
            told = soft(QLabel(" · ".join(codes)))
            told.setWordWrap(True)
            column.addWidget(told)
        return made

    def _not_asked(self, source: int, name: str, item: int) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Link(name, lambda: self._session.show_source(source)))
        row.addWidget(soft(QLabel(_("not asked"))))
        row.addStretch(1)
        if self._session.project.writable:
            field = QLineEdit()
            field.setPlaceholderText(_("asked in line…"))
            field.setAccessibleName(_("In which line “{name}” asks it").format(name=name))
            field.setValidator(QIntValidator(1, 9_999_999, field))
            field.setMaximumWidth(STEP * 30)
            field.returnPressed.connect(lambda: self.set_line(source, item, int(field.text())))
            row.addWidget(field)
        return made

    # --- acting ---------------------------------------------------------------------------------------------------

    def open(self, asked: Asked) -> None:
        """Show where a question is asked."""
        self._session.show_source(asked.source_id, Span(asked.span.start, asked.span.end))

    def refuse(self, asked: Asked) -> None:
        """Say that this is not the question."""
        from qda.sources import questions

        self._session.act(questions.refuse, self._session.project, asked.source_id, asked.span, asked.question)

    def set_line(self, source: int, item: int, line: int) -> None:
        """Say that a question is asked in a line of a source."""
        view = self.view
        if view is None:
            return

        def set_it() -> int:
            from qda.analysis.study import questions
            from qda.sources import questions as by_hand
            from qda.sources.questions import Question

            project = self._session.project
            question = Question(view.instrument.id, item, view.instrument.items[item])
            return by_hand.set_asked(project, source, questions.place_of(project, source, line), question)

        self._session.act(set_it)


def _trigger(actions: Actions, name: str) -> None:
    actions.get(name).trigger()


def _row(view: GuideView, item: int) -> QuestionRow:
    asked = view.of(item)
    without = tuple(name for _id, name in view.without(item))
    count = len(view.sources)
    by_hand = sum(each.by_hand for each in asked)
    return QuestionRow(item, view.instrument.items[item], count - len(without), count, without, by_hand)


def _told(view: GuideView) -> str:
    if not view.instrument.items:
        return _("Write the questions of the guide under Wording, one a line.")
    if not view.sources:
        return _("Say under Wording which interviews came from this guide; their questions are then found.")
    told = ngettext("{count} interview came from it.", "{count} interviews came from it.", len(view.sources))
    return f"{told.format(count=len(view.sources))} {_('Questions are found by their words.')}"


def _sign(asked: Asked) -> str:
    return _("set by hand") if asked.by_hand else _("{percent}% of its words").format(percent=round(asked.score * 100))


def _columns() -> Sequence[Column[QuestionRow]]:
    return [
        Column(_("Question"), lambda row: f"{row.item + 1}. {row.words}", 34, key=lambda row: row.item),
        Column(_("Asked"), lambda row: _("{n} of {all}").format(n=row.asked, all=row.of), 8, look="number"),
        Column(_("Not asked in"), lambda row: ", ".join(row.without), 20, look="soft", gives_way=1),
    ]
