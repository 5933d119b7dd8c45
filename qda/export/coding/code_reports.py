"""Frequencies of codes, the code book and coded segments: the wish, the project, and the table that comes of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qda.analysis.segments import retrieval
from qda.analysis.segments.retrieval import Counts, Fact
from qda.coding import categories
from qda.coding import queries as coding
from qda.coding.queries import CodeRow
from qda.export.coding import code_tables
from qda.export.coding.code_tables import Bases, CodebookRow, FrequencyRow, Split, SplitColumn
from qda.export.material import SHORT, Material
from qda.export.tables import Quote, Table
from qda.export.wishes import By, Wish
from qda.i18n import N_

# --- choosing codes --------------------------------------------------------------------------------


def _chosen(material: Material, wish: Wish) -> list[CodeRow]:
    rows = material.codes
    if wish.code_ids is not None:
        wanted = _with_all_beneath(rows, set(wish.code_ids))
        rows = [row for row in rows if row.id in wanted]
    if wish.levels is not None:
        rows = [row for row in rows if row.level in wish.levels]
    return rows


def _with_all_beneath(rows: Sequence[CodeRow], wanted: set[int]) -> set[int]:
    found = set(wanted)
    for row in rows:  # parents come before their children
        if row.parent_id in found:
            found.add(row.id)
    return found


def _depths(rows: Sequence[CodeRow]) -> dict[int, int]:
    """Indents among the rows shown: a code whose parent is left out stands at the margin of the nearest one shown."""
    shown: dict[int, int] = {}
    for row in rows:
        shown[row.id] = shown[row.parent_id] + 1 if row.parent_id in shown else 0
    return shown


# --- frequencies ---------------------------------------------------------------------------------------


def frequencies(material: Material, wish: Wish) -> Table:
    """Distinct counts of each code with all beneath it, split if that is wished."""
    facts = material.facts
    parents = retrieval.parents(material.project)
    totals = retrieval.count_subtrees(facts, parents)
    rows = _chosen(material, wish)
    depths = _depths(rows)
    quotes = _examples(material, rows) if wish.quotes else {}
    people_known = any(fact.participants for fact in facts)
    made = [_frequency_row(row, depths[row.id], totals[row.id], people_known, quotes.get(row.id)) for row in rows]
    split = _split(material, wish.by, percent=wish.percent) if wish.by else None
    if split is not None and wish.by:
        counts = _split_counts(facts, parents, wish.by)
        by = [{column.key: counts[row.id].get(column.key, 0) for column in split.columns} for row in rows]
        made = [replace(row, by=each) for row, each in zip(made, by, strict=True)]
    return code_tables.frequencies(
        made,
        _bases(material),
        profile=wish.profile,
        number=wish.number,
        study=material.title,
        counts=wish.counts,
        split=split,
        quotes=wish.quotes,
    )


def _frequency_row(row: CodeRow, depth: int, counts: Counts, people: bool, quote: Quote | None) -> FrequencyRow:
    return FrequencyRow(
        name=row.name,
        path=row.path,
        depth=depth,
        level=row.level,
        segments=len(counts.segments),
        codings=len(counts.codings),
        sources=len(counts.sources),
        participants=len(counts.participants) if people else None,
        cases=len(counts.cases),
        units=len(counts.units),
        quote=quote,
    )


def _bases(material: Material) -> Bases:
    whole = material.counts(material.facts)
    sources, cases = len(material.sources), len(material.cases)
    # Where nobody is told from another, participants are not counted at all.
    unheard = len(material.participants) - len(whole.participants) if whole.participants else 0
    return Bases(
        segments=len(whole.segments),
        sources=len(whole.sources),
        participants=len(whole.participants),
        cases=len(whole.cases),
        units=len(whole.units),
        codings=len(whole.codings),
        uncoded_sources=sources - len(whole.sources),
        uncoded_cases=cases - len(whole.cases) if whole.cases else 0,
        unheard=unheard,
    )


def _places(by: By) -> Callable[[Fact], frozenset[int]]:
    return {
        "case": lambda fact: fact.cases,
        "unit": lambda fact: fact.units,
        "participant": lambda fact: fact.participants,
        "source": lambda fact: frozenset((fact.source,)),
    }[by]


def _split_counts(facts: Sequence[Fact], parents: Mapping[int, int | None], by: By) -> defaultdict[int, dict[str, int]]:
    """Distinct segments of each code with all beneath it, in each column."""
    places = _places(by)
    columns: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        for place in places(fact):
            columns[place].append(fact)
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for place, here in columns.items():
        for code, counts in retrieval.count_subtrees(here, parents).items():
            found[code][str(place)] = len(counts.segments)
    return found


def _split(material: Material, by: By, *, percent: bool) -> Split:
    places = _places(by)
    bases: dict[int, set[int]] = defaultdict(set)
    for fact in material.facts:
        for place in places(fact):
            bases[place].add(fact.segment)
    named = _headings(material, by)
    columns = tuple(SplitColumn(str(key), name, len(bases[key])) for key, name in named if key in bases)
    return Split(by, columns, percent=percent)


def _headings(material: Material, by: By) -> list[tuple[int, str]]:
    if by == "source":
        return [(row.id, row.name) for row in material.sources]
    if by == "participant":
        return [(row.id, row.name) for row in material.participants]
    if by == "unit":
        return [(unit.id, unit.name) for unit in material.units]
    return [(case.id, case.name) for case in material.cases.values()]


def _examples(material: Material, rows: Sequence[CodeRow]) -> dict[int, Quote]:
    """For each code the first segment that is short enough for a table, else its first; a code with none of its own
    quotes the first that lives beneath it.
    """
    found: dict[int, Quote] = {}
    short: set[int] = set()
    book = material.codes
    wanted = _with_all_beneath(book, {row.id for row in rows})
    for row in coding.of_codes(material.project, sorted(wanted)):
        fits = len(row.quote) <= SHORT
        if row.code_id not in found or (fits and row.code_id not in short):
            found[row.code_id] = material.quote(row)
        if fits:
            short.add(row.code_id)
    own = set(found)
    for code in reversed(book):  # children before their parents, the first child last
        if code.id in found and code.parent_id not in own:
            found[code.parent_id] = found[code.id]
    return found


# --- code book and segments ---------------------------------------------------------------------------


def codebook(material: Material, wish: Wish) -> Table:
    """What each code means, now or as on the day that is wished. Raises NoDay, NotYet."""
    return _present_codebook(material, wish) if wish.on is None else _past_codebook(material, wish, wish.on)


def _present_codebook(material: Material, wish: Wish) -> Table:
    rows = _chosen(material, wish)
    depths = _depths(rows)
    names = {row.id: row.name for row in material.codes}
    examples = _examples(material, rows)
    # What illustrates a theme may be coded with one of its focused codes: its place is looked for there too.
    families = categories.families(material.project, levels=("focused", "category", "theme"))
    return code_tables.codebook(
        [
            CodebookRow(
                name=row.name,
                path=row.path,
                depth=depths[row.id],
                level=row.level,
                definition=row.definition,
                include=row.include_when,
                exclude=row.exclude_when,
                example=material.example(row, sorted(families.get(row.id, ()))) or examples.get(row.id),
                origin=N_("in vivo") if row.in_vivo else row.origin,
                parent=names.get(row.parent_id, ""),
            )
            for row in rows
        ],
        profile=wish.profile,
        number=wish.number,
        study=material.title,
    )


def _past_codebook(material: Material, wish: Wish, day: str) -> Table:
    from qda.analysis.coding import past
    from qda.export.coding import code_records

    book = past.book_on(material.project, day)
    kept: set[int] = set(wish.code_ids or ())
    for code in book.codes:  # parents come before their children
        if wish.code_ids is None or code.parent_id in kept:
            kept.add(code.id)
    codes_ = tuple(c for c in book.codes if c.id in kept and (wish.levels is None or c.level in wish.levels))
    table_ = code_records.past_book(replace(book, codes=codes_), day, material.title, wish.profile)
    return replace(table_, number=wish.number)


def segments(material: Material, wish: Wish) -> Table:
    """One row a coding, under its code."""
    rows = segment_rows(material, wish)
    return code_tables.segments(rows, profile=wish.profile, number=wish.number, study=material.title)


def segment_rows(material: Material, wish: Wish) -> list[code_tables.SegmentRow]:
    """One row a coding, with its cases and units by name, in the order of codes, sources and places."""
    chosen = _chosen(material, wish)
    order = {row.id: place for place, row in enumerate(chosen)}
    paths = {row.id: row.path for row in chosen}
    places = _Places(material)
    everything = [row for row in material.segments if row.code_id in order]
    everything.sort(key=lambda row: order[row.code_id])  # stable: sources and places stay in order
    made = []
    for row in everything:
        fact = material.fact_of[row.coding_id]
        cases = places.cases(fact)
        made.append(
            code_tables.SegmentRow(
                code=row.code,
                quote=row.quote,
                source=row.source,
                line=row.line,
                speaker=material.speaker(row),
                case=", ".join(cases),
                unit=places.units(fact),
                coder=row.coder,
                path=paths[row.code_id],
                start=row.start,
                end=row.end,
                cases=cases,
            )
        )
    return made


class _Places:
    """Names of cases and units, each combination put together once."""

    def __init__(self, material: Material) -> None:
        self._case_names = {case.id: case.name for case in material.cases.values()}
        self._unit_names = {unit.id: unit.name for unit in material.units}
        self._cases: dict[frozenset[int], tuple[str, ...]] = {}
        self._units: dict[frozenset[int], str] = {}

    def cases(self, fact: Fact) -> tuple[str, ...]:
        if fact.cases not in self._cases:
            self._cases[fact.cases] = tuple(self._case_names[case] for case in sorted(fact.cases))
        return self._cases[fact.cases]

    def units(self, fact: Fact) -> str:
        if fact.units not in self._units:
            self._units[fact.units] = ", ".join(self._unit_names[unit] for unit in sorted(fact.units))
        return self._units[fact.units]
