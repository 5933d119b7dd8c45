"""Phases, what was collected, case summaries, and patterns held against cases."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qda.store.models import Case, Claim, DataSet, Phase, Segment
from qda.study import phases
from qda.study import service as study
from qda.synthesis import patterns
from tests.workflows.histories.machine import Machine, names, picks


class DesignRules(Machine):
    """The course of the study, and pattern matching."""

    @rule(name=names, pick=picks, day=st.sampled_from([None, "2010", "2010-07", "7.7.2010", "in spring"]))
    def change_phase(self, name: str, pick: int, day: str | None) -> None:
        self.act(phases.add, name, kind=name, began=day, ended="2011-03")
        phase = self.one(Phase, pick)
        self.act(phases.change, phase, name=f"{name} {pick}", ended=day)
        self.act(phases.move, phase, pick % 4)
        if pick % 4 == 0:
            self.act(phases.delete, self.some(Phase, pick))

    @rule(pick=picks, other=picks)
    def say_what_was_collected(self, pick: int, other: int) -> None:
        wanted = [self.source(other)] if other % 3 else []
        self.act(study.set_data_set_sources, self.one(DataSet, pick), wanted)

    @rule(name=names, pick=picks)
    def summarise_case(self, name: str, pick: int) -> None:
        self.act(study.summarise_case, self.one(Case, pick), name)

    @rule(name=names, pick=picks, other=picks)
    def hold_against_case(self, name: str, pick: int, other: int) -> None:
        claim, case = self.one(Claim, pick), self.one(Case, other)
        match = (*patterns.MATCHES, "")[pick % 5]
        self.act(patterns.judge, claim, case, match=match, observed=name)
        self.act(patterns.judge, claim, case, replication=(*patterns.REPLICATIONS, "")[other % 4], observed="")
        self.act(patterns.add_evidence, claim, case, self.some(Segment, other))
        if other % 3 == 0:
            self.act(patterns.remove_evidence, claim, case, self.some(Segment, pick))
        if pick % 7 == 0:
            self.act(patterns.clear, claim, [case])
