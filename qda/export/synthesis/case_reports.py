"""One report for each case: what it is and what came of it, its sources and people, its codes with words, its memos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qda.analysis.segments.retrieval import Fact
from qda.analysis.study import case_view
from qda.analysis.study.case_view import CaseView, Known
from qda.coding.queries import SegmentRow
from qda.export.blocks import Block, Heading, Prose, said
from qda.export.leaving import withheld
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.tables import Cell, Column, Count, Dash, Quote, Row, Run, Share, Table, rich
from qda.export.texts import outline
from qda.export.word.text import quoted
from qda.i18n import N_
from qda.study import yearly
from qda.study.attributes import AttributeRow
from qda.study.queries import CaseRow, UnitRow


def cases(material: Material, profile: Profile, *, case_ids: Sequence[int] | None = None) -> list[Block]:
    """The reports of all cases, or of these, one after the other."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in material.facts:
        for case in fact.cases:
            facts[case].append(fact)
    wanted = None if case_ids is None else set(case_ids)
    known = Known.of(material.project, facts)
    return [
        block
        for unit in material.units
        for case in unit.cases
        if wanted is None or case.id in wanted
        for block in _case(case, unit, known, material, profile)
    ]


def _case(case: CaseRow, unit: UnitRow, known: Known, material: Material, profile: Profile) -> Iterator[Block]:
    facts = known.facts.get(case.id, ())
    view = case_view.of_case(material.project, case.id, known)
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
    if case.summary:
        yield _label(profile.say(N_("Summary")))
        yield from outline.prose_blocks(case.summary, 3)
    yield from _attributes(view, profile)
    yield from _people(view, material, profile)
    sources = _sources(view, profile)
    if sources.rows:
        yield sources
    if facts:
        yield _codes(case, facts, material, profile)
    yield from _sayings(view, profile)
    yield from _passages(view, profile)
    yield from _memos(case, material, profile)


def _label(words: str) -> Heading:
    """The heading of a part; too small for a list of contents."""
    return Heading(words, 4)


def _item(words: str, more: str = "") -> Prose:
    return Prose((Run(words), Run(more)) if more else (Run(words),), "item", sign="•")


def _attributes(view: CaseView, profile: Profile) -> Iterator[Block]:
    if view.attributes:
        yield _label(profile.say(N_("Attributes")))
    by_year = yearly.of(AttributeRow(each.id, each.name, "", ()) for each in view.attributes)
    years: dict[str, list[str]] = defaultdict(list)
    for each in view.attributes:
        if (found := by_year.get(each.id)) is not None:
            years[found.measure].append(f"{each.words} ({found.year})")
    for each in view.attributes:
        if each.id in by_year:
            continue
        origin = " " + profile.say(N_("(from {unit})"), unit=each.origin) if each.origin else ""
        yield _item(f"{each.name}: {profile.dates_in(each.words)}", origin)
    for measure, told in years.items():
        yield _item(f"{measure}: {', '.join(told)}")


_TRIED = 4
"""Among how many quotes of a code one is looked for that no code above it has."""
SIGNS = {
    "yes": N_("agreed"),
    "no": N_("refused"),
    "withdrawn": N_("withdrew"),
    "open": N_("asked, no answer yet"),
    "": N_("not asked"),
}
"""What a participant's askings come to, in words."""


def _people(view: CaseView, material: Material, profile: Profile) -> Iterator[Block]:
    if view.people:
        yield _label(profile.say(N_("Participants")))
    asked = any(person.consent for person in view.people)
    for person in view.people:
        role = f" ({person.role})" if person.role else ""
        more = f": {person.description}" if person.description else ""
        sign = f" – {profile.say(SIGNS[person.consent])}" if asked else ""
        yield _item(f"{person.name}{role}{more}{sign}")
    if told := withheld.note(material.withheld, (person.id for person in view.people), profile):
        yield said(told, "about")


def _sources(view: CaseView, profile: Profile) -> Table:
    rows = []
    for row in view.sources:
        looked = row.coverage
        coded = Share(looked.coded, looked.lines) if looked is not None and looked.lines else Dash()
        kind, seen = profile.translated(row.kind), profile.translated(row.perspective)
        minutes: Cell = Dash() if row.minutes is None else row.minutes
        rows.append(Row((row.name, kind, seen, row.date or Dash(), row.words, minutes, row.segments, coded)))
    columns = (
        Column(profile.say(N_("Source")), "stub"),
        Column(profile.say(N_("Kind"))),
        Column(profile.say(N_("Perspective")), sheet_only=not any(row.perspective for row in view.sources)),
        Column(profile.say(N_("Date"))),
        Column(profile.say(N_("Words")), "count"),
        Column(profile.say(N_("Minutes")), "count", sheet_only=all(row.minutes is None for row in view.sources)),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Lines coded")), "percent"),
    )
    note = profile.say(N_("Segments are those of this case; a source may speak of several."))
    title = profile.say(N_("Sources: {case}"), case=view.name)
    return Table(title, columns, tuple(rows), notes=(rich("{text}", text=note),))


def _sayings(view: CaseView, profile: Profile) -> Iterator[Block]:
    """Maps it stands on, claims about it, matrices that hold it."""
    for words, found in (
        (N_("Claims and propositions"), view.claims),
        (N_("Matrices"), view.matrices),
        (N_("Maps"), view.maps),
    ):
        if found:
            yield _label(profile.say(words))
        for each in found:
            told = " – " + "; ".join(profile.translated(part) for part in each.told.split("; ")) if each.told else ""
            yield _item(each.name, told)


def _passages(view: CaseView, profile: Profile) -> Iterator[Block]:
    if view.passages:
        yield _label(profile.say(N_("Passages in other sources")))
    for each in view.passages:
        yield _item(f"{each.source}: ", quoted(each.words, profile))


def _codes(case: CaseRow, facts: Sequence[Fact], material: Material, profile: Profile) -> Table:
    """What was raised from initial codes, as far as it is found in the case; where nothing was raised, all codes."""
    by_code: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_code[fact.code].append(fact)
    here: dict[int, list[SegmentRow]] = defaultdict(list)  # in the order of sources and places
    for at in sorted(material.place_of[fact.coding] for fact in facts):
        here[material.segments[at].code_id].append(material.segments[at])
    whole, told = material.counts(facts), set[Quote | str]()
    rows = []
    for code, family in material.raised or [(code, frozenset((code.id,))) for code in material.codes]:
        counts = material.counts(fact for each in family for fact in by_code.get(each, ()))
        if not counts.segments:
            continue
        quotes = material.picked((row for each in sorted(family) for row in here.get(each, ())), _TRIED)
        # A category and a code beneath it are not told by the same words, as long as there are others.
        quote = next((each for each in quotes if each not in told), quotes[0] if quotes else "")
        told.add(quote)
        cells: tuple[Cell, ...] = (
            code.name,
            code.path,
            profile.translated(code.level),
            Count(len(counts.segments)),
            Count(len(counts.sources)),
            quote,
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
