"""Propositions and their rivals, held against each case: expected, observed, whether it matches, and the segments."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from qda.days import day
from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.claims.patterns import segments
from qda.ui.claims.patterns.frame import PatternsFrame
from qda.ui.claims.patterns.segments import Found
from qda.ui.claims.patterns.table import CaseLine
from qda.ui.jobs import Jobs, Latest
from qda.ui.session import Selection, Session
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.room import Room
from qda.ui.working.saving import ask_where, write_aside
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.analysis.synthesis.pattern_stamps import Late
    from qda.progress import Progress
    from qda.project.project import Change, Project
    from qda.synthesis.patterns import PatternRow, Proposition

_FILES = ("Word (*.docx)", "HTML (*.html)", "Excel (*.xlsx)", "CSV (*.csv)")
_TABLES = ("claim", "claim_link", "pattern_match", "pattern_evidence", "case", "unit", "coding", "segment", "passage")
_ID = Qt.ItemDataRole.UserRole
_LEAST, _BEST = 640, 900
_PAUSE = 200  # milliseconds
_EMPTY = N_(
    "A proposition says what you expect before you look; a rival says what else could explain it. Write the first one "
    "at the left, then hold it against each case."
)


class PatternsPart(PatternsFrame):
    """A proposition is written at the left, judged case by case at the right, with its segments ticked beneath."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        Room(session, self, lambda: (_LEAST, _BEST))
        self._jobs = jobs
        self._keeping_up = KeepingUp(self, self.refresh, _PAUSE)
        self._asked: tuple[int, int, bool] | None = None  # whose segments are listed, or on their way
        self._reading = Latest(jobs)
        self._claims: list[Proposition] = []
        self._judged: dict[int, dict[int, PatternRow]] = {}
        self._late: dict[tuple[int, int], Late] = {}
        self._cases = 0
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.expected.left.connect(self._keep_expected)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._read_evidence())
        self.new.returnPressed.connect(lambda: self.add("proposition"))
        self.rival_link.clicked.connect(lambda: self.add("rival"))
        self.export_link.clicked.connect(self.ask_export)
        self.rows.written.connect(self._judge)
        self.segments.ticked.connect(self._on_ticked)
        self.segments.opened.connect(lambda segment: jumps.jump(session, "segment", segment))
        self.segments.narrowed.connect(self._read_evidence)
        Unfinished(session, self.new, lambda: About("claim.new/proposition", self.new.accessibleName()), lasting=True)
        Unfinished(session, self.expected, self._about_expected)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_opened)
        session.changed.connect(self._on_change)
        session.selected.connect(self._on_selected)
        actions.add("patterns.export", _("Write the patterns by case…"), self.ask_export, menu="&Study", where=self)
        actions.add("patterns.new", _("New proposition"), self._to_new, menu="&Study", where=self, writes=True)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._late, self._asked = {}, None
        self._keeping_up.renew()

    def _on_change(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._keeping_up.outdate()

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "claim" and selection.id != self.claim_id():
            self._go_to(selection.id)

    def claim_id(self) -> int | None:
        """The proposition or rival that is chosen."""
        found = self.list.currentIndex().data(_ID)
        return found if isinstance(found, int) else None

    def case_id(self) -> int | None:
        """The case that is chosen."""
        row = self.table.currentIndex().row()
        return self.rows.lines[row].case_id if 0 <= row < len(self.rows.lines) else None

    def refresh(self) -> None:
        """Show propositions and judgements as they are now; what was coded before them is counted aside."""
        self._keeping_up.caught_up()
        self._asked = None
        self._claims, self._judged = [], defaultdict(dict)
        if self._session.is_open:
            from qda.synthesis import patterns

            project = self._session.project
            self._claims = patterns.propositions(project)
            for row in patterns.rows(project):
                self._judged[row.claim_id][row.case_id] = row
            self.rows.choices = {"match": patterns.MATCHES, "replication": patterns.REPLICATIONS}
            self.rows.writable = project.writable
            if self._claims:
                self._jobs.aside(lambda _progress: _late(project), self._on_late)
        self._show_list()
        self._show_claim()

    def _on_late(self, found: dict[tuple[int, int], Late]) -> None:
        self._late = found
        self._show_claim()

    def _show_list(self) -> None:
        kept = self.claim_id()
        self.list.blockSignals(True)
        self.list.clear()
        for claim in self._claims:
            rival = claim.kind == "rival"
            words = _("Rival: {claim}").format(claim=claim.text) if rival else claim.text
            judged = self._judged[claim.id].values()
            fits = sum(row.match == "match" for row in judged)
            told = ngettext("{fits} of {judged} case judged matches", "{fits} of {judged} cases judged match",
                            len(judged))  # fmt: skip
            item = QListWidgetItem(f"{words}\n{told.format(fits=fits, judged=len(judged))}")
            item.setData(_ID, claim.id)
            item.setSizeHint(self.list.size_of(item.text()))
            self.list.addItem(item)
            if claim.id == kept:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentItem() is None and self._claims:
            chosen = self._session.selection
            if chosen.kind != "claim" or not self._go_to(chosen.id):
                self.list.setCurrentRow(0)

    def _go_to(self, claim_id: int) -> bool:
        for number in range(self.list.count()):
            if self.list.item(number).data(_ID) == claim_id:
                self.list.setCurrentRow(number)
                return True
        return False

    def _chosen(self) -> Proposition | None:
        wanted = self.claim_id()
        return next((claim for claim in self._claims if claim.id == wanted), None)

    def _on_chosen(self) -> None:
        self._show_claim()
        claim = self._chosen()
        if claim is not None and self.isVisible():
            self._session.select(Selection("claim", claim.id))

    def _show_claim(self) -> None:
        claim = self._chosen()
        self.rows.claim_id = claim.id if claim is not None else 0
        writable = self._session.is_open and self._session.project.writable
        self.new.setVisible(writable)
        self.segments.setVisible(claim is not None)
        self.list.setVisible(bool(self._claims))
        self.gap.setVisible(not self._claims)
        self.rival_link.setVisible(writable and claim is not None)
        for widget in (self.expected, self.table, self.export_link):
            widget.setVisible(claim is not None)
        self.expected.setReadOnly(not writable)
        if claim is None:
            self.head.setText("")
            self.stamped.setText(_(_EMPTY))
            self.verdict.setText("")
            self._asked = None
            self.segments.empty()
            self.rows.show(())
            return
        self.head.setText(claim.text)
        self.expected.show_words(claim.expected)
        self._show_cases(claim)
        self._tell(claim)
        if not self.table.currentIndex().isValid() and self.rows.lines:
            self.table.setCurrentIndex(self.rows.index(0, 1))
        self._read_evidence()

    def _show_cases(self, claim: Proposition) -> None:
        from qda.export.synthesis.pattern_tables import late_words
        from qda.study import queries

        judged = self._judged[claim.id]
        lines = [
            CaseLine(
                case.id, case.name, unit.name, judged.get(case.id), late_words(self._late.get((claim.id, case.id)))
            )
            for unit in queries.units(self._session.project)
            for case in unit.cases
        ]
        self._cases = len(lines)
        self.rows.show(lines)
        self.table.resizeRowsToContents()

    def _tell(self, claim: Proposition) -> None:
        """The counts of the proposition and its rivals, one under the other; which is right is not the program's."""
        from qda.export.synthesis.pattern_tables import verdict
        from qda.export.tables import plain
        from qda.synthesis.patterns import tally

        self.stamped.setText(_("Put down on {day}.").format(day=day(claim.at)))
        top = claim.rival_to if claim.kind == "rival" and claim.rival_to is not None else claim.id
        lines = []
        for each in self._claims:
            if top in (each.id, each.rival_to):
                name = _("Rival") if each.kind == "rival" else _("Proposition")
                lines.append(f"{name}: {plain(verdict(tally(self._judged[each.id].values(), self._cases)))}")
        self.verdict.setText("\n".join(lines))

    # --- evidence -----------------------------------------------------------------------------------------------------

    def _read_evidence(self) -> None:
        """Read what could show the pattern; once for what is chosen, however often the page is shown anew."""
        claim, case = self.claim_id(), self.case_id()
        if claim is None or case is None or not self._session.is_open:
            self._asked = None
            self.segments.empty()
            return
        project, only = self._session.project, self.segments.only.isChecked()
        if self._asked == (claim, case, only):
            return
        asked = self._asked = claim, case, only

        def work(progress: Progress) -> Found:
            progress.step(0, 0, "")
            return segments.read(project, claim, case, only=only)

        self._reading.aside(work, lambda found: self._fill(asked, found))

    def _fill(self, asked: tuple[int, int, bool], found: Found) -> None:
        if asked != self._asked:
            return
        claim, case, _only = asked
        row = self._judged[claim].get(case)
        name = next((line.case for line in self.rows.lines if line.case_id == case), "")
        self.segments.show_found(name, found, set(row.evidence) if row is not None else set())

    def _on_ticked(self, segment: int, on: bool) -> None:
        from qda.synthesis import patterns

        claim, case = self.claim_id(), self.case_id()
        if claim is not None and case is not None:
            act = patterns.add_evidence if on else patterns.remove_evidence
            self._session.act(act, self._session.project, claim, case, [segment])

    # --- writing ------------------------------------------------------------------------------------------------------

    def _judge(self, case_id: int, part: str, words: str) -> None:
        from qda.synthesis import patterns

        claim = self.claim_id()
        if claim is not None:
            self._session.act(patterns.judge, self._session.project, claim, case_id, **{part: words})

    def _about_expected(self) -> About | None:
        claim = self._chosen()
        if claim is None:
            return None
        return About("claim.expected", titled(self.expected.accessibleName(), claim.text), ("claim", claim.id))

    def _keep_expected(self) -> None:
        from qda.synthesis import claims

        claim = self._chosen() if self._session.is_open else None
        if claim is not None and self.expected.toPlainText().strip() != claim.expected:
            self._session.act(claims.set_expected, self._session.project, claim.id, self.expected.toPlainText().strip())

    def _to_new(self) -> None:
        self.new.setFocus()

    def add(self, kind: str) -> None:
        """Put down what was typed, as a proposition or as a rival to the chosen one."""
        from qda.synthesis import claims

        words = self.new.text().strip()
        if not words:
            self.new.setFocus()
            return
        chosen = self._chosen()
        rival = None
        if kind == "rival" and chosen is not None:
            rival = chosen.rival_to if chosen.kind == "rival" and chosen.rival_to is not None else chosen.id
        made = self._session.act(claims.create, self._session.project, words, kind=kind, rival_to=rival)
        if made is not None:
            self.new.clear()
            self.refresh()
            self._go_to(made)
            self.expected.setFocus()

    def ask_export(self) -> None:
        """Ask for a file and write the patterns by case into it."""
        path = ask_where(self, self._session, _("Write the patterns by case"), _("Patterns"), ";;".join(_FILES))
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write them by the name's ending, of what may leave the project."""
        project = self._session.project

        def write(progress: Progress) -> None:
            from qda.export import reports, wishes
            from qda.export.leaving import gate

            with gate.leaving(project, "patterns", _("Patterns"), progress=progress) as cleared:
                reports.write_report(path, cleared, wishes.Wish("patterns"), progress)

        write_aside(self._session, self._jobs, path, write)


def _late(project: Project) -> dict[tuple[int, int], Late]:
    from qda.analysis.synthesis import pattern_stamps

    return pattern_stamps.late(project, pattern_stamps.stamps(project))
