"""Whose words are counted, and how: texts, cases, participants, codes, base forms, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.analysis.chosen_codes import ChosenCodes
from qda.ui.analysis.own_words import OwnWords
from qda.ui.analysis.pieces import Picker, Tick, section
from qda.ui.analysis.queries.choices import attribute_names
from qda.ui.parts.small import soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.words.frequencies import Counting, Scope

_BY = (
    ("", N_("nothing: all words together")), ("case", N_("cases")), ("source", N_("sources")),
    ("participant", N_("participants")), ("unit", N_("units")), ("kind", N_("kinds of source")),
    ("perspective", N_("perspectives")), ("codes", N_("the chosen codes")),
)  # fmt: skip


class WordsOptions(QWidget):
    """`altered` when other words are to be counted."""

    altered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * STEP)
        self.source = self._picker(_("Text"), _("Words of which text"))
        self.case = self._picker(_("Case"), _("Words of which case"))
        self.participant = self._picker(_("Participant"), _("Words of which participant"))
        self._column.addWidget(section(_("Only in segments with")))
        self.codes = ChosenCodes(session)
        self.codes.altered.connect(self.altered)
        self._column.addWidget(self.codes)
        self.by = self._picker(_("Compare"), _("What is compared"))
        self.lemma = self._tick(_("Forms of a word count as one"))
        self.interviewer = self._tick(_("The interviewer’s words too"))
        self._column.addLayout(self._make_least())
        self.stopped = self._tick(_("Leave out small words (and, the, was …)"), on=True)
        self._column.addWidget(section(_("Leave out these too")))
        self.own = OwnWords(session)
        self.own.entered.connect(self.altered)
        self._column.addWidget(self.own)
        self._column.addWidget(soft(_("Words between blanks; Enter counts anew."), wrap=True))
        self.follow()

    def _picker(self, words: str, name: str) -> Picker:
        made = Picker(name, 14)
        self._column.addWidget(section(words))
        self._column.addWidget(made)
        made.activated.connect(lambda _index: self.altered.emit())
        return made

    def _tick(self, words: str, *, on: bool = False) -> Tick:
        made = Tick(words, on=on)
        made.clicked.connect(lambda _on: self.altered.emit())
        self._column.addWidget(made)
        return made

    def _make_least(self) -> QHBoxLayout:
        self.least = QSpinBox()
        self.least.lineEdit().setTextMargins(STEP, 0, 0, 0)
        self.least.setRange(1, 20)
        self.least.setValue(3)
        self.least.setAccessibleName(_("Letters a word must have"))
        self.least.editingFinished.connect(self.altered)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        line.addWidget(soft(_("at least")))
        line.addWidget(self.least)
        line.addWidget(soft(_("letters")))
        line.addStretch(1)
        return line

    def follow(self) -> None:
        """Texts, cases, participants, attributes and codes may be others now."""
        by = [(key, _(words)) for key, words in _BY]
        texts: list[tuple[object, str]] = [(None, _("all texts"))]
        cases: list[tuple[object, str]] = [(None, _("all cases"))]
        people: list[tuple[object, str]] = [(None, _("all participants"))]
        if self._session.is_open:
            from qda.sources import queries as sources
            from qda.study import queries as study

            project = self._session.project
            texts += [(row.id, row.name) for row in sources.rows(project)]
            cases += [(case.id, case.name) for unit in study.units(project) for case in unit.cases]
            people += [(row.id, row.name) for row in study.participants(project)]
            by += [(f"attribute:{name}", name) for name in attribute_names(project)]
            self.codes.follow()
        _fill(self.source, texts)
        _fill(self.case, cases)
        _fill(self.participant, people)
        _fill(self.by, by)

    def scope(self) -> Scope:
        """Whose words."""
        from qda.analysis.words.frequencies import Scope

        return Scope(
            _one(self.source),
            _one(self.case),
            _one(self.participant),
            None if self.by.currentData() == "codes" else self.codes.ids(),
            self.interviewer.isChecked(),
        )

    def counting(self) -> Counting:
        """How they are counted."""
        from qda.analysis.queries.crosstab import Axis
        from qda.analysis.words.frequencies import Counting

        dimension, _colon, name = str(self.by.currentData() or "").partition(":")
        by = None
        if dimension == "codes":
            # Without chosen codes, hundreds of columns would say nothing.
            by = Axis("codes", self.codes.ids(), None if self.codes.ids() else ("focused", "category", "theme"))
        elif dimension:
            by = Axis(dimension, name=name)  # type: ignore[arg-type]  # one of them
        stop = None if self.stopped.isChecked() else frozenset[str]()  # None: those of the language that is spoken
        return Counting(self.lemma.isChecked(), self.least.value(), stop, by, own=self.own.words())


def _fill(picker: Picker, items: list[tuple[object, str]] | list[tuple[str, str]]) -> None:
    chosen = picker.currentData()
    picker.clear()
    for value, words in items:
        picker.addItem(words, value)
    picker.setCurrentIndex(max(0, picker.findData(chosen)))


def _one(picker: Picker) -> tuple[int, ...] | None:
    chosen = picker.currentData()
    return None if chosen is None else (int(chosen),)
