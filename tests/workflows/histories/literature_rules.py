"""Literature, its criteria and judgements, and what is written beside reporting checklists."""

from __future__ import annotations

from hypothesis.stateful import rule

from qda.store.models import Literature, LiteratureCriterion
from qda.study import checklists, literature
from qda.study.references import Reference
from tests.workflows.histories.machine import Machine, names, picks


class LiteratureRules(Machine):
    """Publications come, are screened, graded and go."""

    @rule(name=names, pick=picks)
    def find_literature(self, name: str, pick: int) -> None:
        found = Reference(name, authors=f"{name}, Ann", year=str(1990 + pick % 30))
        self.act(literature.add, found)
        self.act(literature.add_many, [found, Reference(f"{name} {pick}", doi=f"10.1/{pick}")], duplicates={0})

    @rule(name=names, pick=picks, other=picks)
    def change_literature(self, name: str, pick: int, other: int) -> None:
        one = self.one(Literature, pick)
        self.act(literature.change, one, title=name, doi=f"https://doi.org/10.1/{other}", authors=f"{name}\n\nB, C")
        self.act(literature.link, one, self.source(other) if other % 3 else None)
        self.act(literature.write_notes, one, name if other % 4 else "")
        self.act(literature.notes_criterion)

    @rule(name=names, pick=picks, other=picks)
    def judge_literature(self, name: str, pick: int, other: int) -> None:
        kind = literature.KINDS[other % 4]
        self.act(literature.add_criterion, name, kind, choices=["strong", "partial"][: other % 3])
        criterion = self.one(LiteratureCriterion, pick)
        some = self.some(Literature, other)
        self.act(literature.set_stage, some, literature.STAGES[pick % 6], reason=name)
        self.act(literature.set_found_in, some, name)
        self.act(literature.judge, some, criterion, ("strong", "", name)[pick % 3])
        self.act(literature.write_each, criterion, dict.fromkeys(some, name))
        self.act(literature.change_criterion, criterion, name=f"{name} {pick % 3}", choices=["partial", name])
        self.act(literature.order_criteria, self.ids(LiteratureCriterion)[::-1])

    @rule(pick=picks, other=picks)
    def delete_literature(self, pick: int, other: int) -> None:
        self.act(literature.delete, self.some(Literature, pick))
        if other % 5 == 0:
            self.act(literature.delete_criteria, self.some(LiteratureCriterion, other))

    @rule(name=names, pick=picks)
    def answer_checklist(self, name: str, pick: int) -> None:
        checklist = checklists.CHECKLISTS[pick % 2]
        self.act(checklists.answer, checklist, str(pick % 4 + 1), name if pick % 3 else "")
