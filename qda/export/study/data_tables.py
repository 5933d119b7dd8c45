"""The study and its data as tables: design, sources, participants, the history of the work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qda.analysis.segments import coverage
from qda.analysis.segments.retrieval import Counts
from qda.analysis.study.plan import Collected, collected
from qda.days import moment
from qda.export.bases import left_out
from qda.export.blocks import Block, Prose, said
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.tables import Column, Dash, Row, Run, Share, Table, rich
from qda.i18n import N_, speaking
from qda.project import history
from qda.sources.queries import SourceRow, labels
from qda.study import queries as study
from qda.study.queries import DataSetRow

SOURCE_KINDS = (
    N_("interview"),
    N_("field note"),
    N_("case record"),
    N_("document"),
    N_("diary"),
    N_("literature"),
    N_("minutes"),
    N_("focus group"),
    N_("parent"),
    N_("social worker"),
)
"""Kinds and perspectives that the program itself names; what users name stays theirs."""


def titled(words: str, material: Material, profile: Profile) -> str:
    """A title with the study's after it."""
    said_ = profile.title(words)
    return profile.say(N_("{title} – {study}"), title=said_, study=material.title) if material.title else said_


def beside(material: Material, profile: Profile, counted: Counts) -> Iterator[str]:
    """What the study has beside what is coded, which no base holds: a sentence for each kind."""
    people = len(material.participants) - len(counted.participants) if counted.participants else 0
    cases = len(material.cases) - len(counted.cases) if counted.cases else 0
    sources = len(material.sources) - len(counted.sources)
    return left_out(profile, sources=sources, cases=cases, participants=people)


# --- the study ----------------------------------------------------------------------------------------------------


def design(material: Material, profile: Profile) -> list[Block]:
    """What is asked, in which context, in which units and cases, with which data."""
    head = study.study(material.project)
    blocks: list[Block] = []
    if head.context:
        blocks.append(_labelled(profile.say(N_("Context:")), head.context))
    blocks += [said(line) for line in head.description.split("\n") if line.strip()]
    for number, question in enumerate(head.questions, start=1):
        blocks.append(_labelled(profile.say(N_("Research question {n}:"), n=number), question))
    blocks.append(units(material, profile))
    plan = study.data_plan(material.project)
    if plan:
        blocks.append(data_plan(plan, material, profile))
    return blocks


def data_plan(plan: Sequence[DataSetRow], material: Material, profile: Profile) -> Table:
    """What was planned beside what somebody wrote was collected, and beside what is counted in the project."""
    counted = collected(material.project, plan)
    heads = (N_("Unit"), N_("Method"), N_("Aim"), N_("Knowledge"), N_("Planned"), N_("Collected"), N_("Counted"))
    cells = [
        (row.unit, row.method, row.aim, row.knowledge, row.planned, row.collected,
         counted_words(counted[row.id], profile)) for row in plan
    ]  # fmt: skip
    columns = tuple(
        Column(
            profile.say(words), "stub" if at == 0 else "text", sheet_only=at == 5 and not any(row[5] for row in cells)
        )
        for at, words in enumerate(heads)
    )
    note = profile.say(
        N_("Counted are the sources of each data set as they lie in the project; minutes as far as they are recorded.")
    )
    rows = tuple(Row(each) for each in cells)
    title = titled(N_("Data Plan"), material, profile)
    return Table(title, columns, rows, notes=(rich("{text}", text=note),), key="data-plan")


def counted_words(found: Collected, profile: Profile) -> str:
    """“3 sources, 3,073 words, 190 minutes”; empty where there is nothing."""
    if not found.sources:
        return ""
    parts = [
        profile.number_of(len(found.sources), N_("{n} source"), N_("{n} sources")),
        profile.number_of(found.words, N_("{n} word"), N_("{n} words")),
    ]
    if found.timed:
        parts.append(profile.number_of(found.minutes, N_("{n} minute"), N_("{n} minutes")))
    return ", ".join(parts)


def _labelled(label: str, words: str) -> Block:
    return Prose((Run(label, bold=True), Run(f" {words}")))


def units(material: Material, profile: Profile) -> Table:
    """Units of analysis and their cases, with what there is of each."""
    cases: dict[int, list[SourceRow]] = defaultdict(list)
    own: dict[int, list[SourceRow]] = defaultdict(list)
    for row in material.sources:
        (cases[row.case_id] if row.case_id is not None else own[row.unit_id or 0]).append(row)
    people: dict[int, int] = defaultdict(int)
    for person in material.participants:
        for case in person.case_ids:
            people[case] += 1
    rows = []
    for unit in material.units:
        all_rows = [*own[unit.id], *(row for case in unit.cases for row in cases[case.id])]
        here = {
            person.id for person in material.participants if {case.id for case in unit.cases} & set(person.case_ids)
        }
        rows.append(_unit_row(unit.name, unit.description, all_rows, len(here), 0))
        rows += [_unit_row(case.name, case.description, cases[case.id], people[case.id], 1) for case in unit.cases]
    columns = (
        Column(profile.say(N_("Unit or case")), "stub"),
        Column(profile.say(N_("Description")), sheet_only=not any(row.cells[1] for row in rows)),
        Column(profile.say(N_("Sources")), "count"),
        Column(profile.say(N_("Words")), "count"),
        Column(profile.say(N_("Participants")), "count", sheet_only=not material.participants),
    )
    note = rich(profile.say(N_("A unit counts what lies in it and in its cases, each once.")))
    return Table(titled(N_("Units of Analysis and Cases"), material, profile), columns, tuple(rows), notes=(note,))


