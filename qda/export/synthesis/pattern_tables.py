"""Patterns held against cases as a table: what is expected, what is observed, whether it matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from qda.analysis.synthesis import pattern_stamps
from qda.analysis.synthesis.pattern_stamps import Late, Stamp
from qda.days import day
from qda.export.blocks import Block, Heading, Prose
from qda.export.leaving import withheld
from qda.export.material import Material
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Dash, Row, Run, Table, Text, rich
from qda.i18n import N_
from qda.project.project import Project
from qda.synthesis import patterns
from qda.synthesis.patterns import PatternRow, Proposition, Tally


def blocks(material: Material, profile: Profile) -> list[Block]:
    """For each proposition a heading, the pattern it leads one to expect, and a table with its rivals beside it."""
    whole = patterns.propositions(material.project)
    if not whole:
        return []
    judged: dict[int, dict[int, PatternRow]] = defaultdict(dict)
    for row in patterns.rows(material.project):
        judged[row.claim_id][row.case_id] = row
    stamped = pattern_stamps.stamps(material.project)
    late = pattern_stamps.late(material.project, stamped)
    made: list[Block] = []
    for claim in whole:
        made.append(Heading(claim.text, 2))
        made += _expected(claim, stamped.get(claim.id), profile)
        made.append(_table(claim, judged[claim.id], late, material, profile))
    return made


def _expected(row: Proposition, stamp: Stamp | None, profile: Profile) -> list[Block]:
    kind = profile.say(N_("Rival explanation")) if row.kind == patterns.RIVAL else profile.say(N_("Proposition"))
    label = profile.say(N_("{kind}. Expected:"), kind=kind)
    told = f" {row.expected}" if row.expected else " " + profile.say(N_("nothing was written down."))
    runs = [Run(label, bold=True), Run(told)]
    if stamp is not None and stamp.entered is not None:
        runs.append(Run(" " + _entered(stamp, profile)))
    return [Prose(tuple(runs))]


def _entered(stamp: Stamp, profile: Profile) -> str:
    """“(Entered 2012-05-18, in its present words since 2013-01-09.)”"""
    assert stamp.entered is not None
    entered, worded = (profile.date(day(at)) for at in (stamp.entered, stamp.worded or stamp.entered))
    if worded == entered:
        return profile.say(N_("(Entered {day}.)"), day=entered)
    return profile.say(N_("(Entered {day}, in its present words since {other}.)"), day=entered, other=worded)


def _table(
    row: Proposition,
    judged: Mapping[int, PatternRow],
    late: Mapping[tuple[int, int], Late],
    material: Material,
    profile: Profile,
) -> Table:
    rows = []
    told = withheld.note(
        material.withheld, (each.id for each in material.participants if judged.keys() & set(each.case_ids)), profile
    )
    for unit in material.units:
        cases = [case for case in unit.cases if case.id in judged]
        for case in cases:
            one = judged[case.id]
            cells: tuple[Cell, ...] = (
                case.name,
                unit.name,
                one.observed or Dash(),
                profile.translated(one.match) if one.match else Dash(),
                profile.translated(one.replication) if one.replication else Dash(),
                one.reason or Dash(),
                len(one.evidence),
                late_words(late.get((row.id, case.id)), profile),
            )
            rows.append(Row(cells))
    columns = (
        Column(profile.say(N_("Case")), "stub"),
        Column(profile.say(N_("Unit")), sheet_only=len({each.cells[1] for each in rows}) < 2),
        Column(profile.say(N_("Observed pattern"))),
        Column(profile.say(N_("Match"))),
        Column(profile.say(N_("Replication"))),
        Column(profile.say(N_("Reason"))),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Expectation")), sheet_only=not any(each.cells[7] for each in rows)),
    )
    count = len(material.cases)
    title = profile.say(N_("Patterns by Case: {claim}"), claim=row.text)
    notes = [verdict(patterns.tally(judged.values(), count), profile)]
    return Table(title, columns, tuple(rows), notes=(*notes, *([rich("{text}", text=told)] if told else [])))


def late_words(late: Late | None, profile: Profile = APA) -> str:
    """“entered after 14 segments of this case had been coded”; empty where it was entered before."""
    if late is None:
        return ""
    if late.entered:
        count = profile.number_of(late.entered, N_("{n} segment"), N_("{n} segments"))
        return profile.say(N_("entered after {segments} of this case had been coded"), segments=count)
    count = profile.number_of(late.worded, N_("{n} segment"), N_("{n} segments"))
    return profile.say(N_("reworded after {segments} of this case had been coded"), segments=count)


def verdict(found: Tally, profile: Profile = APA) -> Text:
    """How many cases fit and how many do not, with their base; what that means is the researcher's to say."""
    told = N_(
        "*n* = {judged} of {cases} cases judged: match {match}, partial {partial}, no match {no_match}, "
        "no data {no_data}; literal replication {literal}, theoretical {theoretical}."
    )
    return rich(
        profile.translated(told),
        judged=found.judged,
        cases=found.cases,
        match=found.match,
        partial=found.partial,
        no_match=found.no_match,
        no_data=found.no_data,
        literal=found.literal,
        theoretical=found.theoretical,
    )


def listed(project: Project) -> list[dict[str, object]]:
    """The same for programs: each proposition or rival with its judgements and its tally."""
    material = Material(project)
    stamped = pattern_stamps.stamps(project)
    late = pattern_stamps.late(project, stamped)
    judged: dict[int, list[PatternRow]] = defaultdict(list)
    for row in patterns.rows(project):
        judged[row.claim_id].append(row)
    found: list[dict[str, object]] = []
    for claim in patterns.propositions(project):
        tally = patterns.tally(judged[claim.id], len(material.cases))
        cases = [
            {
                "case": material.cases[row.case_id].name,
                **{part: getattr(row, part) for part in patterns.PARTS},
                "segments": list(row.evidence),
                "expectation": late_words(late.get((claim.id, row.case_id))),
            }
            for row in judged[claim.id]
        ]
        counts = {part: getattr(tally, part) for part in ("cases", "judged", *_COUNTS)}
        found.append(
            {"id": claim.id, "kind": claim.kind, "text": claim.text, "expected": claim.expected,
             "rival_to": claim.rival_to, "tally": counts, "judged": cases}
        )  # fmt: skip
    return found


_COUNTS = ("match", "partial", "no_match", "no_data", "literal", "theoretical")
