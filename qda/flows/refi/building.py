"""Writing a gathered study into a project: one act, undone as one; what is there already is used and not made twice."""

from __future__ import annotations

from copy import deepcopy

from sqlalchemy import select

from qda.coding.codes import ROOT
from qda.collecting import without_collecting
from qda.flows.refi.building_codes import Codes
from qda.flows.refi.building_rest import Rest
from qda.flows.refi.building_texts import Texts
from qda.flows.refi.carried import Carried
from qda.flows.refi.fitting import Fitting
from qda.flows.refi.report import Report
from qda.flows.refi.rows import Numbers, Rows
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import (
    Attribute,
    AttributeValue,
    Case,
    Code,
    Coder,
    Memo,
    Participant,
    ParticipantCase,
    Source,
    SourceParticipant,
    Study,
    Unit,
)
from qda.store.rows import Values
from qda.study import queries as study_queries
from qda.study import service as study_service


def build(project: Project, study: Carried, report: Report, progress: Progress | None = None) -> Report:
    """Write a study into a project in one act; gives the whole report. Raises Cancelled; then all is as it was."""
    report = deepcopy(report)  # what was told while reading stays as it is, for another try
    with (
        without_collecting(),
        project.command("exchange.import", N_("Import the project “{name}”"), name=report.file) as session,
    ):
        rows = Rows(project, session, study, report, progress or Silent())
        builder = _Builder(rows)
        builder.begin()
        codes = Codes(rows)
        codes.write()
        builder.homes()
        Texts(rows, builder.coder).write()
        builder.end()
        codes.gather()
        Rest(rows, builder.coder).write()
    return report


