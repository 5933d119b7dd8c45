"""What was done to a source, in its detail: how long it took, and the steps from recorded to returned, in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.parts.small import ElidedLabel, Link
from qda.ui.session import Session
from qda.ui.study.parts import soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.project.project import Change
    from qda.sources.processing import StepRow


class ProcessingLine(QWidget):
    """Minutes in a field; one line a step with its day, by whom, and a note; a field for the next step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._source = 0
        self.rows: list[StepRow] = []
        self.fields: dict[tuple[int, str], ChoiceField] = {}
        self.setAccessibleName(_("What was done to the source"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(STEP * 2)
        head.addWidget(soft(QLabel(_("Length"))))
        self.minutes = ChoiceField(_("Length of the recording or the observation"), lambda: ())
        self.minutes.setPlaceholderText(_("55 or 1:10"))
        self.minutes.setMaximumWidth(STEP * 24)
        self.minutes.chosen.connect(self._on_minutes)
        head.addWidget(self.minutes)
        head.addSpacing(STEP * 3)
        head.addWidget(soft(QLabel(_("Done"))))
        self.next = ChoiceField(_("What was done next"), self._left)
        self.next.setPlaceholderText(_("recorded, transcribed, …"))
        self.next.setMaximumWidth(STEP * 40)
        self.next.chosen.connect(self._on_next)
        head.addWidget(self.next)
        self.told = ElidedLabel()
        soft(self.told)
        head.addWidget(self.told, 1)
        self.more = Link("", lambda: self._unfold(open_=self._steps.isHidden()))
        head.addWidget(self.more)
        column.addLayout(head)
        self._steps = QWidget()
        self._grid = QGridLayout(self._steps)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(STEP * 2)
        self._grid.setVerticalSpacing(1)
        column.addWidget(self._steps)
        self._unfold(open_=False)
        session.changed.connect(self._on_change)
        session.closed.connect(self._forget)

    def show_source(self, source_id: int) -> None:
        """Show what was done to a source."""
        from qda.sources import processing

        self._source = source_id
        project = self._session.project
        self.minutes.show_words(self._told(source_id), _("55 or 1:10"))
        for field in (self.minutes, self.next):
            field.setReadOnly(not project.writable)
        self.next.setVisible(project.writable)
        rows = processing.steps(project, source_id)
        if rows != self.rows or not self.fields:
            self.rows = rows
            self._show_steps(rows)

    def _told(self, source_id: int) -> str:
        """How long a source is, in words."""
        from qda.sources import processing

        count = processing.minutes(self._session.project).get(source_id)
        return "" if count is None else processing.spelt(count)

    def _unfold(self, *, open_: bool) -> None:
        """Show each step with its fields, or all of them in one line."""
        self._steps.setVisible(open_)
        self.told.setVisible(not open_)
        self.more.set_words(_("Fold") if open_ else _("Steps…"))

    def _show_steps(self, rows: Sequence[StepRow]) -> None:
        self.told.setText(" · ".join(f"{_(row.step)} {row.done_on or ''}".strip() for row in rows))
        self.more.setVisible(bool(rows))
        self.fields.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        writable = self._session.project.writable
        for at, row in enumerate(rows):
            self._grid.addWidget(QLabel(_(row.step)), at, 0)
            for column, (name, title, hint) in enumerate(_FIELDS, start=1):
                field = ChoiceField(f"{_(row.step)}: {_(title)}", self._people if name == "done_by" else lambda: ())
                field.show_words(getattr(row, name) or "", _(hint))
                field.setReadOnly(not writable)
                field.chosen.connect(partial(self._on_field, row.id, name))
                Unfinished(self._session, field, partial(self._about, row.id, field.accessibleName()))
                self._grid.addWidget(field, at, column)
                self.fields[row.id, name] = field
            off = Link(_("take off"), partial(self._take_off, row.id))
            off.setEnabled(writable)
            self._grid.addWidget(off, at, len(_FIELDS) + 1)
        self._grid.setColumnStretch(len(_FIELDS), 1)

    def _about(self, step: int, title: str) -> About | None:
        return About(f"processing.{title}/{step}", title, ("source", self._source)) if self._source else None

    def _left(self) -> list[str]:
        """The usual steps that are not recorded yet."""
        from qda.sources.processing import STEPS

        done = {row.step for row in self.rows}
        return [_(step) for step in STEPS if step not in done]

    def _people(self) -> list[str]:
        from qda.sources import processing

        steps = processing.all_steps(self._session.project).values()
        return sorted({row.done_by for rows in steps for row in rows if row.done_by}, key=str.casefold)

    def _on_minutes(self, words: str) -> None:
        source = self._source

        def write() -> None:
            from qda.sources import processing

            processing.set_minutes(self._session.project, [source], processing.read_minutes(words))

        if source and not self._session.did(write):
            self.minutes.setText(self._told(source))  # what was refused gives way to the old words
            self.minutes.show_words(self._told(source))

    def _on_next(self, words: str) -> None:
        from qda.sources import processing

        if self._source and words:
            self._session.act(processing.done, self._session.project, [self._source], words)
        self.next.show_words("", _("recorded, transcribed, …"))
        self._unfold(open_=True)
        self.next.clear()

    def _on_field(self, step_id: int, name: str, words: str) -> None:
        def write() -> None:
            from qda.sources import processing
            from qda.ui.study.dates import iso_date

            told = (iso_date(words) or "") if name == "done_on" else words
            processing.change(self._session.project, step_id, **{name: told})

        if not self._session.did(write):
            self.rows = []
            self.show_source(self._source)  # what was refused gives way to the old words

    def _take_off(self, step_id: int) -> None:
        from qda.sources import processing

        self._session.act(processing.delete, self._session.project, [step_id])

    def _on_change(self, change: Change) -> None:
        if self._source and change.touches("processing", "source"):
            self.show_source(self._source)

    def _forget(self) -> None:
        self._source = 0


_FIELDS = (
    ("done_on", N_("day"), N_("day")),
    ("done_by", N_("by whom"), N_("by whom")),
    ("note", N_("note"), N_("note")),
)