def _unit_row(name: str, told: str, rows: Iterable[SourceRow], people: int, indent: int) -> Row:
    rows = list(rows)
    return Row((name, told, len(rows), sum(row.words for row in rows), people), indent, strong=indent == 0)


# --- sources and participants ---------------------------------------------------------------------------------------


def sources(material: Material, profile: Profile) -> Table:
    """The data: each source with its kind, home, date, length, and how much of it is coded."""
    looked = coverage.of_all(material.project)
    counts: dict[int, Counts] = defaultdict(Counts)
    for fact in material.facts:
        counts[fact.source].take(fact)
    rows = tuple(
        Row(
            (
                row.name,
                profile.translated(row.kind),
                profile.translated(row.perspective),
                row.unit,
                row.case,
                ", ".join(row.participants),
                row.date or Dash(),
                row.words,
                row.lines,
                len(counts[row.id].segments),
                _coded(looked.get(row.id)),
                profile.say(N_("yes")) if row.coded else profile.say(N_("no")),
            )
        )
        for row in material.sources
    )

    def used(at: int) -> bool:
        return any(row.cells[at] for row in rows)

    columns = (
        Column(profile.say(N_("Source")), "stub"),
        Column(profile.say(N_("Kind")), sheet_only=not used(1)),
        Column(profile.say(N_("Perspective")), sheet_only=not used(2)),
        Column(profile.say(N_("Unit")), sheet_only=not used(3)),
        Column(profile.say(N_("Case")), sheet_only=not used(4)),
        Column(profile.say(N_("Participants")), sheet_only=True),
        Column(profile.say(N_("Date"))),
        Column(profile.say(N_("Words")), "count"),
        Column(profile.say(N_("Lines")), "count", sheet_only=True),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Lines coded")), "percent"),
        Column(profile.say(N_("Marked as coded")), sheet_only=True),
    )
    words = profile.integer(sum(row.words for row in material.sources))
    told = profile.translated(N_("{sources} with {words} words. Lines coded leave out the interviewer’s."))
    count = profile.number_of(len(rows), N_("{n} source"), N_("{n} sources"))
    notes = [rich(told, sources=count, words=words)]
    if any(Dash() in row.cells for row in rows):
        notes.append(rich(profile.say(N_("0 = none; – = not known."))))
    return Table(titled(N_("Overview of the Data"), material, profile), columns, rows, notes=tuple(notes))


def _coded(found: coverage.Coverage | None) -> Share | Dash:
    return Share(found.coded, found.lines) if found is not None and found.lines else Dash()


def participants(material: Material, profile: Profile) -> Table:
    """The register: pseudonym, role, cases, sources, and how much each person said that is coded.

    Of whom no turn is known there is no count: a dash, and not a nought.
    """
    counts: dict[int, Counts] = defaultdict(Counts)
    codes: dict[int, set[int]] = defaultdict(set)
    for fact in material.facts:
        for person in fact.participants:
            counts[person].take(fact)
            codes[person].add(fact.code)
    heard = labels(material.project).keys() | counts.keys()
    taking_part: dict[str, list[str]] = defaultdict(list)
    for source in material.sources:
        for name in source.participants:
            taking_part[name].append(source.name)
    rows = tuple(
        Row(
            (
                person.name,
                person.role,
                ", ".join(material.cases[case].name for case in person.case_ids if case in material.cases),
                "; ".join(taking_part[person.name]),
                len(taking_part[person.name]),
                len(counts[person.id].segments) if person.id in heard else Dash(),
                len(codes[person.id]) if person.id in heard else Dash(),
                person.description,
            )
        )
        for person in material.participants
    )
    columns = (
        Column(profile.say(N_("Participant")), "stub"),
        Column(profile.say(N_("Role"))),
        Column(profile.say(N_("Case"))),
        Column(profile.say(N_("Takes part in")), sheet_only=True),
        Column(profile.say(N_("Sources")), "count"),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Codes")), "count"),
        Column(profile.say(N_("Description")), sheet_only=not any(row.cells[7] for row in rows)),
    )
    notes = [
        rich(profile.translated(N_("*N* = {n}. Names are pseudonyms.")), n=profile.integer(len(rows))),
        rich(profile.say(N_("Segments and codes are those of the person’s own words."))),
    ]
    if any(Dash() in row.cells for row in rows):
        notes.append(rich(profile.say(N_("– = no source marks which words are theirs."))))
    title = titled(N_("Register of Participants"), material, profile)
    return Table(title, columns, rows, notes=tuple(notes))


# --- the course of the work -----------------------------------------------------------------------------------------


def audit_trail(material: Material, profile: Profile) -> Table:
    """Everything that was done, the oldest first: when, by whom, what, and whether it was taken back."""
    rows = tuple(_acts(material, profile))
    columns = (
        Column(profile.say(N_("Number")), "count", ordinal=True),
        Column(profile.say(N_("When"))),
        Column(profile.say(N_("Who")), sheet_only=len({row.cells[2] for row in rows}) < 2),
        Column(profile.say(N_("What happened"))),
        Column(profile.say(N_("Command")), sheet_only=True),
        Column(profile.say(N_("Taken back")), sheet_only=not any(row.cells[5] for row in rows)),
    )
    note = profile.say(N_("The history of the study as the program kept it. Nothing can be taken out of it."))
    return Table(titled(N_("Audit Trail"), material, profile), columns, rows, notes=(rich("{text}", text=note),))


def _acts(material: Material, profile: Profile) -> Iterator[Row]:
    undone = profile.say(N_("taken back"))
    with speaking(profile.texts, profile.thousands_mark):
        acts = history.rows(material.project)
    for act in reversed(acts):
        yield Row((act.id, moment(act.at), act.coder, act.text, act.key, undone if act.undone else ""))
