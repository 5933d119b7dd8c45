"""What the study asks: its description and its research questions, edited where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import GrowingText, on_paper, soft
from qda.ui.theme import STEP, reading_font
from qda.ui.working.unfinished import About, Unfinished

_WIDEST = STEP * 190  # about eighty letters of the reading font


class QuestionsPart(QScrollArea):
    """One field for each question, and a blank one for the next. A question that is emptied goes away."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self.fields: list[GrowingText] = []
        self._rows: list[QWidget] = []  # each with its number and its field
        self._awaited = 0  # the field that will have the focus as soon as it is there; 0 for none
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        inner = QWidget()
        on_paper(inner)
        on_paper(self.viewport())
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(0, STEP * 2, STEP * 2, STEP * 4)
        column = QVBoxLayout()
        outer.addLayout(column, 1)
        column.setSpacing(STEP * 2)
        column.addWidget(soft(QLabel(_("What the study asks"))))
        self._list = QVBoxLayout()
        self._list.setSpacing(STEP * 2)
        column.addLayout(self._list)
        column.addSpacing(STEP * 4)
        column.addWidget(soft(QLabel(_("Description"))))
        self.description = self._field(_("Description of the study"), _("What, where, when and with whom"))
        self.description.kept.connect(self._on_described)
        column.addWidget(self.description)
        column.addStretch(1)
        inner.setMaximumWidth(_WIDEST)
        self.setWidget(inner)
        self._contents.changed.connect(self.refresh)
        self.refresh()

    def _field(self, name: str, hint: str) -> GrowingText:
        field = GrowingText(name, hint)
        field.setFont(reading_font())
        Unfinished(self._session, field, lambda: About(f"study.{name}", name, ("study", 1)))
        return field

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on to the first question."""
        super().focusInEvent(event)
        if self.fields:
            self.fields[0].setFocus(event.reason())

    def refresh(self) -> None:
        """Show what is stored, and leave alone what is being typed."""
        study = self._contents.study
        questions = list(study.questions) if study is not None else []
        writable = self._session.is_open and self._session.project.writable
        self._make(len(questions) + (1 if writable else 0))
        for number, field in enumerate(self.fields):
            field.show_words(questions[number] if number < len(questions) else "")
            field.setReadOnly(not writable)
        if self._awaited:
            self._go_to(self._awaited)
        self.description.show_words(study.description if study is not None else "")
        self.description.setReadOnly(not writable)

    def _make(self, count: int) -> None:
        while len(self.fields) > count:
            self.fields.pop().hide()
            gone = self._rows.pop()
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.fields) < count:
            number = len(self.fields) + 1
            label = soft(QLabel(f"{number}"))
            label.setFixedWidth(STEP * 5)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            label.setContentsMargins(0, STEP * 2 - 1, STEP, 0)
            field = self._field(_("Research question {number}").format(number=number), _("What do you want to know?"))
            field.kept.connect(self._on_kept)
            field.ended.connect(lambda at=number: self._go_to(at))
            row = QWidget()
            beside = QHBoxLayout(row)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(label)
            beside.addWidget(field, 1)
            self._list.addWidget(row)
            self.fields.append(field)
            self._rows.append(row)

    def _go_to(self, number: int) -> None:
        """Go to a field, which may only come with the change that Enter made."""
        if number < len(self.fields):
            self._awaited = 0
            self.fields[number].setFocus()
        else:
            self._awaited = number

    def _on_kept(self) -> None:
        from qda.study import service

        words = [field.words() for field in self.fields]
        self._session.act(service.set_questions, self._session.project, words)

    def _on_described(self, words: str) -> None:
        from qda.study import service

        self._session.act(service.describe, self._session.project, description=words)