class _Builder:
    """Writes the study itself, who worked on it, and units, cases, participants and attributes."""

    def __init__(self, rows: Rows) -> None:
        self._of = rows
        self._coders: dict[str, int] = {}

    def begin(self) -> None:
        """The study and its coders; a project in which there is nothing yet takes the name of the file's."""
        things = (select(table.id).limit(1) for table in (Source, Unit, Participant, Memo))
        fresh = all(self._of.session.execute(each).first() is None for each in things)
        own = select(Code.id).where(Code.id != ROOT).limit(1)
        self._study(fresh=fresh and self._of.session.execute(own).first() is None)
        self._coders_in()

    def homes(self) -> None:
        """Units, cases and participants."""
        self._homes_in()

    def end(self) -> None:
        """What hangs on sources and cases."""
        self._attributes_in()
        self._people_in()

    # --- study and coders --------------------------------------------------------------------------------------------

    def _study(self, *, fresh: bool) -> None:
        row = self._of.session.get_one(Study, 1)
        if fresh and clean(self._of.study.title):
            row.title = clean(self._of.study.title)
        if not row.description:
            row.description = self._of.study.description
        elif self._of.study.description and self._of.study.description != row.description:
            self._of.report.lost(_("The study keeps its own description."), self._of.study.description[:200])
        row.context = row.context or self._of.study.context
        self._of.session.flush()
        if self._of.study.questions and not study_queries.study(self._of.project).questions:
            study_service.set_questions(self._of.project, self._of.study.questions)

    def _coders_in(self) -> None:
        known = dict(self._of.session.execute(select(Coder.name_key, Coder.id)).all())
        taken = set(self._of.by_guid(Coder, self._of.study.coders))
        new: dict[str, Values] = {}
        for key, told in self._of.study.coders.items():
            name = clean(told) or _("Coder without a name")
            if name_key(name) not in known and name_key(name) not in new:
                new[name_key(name)] = {"guid": self._of.guid(key, taken), "name": name, "name_key": name_key(name)}
        known |= dict(zip(new, self._of.insert(Coder, list(new.values()), _("Writing coders")), strict=True))
        self._coders = {
            key: known[name_key(clean(told) or _("Coder without a name"))]
            for key, told in self._of.study.coders.items()
        }
        self._of.report.count("coders", len(new), len(set(self._coders.values())) - len(new))

    def coder(self, key: str | None) -> int:
        """The id of a coder of the file; whoever works on the project where the file names none."""
        found = self._coders.get(key or "") or self._of.project.coder_id
        if found is None:
            raise RuntimeError("no coder is at work")
        return found

    # --- units, cases, participants ----------------------------------------------------------------------------------

    def _homes_in(self) -> None:
        study = self._of.study
        units = [(unit.key, unit.name, {"description": unit.description}) for unit in study.units]
        self._named("unit", Unit, units, "units")
        unit_of = {case.key: case.unit for case in study.cases}
        cases: list[tuple[str, str, Values]] = [
            (case.key, case.name, {"description": case.description, "unit_id": self._of.ids["unit", unit_of[case.key]]})
            for case in study.cases
        ]
        self._named("case", Case, cases, "cases")
        people: list[tuple[str, str, Values]] = [
            (person.key, person.name, {"description": person.description, "role": person.role})
            for person in study.participants
        ]
        self._named("participant", Participant, people, "participants")
        there = set(self._of.session.execute(select(ParticipantCase.participant_id, ParticipantCase.case_id)))
        wanted = {
            (self._of.ids["participant", person.key], self._of.ids["case", case]): key
            for person in study.participants
            for case, key in person.cases
            if ("case", case) in self._of.ids
        }
        taken = set(self._of.by_guid(ParticipantCase, wanted.values()))
        rows = [
            {"guid": self._of.guid(key, taken), "participant_id": who, "case_id": case}
            for (who, case), key in wanted.items()
            if (who, case) not in there
        ]
        self._of.log.insert_many(ParticipantCase, rows)

    def _named(
        self, kind: str, table: type[Unit | Case | Participant], wanted: list[tuple[str, str, Values]], what: str
    ) -> None:
        """Rows with unique names: those of the same guid or name are used, others are made."""
        same = self._of.by_guid(table, (key for key, _name, _values in wanted))
        named = dict(self._of.session.execute(select(table.name_key, table.id)).all())
        taken, position, first = set(same), len(named), set(named)
        numbers = Numbers()
        rows: list[tuple[str, Values]] = []
        known = 0
        for key, told, values in wanted:
            name = clean(told) or _("Without a name")
            there = same.get(key) or (named.get(name_key(name)) if name_key(name) in first else None)
            if there is not None:
                self._of.ids[kind, key] = there
                known += 1
                continue
            if name_key(name) in named:
                name = numbers.free(name, named)
                self._of.report.mended(_("Two things had the same name; one got a number."), name)
            named[name_key(name)] = 0
            row = {"guid": self._of.guid(key, taken), "name": name, "name_key": name_key(name), "position": position}
            rows.append((key, {**row, **values}))
            position += 1
        ids = self._of.insert(table, [values for _key, values in rows], _("Writing cases"))
        self._of.ids |= {(kind, key): row_id for (key, _values), row_id in zip(rows, ids, strict=True)}
        self._of.report.count(what, len(rows), known)

    # --- attributes, clusters ----------------------------------------------------------------------------------------

    def _attributes_in(self) -> None:
        taken = set(self._of.by_guid(Attribute, (attribute.key for attribute in self._of.study.attributes)))
        named = {
            key: (row_id, kind)
            for key, row_id, kind in self._of.session.execute(select(Attribute.name_key, Attribute.id, Attribute.type))
        }
        count = len(named)
        new = 0
        fitting = Fitting(self._of.study, self._of.report)
        for attribute in self._of.study.attributes:
            name = clean(attribute.name) or _("Variable without a name")
            there = named.get(name_key(name))
            if there is not None:
                fitting.known_type(attribute, name, there[1])
                self._of.ids["attribute", attribute.key] = there[0]
                continue
            known_type = fitting.new_type(attribute, name)
            row = {"guid": self._of.guid(attribute.key, taken), "name": name, "name_key": name_key(name)}
            told = {"type": known_type, "choices": attribute.choices, "position": count + new}
            self._of.ids["attribute", attribute.key] = self._of.log.insert(Attribute, {**row, **told})
            named[name_key(name)] = self._of.ids["attribute", attribute.key], known_type
            new += 1
        self._of.report.count("attributes", new, len(self._of.study.attributes) - new)
        self._values_in(fitting)

    def _values_in(self, fitting: Fitting) -> None:
        columns = (AttributeValue.attribute_id, AttributeValue.target, AttributeValue.target_id, AttributeValue.value)
        there = {(one, kind, at): value for one, kind, at, value in self._of.session.execute(select(*columns))}
        rows = []
        known = 0
        for value in self._of.study.values:
            attribute, target = self._of.ids.get(("attribute", value.attribute)), self._of.ids.get(value.target)
            words = None if attribute is None or target is None else fitting.stored(value)
            if attribute is None or target is None or words is None:
                continue
            key = (attribute, value.target[0], target)
            if key in there:
                known += 1
                if there[key] != words:
                    self._of.report.lost(_("Something has another value for an attribute already."), value.value)
                continue
            there[key] = words
            rows.append({"attribute_id": attribute, "target": key[1], "target_id": target, "value": words})
        self._of.insert(AttributeValue, rows, _("Writing attributes"))
        self._of.report.count("values", len(rows), known)

    def _people_in(self) -> None:
        """Who takes part in sources that were there already."""
        people: set[tuple[int, int]] = set(
            self._of.session.execute(select(SourceParticipant.source_id, SourceParticipant.participant_id))
        )
        added: list[Values] = []
        for source in self._of.study.sources:
            for who in source.participants:
                pair = self._of.ids["source", source.key], self._of.ids["participant", who]
                if pair not in people:
                    people.add(pair)
                    added.append({"source_id": pair[0], "participant_id": pair[1]})
        self._of.log.insert_many(SourceParticipant, added)
