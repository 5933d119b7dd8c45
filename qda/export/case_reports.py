"""One report for each case: what it is, its sources and participants, its codes with counts and words, its memos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qda.analysis.retrieval import Fact
from qda.export import outline
from qda.export.blocks import Block, Heading, Prose, said
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.tables import Cell, Column, Count, Dash, Row, Run, Table, rich
from qda.i18n import N_
from qda.study.queries import CaseRow, UnitRow


def cases(material: Material, profile: Profile, *, case_ids: Sequence[int] | None = None) -> list[Block]:
    """The reports of all cases, or of these, one after the other."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in material.facts:
        for case in fact.cases:
            facts[case].append(fact)
    wanted = None if case_ids is None else set(case_ids)
    return [
        block
        for unit in material.units
        for case in unit.cases
        if wanted is None or case.id in wanted
        for block in _case(case, unit, facts[case.id], material, profile)
    ]


def _case(case: CaseRow, unit: UnitRow, facts: Sequence[Fact], material: Material, profile: Profile) -> Iterator[Block]:
    yield Heading(case.name, 2)
    counts = material.counts(facts)
    told = profile.say(
        N_("{unit}. {segments} in {sources}, {codes}."),
        unit=unit.name,
        segments=profile.number_of(len(counts.segments), N_("{n} segment"), N_("{n} segments")),
        sources=profile.number_of(len(counts.sources), N_("{n} source"), N_("{n} sources")),
        codes=profile.number_of(len({fact.code for fact in facts}), N_("{n} code"), N_("{n} codes")),
    )
    yield said(told, "about")
    yield from (said(line) for line in case.description.split("\n") if line.strip())
    yield from _people(case, material, profile)
    sources = _sources(case, facts, material, profile)
    if sources.rows:
        yield sources
    if facts:
        yield _codes(case, facts, material, profile)
    yield from _memos(case, material, profile)


def _people(case: CaseRow, material: Material, profile: Profile) -> Iterator[Block]:
    here = [person for person in material.participants if case.id in person.case_ids]
    if here:
        yield Prose((Run(profile.say(N_("Participants")), bold=True),))
    for person in here:
        role = f" ({person.role})" if person.role else ""
        more = f": {person.description}" if person.description else ""
        yield Prose((Run(f"{person.name}{role}{more}"),), "item", sign="•")


def _sources(case: CaseRow, facts: Sequence[Fact], material: Material, profile: Profile) -> Table:
    segments: dict[int, set[int]] = defaultdict(set)
    for fact in facts:
        segments[fact.source].add(fact.segment)
    rows = []
    for row in material.sources:
        if row.case_id == case.id or row.id in segments:
            kind = profile.translated(row.kind)
            rows.append(Row((row.name, kind, row.date or Dash(), row.words, len(segments[row.id]))))
    columns = (
        Column(profile.say(N_("Source")), "stub"),
        Column(profile.say(N_("Kind"))),
        Column(profile.say(N_("Date"))),
        Column(profile.say(N_("Words")), "count"),
        Column(profile.say(N_("Segments")), "count"),
    )
    note = profile.say(N_("Segments are those of this case; a source may speak of several."))
    title = profile.say(N_("Sources: {case}"), case=case.name)
    return Table(title, columns, tuple(rows), notes=(rich(note),))


def _codes(case: CaseRow, facts: Sequence[Fact], material: Material, profile: Profile) -> Table:
    """What was raised from initial codes, as far as it is found in the case; where nothing was raised, all codes."""
    by_code: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_code[fact.code].append(fact)
    here = {fact.coding for fact in facts}
    whole = material.counts(facts)
    rows = []
    for code, family in material.raised or [(code, frozenset((code.id,))) for code in material.codes]:
        counts = material.counts(fact for each in family for fact in by_code.get(each, ()))
        if not counts.segments:
            continue
        quotes = material.chosen(sorted(family), 1, lambda row: row.coding_id in here)
        cells: tuple[Cell, ...] = (
            code.name,
            code.path,
            profile.translated(code.level),
            Count(len(counts.segments)),
            Count(len(counts.sources)),
            quotes[0] if quotes else "",
        )
        rows.append(Row(cells))
    columns = (
        Column(profile.say(N_("Code")), "stub"),
        Column(profile.say(N_("Path")), sheet_only=True),
        Column(profile.say(N_("Level"))),
        Column(profile.say(N_("Segments")), "count", base=len(whole.segments)),
        Column(profile.say(N_("Sources")), "count", base=len(whole.sources)),
        Column(profile.say(N_("Example quote")), "quote"),
    )
    note = profile.translated(
        N_(
            "Each code counts the segments in this case of all that lives or is gathered under it, once; *n* is all "
            "that is coded there."
        )
    )
    return Table(profile.say(N_("Codes: {case}"), case=case.name), columns, tuple(rows), notes=(rich(note),))


def _memos(case: CaseRow, material: Material, profile: Profile) -> Iterator[Block]:
    for memo in material.memos:
        if any(link.target.kind == "case" and link.target.id == case.id for link in memo.links):
            yield Heading(memo.shown_title, 3)
            yield said(outline.about(memo, quotes=False, profile=profile), "about")
            yield from outline.prose_blocks(outline.body(memo), 3)
