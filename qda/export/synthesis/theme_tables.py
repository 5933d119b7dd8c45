"""Themes with their quotes: theme, category, focused code, each with its meaning, its counts and chosen words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qda.analysis.segments.retrieval import Counts, Fact
from qda.coding import categories, focused
from qda.coding.queries import CodeRow
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.study.data_tables import beside, titled
from qda.export.tables import Cell, Column, Count, Quote, Row, Table, rich
from qda.i18n import N_

_RANK = {"theme": 3, "category": 2, "focused": 1}


@dataclass(frozen=True, slots=True)
class Place:
    """A code at its place among themes; `family` are all codes that live or are gathered under it, with itself."""

    code: CodeRow
    depth: int
    family: frozenset[int]


def places(material: Material) -> list[Place]:
    """Themes, categories and focused codes in their order; what is gathered under several stands under each."""
    clusters = focused.clusters(material.project)
    families = categories.families(material.project, levels=tuple(_RANK))
    rows = {row.id: row for row in material.codes if row.level in _RANK}
    below: dict[int, list[int]] = defaultdict(list)
    tops: list[int] = []
    for code in rows:
        above = _above(code, clusters.groups, clusters.parents, rows)
        for group in above:
            below[group].append(code)
        if not above:
            tops.append(code)
    tops.sort(key=lambda code: -_RANK[rows[code].level])  # stable: the order of the tree within a level
    return [place for top in tops for place in _under(top, 0, below, rows, families, frozenset())]


def _above(
    code: int,
    groups: Mapping[int, tuple[int, ...]],
    parents: Mapping[int, int | None],
    rows: Mapping[int, CodeRow],
) -> list[int]:
    """The raised codes that a code stands under: where it is gathered and where it lives, each once."""
    found = [group for group in groups.get(code, ()) if group in rows and group != code]
    home = parents.get(code)
    if home is not None and home in rows and home not in found:
        found.append(home)
    return found


def _under(
    code: int,
    depth: int,
    below: Mapping[int, list[int]],
    rows: Mapping[int, CodeRow],
    families: Mapping[int, frozenset[int]],
    path: frozenset[int],
) -> Iterator[Place]:
    if code in path:  # gathered in a ring
        return
    yield Place(rows[code], depth, families.get(code, frozenset((code,))))
    for member in below.get(code, ()):
        yield from _under(member, depth + 1, below, rows, families, path | {code})


def themes(material: Material, profile: Profile, *, each: int = 2, codes: Iterable[int] | None = None) -> Table:
    """Theme, category, focused code with definition, counts and up to `each` quotes; `codes` limits the tops shown."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in material.facts:
        facts[fact.code].append(fact)
    wanted = None if codes is None else set(codes)
    whole = material.counts(material.facts)
    rows: list[Row] = []
    shown_at: int | None = None
    for place in places(material):
        if shown_at is not None and place.depth <= shown_at:
            shown_at = None
        if shown_at is None and wanted is not None and place.code.id not in wanted:
            continue
        shown_at = place.depth if shown_at is None else shown_at
        found = material.counts(fact for code in place.family for fact in facts[code])
        rows += _rows(place, found, _quotes(place, material, each), profile)
    people = bool(whole.participants)
    columns = (
        Column(profile.say(N_("Theme, category, focused code")), "stub"),
        Column(profile.say(N_("Level")), sheet_only=True),
        Column(profile.say(N_("Description")), sheet_only=not any(row.cells[2] for row in rows)),
        Column(profile.say(N_("Segments")), "count", base=len(whole.segments)),
        Column(profile.say(N_("Participants")), "count", base=len(whole.participants), sheet_only=not people),
        Column(profile.say(N_("Sources")), "count", base=len(whole.sources)),
        Column(profile.say(N_("Quote")), "quote"),
    )
    notes = (
        rich(
            profile.translated(
                N_(
                    "A row counts what lives or is gathered under it, every segment, participant and source once; "
                    "*n* is what is coded in the whole study."
                )
            )
        ),
        *(rich("{text}", text=told) for told in beside(material, profile, whole)),
        rich(profile.say(N_("Quotes are given as they stand in the source."))),
    )
    return Table(titled(N_("Themes and Categories With Quotes"), material, profile), columns, tuple(rows), notes=notes)


def _quotes(place: Place, material: Material, each: int) -> list[Quote]:
    """The example that was chosen for the code comes first. A code over others leaves the quoting to them."""
    example = material.example(place.code, sorted(place.family))
    chosen = [example] if example is not None else []
    own = place.family if place.code.level == "focused" else (place.code.id,)
    for quote in material.chosen(sorted(own), each):
        if len(chosen) < each and all(quote.text != other.text for other in chosen):
            chosen.append(quote)
    return chosen[: max(each, 1)] if each else []


def _rows(place: Place, found: Counts, quotes: list[Quote], profile: Profile) -> Iterator[Row]:
    code = place.code
    first: tuple[Cell, ...] = (
        code.name,
        profile.translated(code.level),
        code.definition,
        Count(len(found.segments)),
        Count(len(found.participants)),
        Count(len(found.sources)),
        quotes[0] if quotes else "",
    )
    yield Row(first, place.depth, strong=code.level in ("theme", "category"))
    for quote in quotes[1:]:
        yield Row(("", "", "", "", "", "", quote), place.depth)
