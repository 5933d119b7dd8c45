"""The coded segments of the chosen case: those that are ticked show the pattern."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.consent_line import kept_back_words
from qda.ui.parts.small import Tick
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.synthesis.pattern_evidence import Passage
    from qda.flows.withholding.kept_back import KeptBack
    from qda.project.project import Project

_ID = Qt.ItemDataRole.UserRole
_MOST = 400


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a case, whether the claim has codes to limit them by, and who is in them but in no report."""

    passages: Sequence[Passage]
    limited: bool
    kept_back: KeptBack


def read(project: Project, claim_id: int, case_id: int, *, only: bool) -> Found:
    """The passages of a case; with `only` those that carry codes of the claim."""
    from qda.analysis.synthesis import pattern_evidence
    from qda.flows.withholding.kept_back import kept_back

    codes = pattern_evidence.codes_of(project, claim_id)
    found = pattern_evidence.passages(project, case_id, codes if only else frozenset())
    return Found(found, bool(codes), kept_back(project, found))


class CaseSegments(QWidget):
    """A tick says that a segment shows the pattern; Enter goes to its place."""

    ticked = Signal(int, bool)  # a segment
    opened = Signal(int)  # a segment
    narrowed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setObjectName("evidence")
        self.list.setAccessibleName(_("Segments of the case; ticked ones show the pattern"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.only = Tick(_("only with the codes of the claim"))
        self.only.setChecked(True)
        self.about, self.kept_back = _wrapped("soft"), _wrapped("amber")
        self.kept_back.setAccessibleName(_("Consent"))
        told = QHBoxLayout()
        told.addWidget(self.about, 1)
        told.addWidget(self.only)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(STEP * 3, STEP, 0, STEP)
        rows.setSpacing(STEP)
        rows.addLayout(told)
        rows.addWidget(self.kept_back)
        rows.addWidget(self.list, 1)
        self.list.itemChanged.connect(
            lambda item: self.ticked.emit(item.data(_ID), item.checkState() == Qt.CheckState.Checked)
        )
        self.list.itemActivated.connect(lambda item: self.opened.emit(item.data(_ID)))
        self.only.toggled.connect(lambda _on: self.narrowed.emit())
        self.empty()

    def empty(self) -> None:
        """Show nothing."""
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)
        self.about.setText("")
        self.kept_back.hide()

    def show_found(self, case: str, found: Found, ticked: Collection[int]) -> None:
        """Show the passages of a case, those that are ticked first."""
        self.list.blockSignals(True)
        self.list.clear()
        for each in sorted(found.passages, key=lambda passage: passage.segment not in ticked)[:_MOST]:
            place = _("{source}, line {line}").format(source=each.source, line=each.line)
            item = QListWidgetItem(f"“{' '.join(each.quote.split())}”\n{place} · {', '.join(each.codes)}")
            item.setData(_ID, each.segment)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.segment in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        all_of_them = len(found.passages)
        count = ngettext("{count} coded segment", "{count} coded segments", all_of_them).format(count=all_of_them)
        told = _("{case}: {segments}, {ticked} ticked").format(case=case, segments=count, ticked=len(ticked))
        if all_of_them > _MOST:
            told += " · " + _("the first {count} are listed").format(count=_MOST)
        self.about.setText(told)
        self.only.setVisible(found.limited or not self.only.isChecked())
        self.kept_back.setText(kept_back_words(found.kept_back))
        self.kept_back.setVisible(bool(found.kept_back))


def _wrapped(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
