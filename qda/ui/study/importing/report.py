"""What came of an import: what is in the study now, and what is not, and why."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.session import Session
from qda.ui.study.importing.files import Head
from qda.ui.study.tables.cards import Card, Cards, CardView

if TYPE_CHECKING:
    from pathlib import Path

    from qda.flows.importing.files import Outcome


class ImportReport(QWidget):
    """The list of files with what became of each; failures stand first. Enter opens a source."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._outcomes: list[Outcome] = []
        self._planned = 0
        self._seen = False  # its sources in the study
        self.cards = Cards(self)
        self.view = CardView(session, self.cards, _("What came in"))
        self.view.activated.connect(lambda index: self._open(index.row()))
        self.view.doubleClicked.connect(lambda index: self._open(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_outcomes(
        self, outcomes: Sequence[Outcome], planned: int, unread: Sequence[tuple[Path, Head]] = ()
    ) -> None:
        """Show what came of `planned` files, and what could not be read; those that are missing were stopped."""
        self._outcomes = sorted(outcomes, key=lambda outcome: not outcome.failed)
        self._planned = planned
        self._seen = False
        never = [
            Card(path.name, problem=f"{head.problem} {head.hint}".strip(), icon="warning") for path, head in unread
        ]
        self.cards.show([*(_card(outcome) for outcome in self._outcomes), *never])

    def clear(self) -> None:
        """Forget the last import."""
        self.show_outcomes([], 0)

    @property
    def source_ids(self) -> list[int]:
        """The sources that were made, in the order of the files."""
        return sorted(source for outcome in self._outcomes for source in outcome.source_ids)

    def undone(self, known: Set[int]) -> bool:
        """True once sources that came in are in the study no more, none of them; `known` are those that are."""
        here = not known.isdisjoint(self.source_ids)
        undone = self._seen and not here
        self._seen = here
        return undone

    @property
    def all_well(self) -> bool:
        """True if everything that was planned came in."""
        return not any(outcome.failed for outcome in self._outcomes) and len(self._outcomes) == self._planned

    def sentence(self) -> str:
        """How many came in, and how many did not."""
        came = sum(not outcome.failed for outcome in self._outcomes)
        words = sum(outcome.words for outcome in self._outcomes)
        told = ngettext("{count} file came in, {words} words.", "{count} files came in, {words} words.", came)
        parts = [told.format(count=came, words=f"{words:,}")] if came else []
        failed = len(self._outcomes) - came
        if failed:
            parts.append(ngettext("{count} did not.", "{count} did not.", failed).format(count=failed))
        left = self._planned - len(self._outcomes)
        if left:
            parts.append(
                ngettext("{count} was left when you stopped.", "{count} were left when you stopped.", left).format(
                    count=left
                )
            )
        return " ".join(parts)

    def aside(self) -> str:
        """What of the files is not in the texts, in a sentence; empty where all of it is."""
        lacking = [outcome for outcome in self._outcomes if outcome.aside]
        if len(lacking) == 1:
            return " ".join(lacking[0].aside)
        told = _("In {count} of them something was set aside; “Go to the import” in the menu Study says what.")
        return told.format(count=len(lacking)) if lacking else ""

    def next_step(self) -> str:
        """What one does next."""
        return _("Open the first") if self.source_ids else _("Back to the study")

    def _open(self, row: int) -> None:
        ids = self._outcomes[row].source_ids if row < len(self._outcomes) else ()
        if ids:
            self._session.show_source(ids[0])


def _card(outcome: Outcome) -> Card:
    if outcome.failed:
        return Card(outcome.path.name, problem=f"{outcome.problem} {outcome.hint}".strip(), icon="warning")
    names = outcome.names[0]
    if len(outcome.names) > 1:
        names = _("{name} and {count} more").format(name=names, count=len(outcome.names) - 1)
    words = ngettext("{count} word", "{count} words", outcome.words).format(count=f"{outcome.words:,}")
    return Card(names, words, " ".join(outcome.notes))
