"""The study, its people and its sources."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from qda.coding import corrected
from qda.sources import editing
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.sources.anchoring import Edit
from qda.sources.service import NewSource
from qda.store.models import Attribute, Case, Consent, DataSet, Instrument, Participant, Speaker, Unit
from qda.study import attributes, consent, instruments
from qda.study import service as study
from qda.study.attribute_values import TYPES
from tests.factories import TALK, marks_of
from tests.workflows.histories.machine import Machine, names, picks, places

_words = st.sampled_from(["", "x", "two words", "\n", "🏠"])


class StudyRules(Machine):
    """Units, cases, participants, the data plan."""

    @rule(name=names, pick=picks)
    def describe_study(self, name: str, pick: int) -> None:
        self.act(study.describe, title=name, context=f"context {pick}")
        self.act(study.set_questions, [name, f"What is {name}?"][: pick % 3])

    @rule(name=names, pick=picks)
    def make_unit_and_case(self, name: str, pick: int) -> None:
        self.act(study.create_unit, name)
        self.act(study.create_case, self.one(Unit, pick), name)

    @rule(name=names, pick=picks)
    def change_unit(self, name: str, pick: int) -> None:
        unit = self.one(Unit, pick)
        self.act(study.rename_unit, unit, name)
        self.act(study.describe_unit, unit, name)
        self.act(study.reorder_units, self.ids(Unit)[::-1])

    @rule(name=names, pick=picks, other=picks)
    def change_case(self, name: str, pick: int, other: int) -> None:
        case = self.one(Case, pick)
        self.act(study.rename_case, case, name)
        self.act(study.describe_case, case, name)
        self.act(study.move_case, case, self.one(Unit, other))
        self.act(study.reorder_cases, self.ids(Case)[::-1])

    @rule(name=names, pick=picks)
    def change_participant(self, name: str, pick: int) -> None:
        self.act(study.create_participant, name, role="parent", case_ids=tuple(self.some(Case, pick)))
        person = self.one(Participant, pick)
        self.act(study.rename_participant, person, name)
        self.act(study.describe_participant, person, role=name)
        self.act(study.set_participant_cases, person, tuple(self.some(Case, pick + 1)))
        self.act(study.reorder_participants, self.ids(Participant)[::-1])

    @rule(name=names, pick=picks)
    def plan_data(self, name: str, pick: int) -> None:
        self.act(study.add_data_set, self.one(Unit, pick) if pick % 2 else None, name, aim=name)
        self.act(study.edit_data_set, self.one(DataSet, pick), collected=f"{pick} hours")
        if pick % 5 == 0:
            self.act(study.delete_data_sets, self.some(DataSet, pick))

    @rule(name=names, pick=picks)
    def change_attribute(self, name: str, pick: int) -> None:
        kind = TYPES[pick % 4]
        self.act(attributes.create, name, kind, ["few", "many", "few"])
        attribute = self.one(Attribute, pick)
        self.act(attributes.rename, attribute, f"{name} {pick}")
        self.act(attributes.retype, attribute, kind)
        self.act(attributes.set_choices, attribute, ["many", "few", name][pick % 3 :])
        self.act(attributes.rename_choice, attribute, "few", name)
        self.act(attributes.reorder, self.ids(Attribute)[::-1])
        if pick % 7 == 0:
            self.act(attributes.delete, self.some(Attribute, pick))

    @rule(pick=picks, other=picks, words=st.sampled_from(["", "few", "many", "12,5", "2010-07-07", "🏠"]))
    def give_values(self, pick: int, other: int, words: str) -> None:
        attribute = self.one(Attribute, pick)
        self.act(attributes.set_value, attribute, "case", self.some(Case, other), words)
        self.act(attributes.set_value, attribute, "participant", self.some(Participant, other), words)
        cell = attributes.Entry(attribute, "source", self.source(other), words)
        self.act(attributes.set_values, [cell, attributes.Entry(attribute, "unit", self.one(Unit, other), words)])

    @rule(name=names, pick=picks, other=picks)
    def change_instrument(self, name: str, pick: int, other: int) -> None:
        self.act(instruments.create, name, version=str(pick % 3), date="2012-05", text=name)
        instrument = self.one(Instrument, pick)
        self.act(instruments.edit, instrument, name=name, text=f"1. {name}?")
        self.act(instruments.new_version, instrument, str(other % 5))
        self.act(instruments.link, [self.source(other)], instrument if other % 3 else None)
        if pick % 5 == 0:
            self.act(instruments.delete, self.some(Instrument, pick))

    @rule(name=names, pick=picks, other=picks, day=st.sampled_from([None, "2010", "2010-07", "7.7.2010"]))
    def ask_consent(self, name: str, pick: int, other: int, day: str | None) -> None:
        person, kind = self.one(Participant, pick), (*consent.KINDS, name)[pick % 5]
        outcome = (*consent.OUTCOMES, name)[other % 5]
        self.act(consent.record, person, kind, asked_on=day, form=name, outcome=outcome)
        self.act(consent.answer, self.some(Participant, other), kind, outcome)
        row = self.one(Consent, other)
        self.act(consent.change, row, asked_on=day, outcome=outcome)
        self.act(consent.withdraw, row, day or "2011-03-01")
        if pick % 5 == 0:
            self.act(consent.delete, self.some(Consent, pick))

    @rule(pick=picks)
    def delete_unit(self, pick: int) -> None:
        self.act(study.delete_unit, self.one(Unit, pick))

    @rule(pick=picks, other=picks)
    def delete_case(self, pick: int, other: int) -> None:
        self.act(sources.move, [self.source(other)], case_id=self.one(Case, pick))
        self.act(study.delete_case, self.one(Case, pick))

    @rule(pick=picks)
    def delete_participant(self, pick: int) -> None:
        self.act(study.delete_participant, self.one(Participant, pick))


class SourceRules(Machine):
    """Sources, their homes, speakers and passages, their texts."""

    @rule(name=names, kept=st.booleans())
    def import_source(self, name: str, kept: bool) -> None:
        new = NewSource(name, TALK, marks_of(TALK), original=b"as it came" if kept else None, original_name="talk.txt")
        self.act(sources.add, new)

    @rule(pick=picks, place=places)
    def mend_what_lost_its_words(self, pick: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        lost = [found.segment_id for found in corrected.lost(self.project, source)]
        if lost:
            self.act(corrected.attach, lost[0], self.span(source, place))
        self.act(corrected.remove, lost[1:])

    @rule(pick=picks, name=names)
    def describe_source(self, pick: int, name: str) -> None:
        source = self.source(pick)
        self.act(sources.rename, source, name)
        self.act(sources.describe, [source], kind="interview", perspective=name)
        self.act(sources.mark_coded, source, bool(pick % 2))
        self.act(sources.place, source, "2010-07" if pick % 3 else None)
        self.act(sources.reorder, [row.id for row in source_queries.rows(self.project)][::-1])

    @rule(pick=picks, other=picks, place=places)
    def place_source(self, pick: int, other: int, place: tuple[int, int]) -> None:
        source = self.source(pick)
        self.act(sources.move, [source], unit_id=self.one(Unit, other))
        self.act(sources.move, [source], case_id=self.one(Case, other))
        self.act(sources.assign_passage, source, self.span(source, place), self.some(Case, other))

    @rule(pick=picks, other=picks)
    def name_speakers(self, pick: int, other: int) -> None:
        source = self.source(pick)
        self.act(sources.set_participants, source, self.some(Participant, other))
        with self.project.read() as session:
            query = select(Speaker.label).where(Speaker.source_id == source)
            labels = list(session.execute(query.order_by(Speaker.id)).scalars())
        for label in labels[:2]:
            self.act(sources.assign_speaker, source, label, participant_id=self.one(Participant, other))
            self.act(sources.assign_speaker, source, label, interviewer=bool(pick % 2))

    @rule(pick=picks, place=places, words=_words)
    def correct(self, pick: int, place: tuple[int, int], words: str) -> None:
        source = self.source(pick)
        span = self.span(source, place)
        self.act(editing.correct, source, [Edit(span.start, span.end - len(span) // 2, words)])

    @rule(pick=picks, whole=st.sampled_from(["80", "sentence", "turn", "paragraph"]))
    def renumber(self, pick: int, whole: str) -> None:
        self.act(sources.set_line_units, self.source(pick), whole)

    @precondition(lambda self: len(source_queries.rows(self.project)) > 1)
    @rule(pick=picks)
    def delete_source(self, pick: int) -> None:
        self.act(sources.delete, self.source(pick))
