"""From the project to tables and files: what the window previews and the command line writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

from qda.analysis import retrieval
from qda.analysis.retrieval import Counts, Fact
from qda.coding import codes
from qda.coding import queries as coding
from qda.coding.queries import CodeRow
from qda.errors import NotFound, QdaError
from qda.export import code_tables, gated, kinds
from qda.export.blocks import Block, Figure, Heading, Prose, condensed, said, tables_of
from qda.export.code_tables import Bases, CodebookRow, Counted, FrequencyRow, Split, SplitColumn
from qda.export.data_tables import titled
from qda.export.material import SHORT, Material
from qda.export.profiles import APA, Profile
from qda.export.tables import Properties, Quote, Run, Table, plain
from qda.i18n import N_, _
from qda.names import name_key
from qda.progress import Progress
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.study import queries as study

By = Literal["case", "unit", "source", "participant"]
BY: tuple[By, ...] = ("case", "unit", "source", "participant")
FORMATS = (".docx", ".xlsx", ".csv", ".html")


class UnknownFormat(QdaError):
    """The file's ending says nothing we can write."""

    hint = N_("Choose a name that ends in .docx, .xlsx, .csv or .html.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("“{name}” is no format for a table.").format(name=path.name))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a table should hold. `code_ids` limits it to these codes with all beneath them; None means all."""

    kind: str = "frequencies"
    """The key of one of `qda.export.kinds.KINDS`."""
    by: By | None = None
    counts: tuple[Counted, ...] | None = None
    code_ids: tuple[int, ...] | None = None
    levels: tuple[str, ...] | None = None
    quotes: bool = False
    percent: bool = False
    number: int = 1
    profile: Profile = APA
    on: str | None = None
    """The code book as on the evening of this day (“2026-05-01”); None means now."""
    caution: bool = False
    """Say under tables of counts what the counts are not."""
    each: int = 2
    """Quotes for each focused code among themes."""
    case_ids: tuple[int, ...] | None = None
    """Case reports of these cases; None means all."""


def table(project: Project, wish: Wish) -> Table:
    """The table a wish describes, of a report that is one table; of others the first."""
    if wish.kind == "codebook":
        made = _codebook(project, wish) if wish.on is None else _past_codebook(project, wish, wish.on)
    elif wish.kind == "segments":
        made = _segments(project, wish)
    elif wish.kind == "frequencies":
        made = _frequencies(project, wish)
    else:
        return sheets(project, wish)[0]
    return kinds.warned(made, wish.profile) if wish.caution else made


def blocks(project: Project, wish: Wish, material: Material | None = None) -> list[Block]:
    """A report as a document: headings, words, tables, figures. One that is more than a table begins with its title.

    Raises UnknownKind.
    """
    material = material or Material(project)
    made = kinds.blocks(material, wish)
    if not kinds.has_content(made) or not any(isinstance(block, Heading | Prose) for block in made):
        return made
    return [said(titled(kinds.kind(wish.kind).title, material, wish.profile), "title"), *made]


def sheets(project: Project, wish: Wish, material: Material | None = None) -> list[Table]:
    """A report as tables for programs that calculate. Raises UnknownKind."""
    return kinds.sheets(material or Material(project), wish)


def write_report(
    path: Path, project: Project, wish: Wish, progress: Progress | None = None, *, bom: bool = False
) -> None:
    """Make a report and write it by the name's ending; a .csv holds its first table.

    Raises UnknownKind, UnknownFormat, NothingToWrite, QuotedWithoutConsent, CannotWrite, Cancelled.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path)  # before the work, and before it is told that there is nothing to write
    if path.suffix.lower() in (".xlsx", ".csv"):
        tables = sheets(project, wish)
        if not kinds.has_content(tables):
            raise NothingToWrite(path)
        allowed = gated.required(gated.tables(project, tables, wish.profile))
        write(path, allowed, wish.profile, progress, bom=bom)
    else:
        made = blocks(project, wish)
        if not kinds.has_content(made):
            raise NothingToWrite(path)
        whole = gated.required(gated.blocks(project, made, wish.profile))
        write(path, whole, wish.profile, progress)


class NothingToWrite(QdaError):
    """A report that has nothing to say."""

    hint = N_("Code a text or write a memo first, or choose another report.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("There is nothing yet to write into “{name}”.").format(name=path.name))


def write(
    path: Path,
    blocks: Sequence[Block],
    profile: Profile = APA,
    progress: Progress | None = None,
    *,
    bom: bool = False,
) -> None:
    """Write tables, or a whole report, by the name's ending; of a report .xlsx and .csv hold the tables alone.

    Raises UnknownFormat, CannotWrite, NothingToWrite, Cancelled.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnknownFormat(path)
    blocks = gated.worded(list(blocks), profile)
    tables = tables_of(blocks)
    if not (tables if suffix in (".xlsx", ".csv") else blocks):
        raise NothingToWrite(path)
    properties = Properties(title=_title_of(blocks))
    if suffix in (".docx", ".html"):
        blocks = condensed([_admitting(block, profile) for block in blocks], profile)
    if suffix == ".docx":
        from qda.export.word.document import write_blocks

        write_blocks(path, blocks, properties=properties, profile=profile, progress=progress)
    elif suffix == ".html":
        from qda.export.html import write_html

        write_html(path, blocks, properties=properties, profile=profile, progress=progress)
    elif suffix == ".xlsx":
        from qda.export.sheets import write_xlsx

        write_xlsx(path, tables, properties=properties, profile=profile, progress=progress)
    else:
        from qda.export.sheets import write_csv

        write_csv(path, tables[0], profile=profile, progress=progress, bom=bom)


def _admitting(block: Block, profile: Profile) -> Block:
    """A table without a row says so, for a bare head looks like a fault."""
    if not isinstance(block, Table) or block.rows:
        return block
    return replace(block, notes=((Run(profile.say(N_("There is nothing to show here yet."))),), *block.notes))


def _title_of(blocks: Sequence[Block]) -> str:
    for block in blocks:
        if isinstance(block, Table | Figure):
            return block.title
        if isinstance(block, Heading):
            return block.text
        if block.kind == "title":
            return plain(block.text)
    return ""


# --- choosing codes --------------------------------------------------------------------------------


def _chosen(project: Project, wish: Wish) -> list[CodeRow]:
    rows = coding.code_rows(project)
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


def _frequencies(project: Project, wish: Wish) -> Table:
    facts = retrieval.facts(project)
    parents = retrieval.parents(project)
    totals = retrieval.count_subtrees(facts, parents)
    rows = _chosen(project, wish)
    depths = _depths(rows)
    splits = _split_counts(facts, parents, wish.by) if wish.by else {}
    quotes = _examples(project, rows) if wish.quotes else {}
    people_known = any(fact.participants for fact in facts)
    split = _split(project, facts, wish) if wish.by else None
    keys = [column.key for column in split.columns] if split else []
    return code_tables.frequencies(
        [
            _frequency_row(row, depths[row.id], totals[row.id], people_known, quotes.get(row.id))
            if not split
            else _with_split(
                _frequency_row(row, depths[row.id], totals[row.id], people_known, quotes.get(row.id)),
                {key: splits[row.id].get(key, 0) for key in keys},
            )
            for row in rows
        ],
        _bases(project, facts),
        profile=wish.profile,
        number=wish.number,
        study=study.study(project).title,
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


def _with_split(row: FrequencyRow, by: Mapping[str, int]) -> FrequencyRow:
    return replace(row, by=by)


def _bases(project: Project, facts: Sequence[Fact]) -> Bases:
    whole = Counts()
    for fact in facts:
        whole.take(fact)
    sources, cases = len(source_queries.rows(project)), sum(len(unit.cases) for unit in study.units(project))
    # Where nobody is told from another, participants are not counted at all.
    unheard = len(study.participants(project)) - len(whole.participants) if whole.participants else 0
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


def _split(project: Project, facts: Sequence[Fact], wish: Wish) -> Split:
    by = cast("By", wish.by)
    places = _places(by)
    bases: dict[int, set[int]] = defaultdict(set)
    for fact in facts:
        for place in places(fact):
            bases[place].add(fact.segment)
    columns = tuple(
        SplitColumn(str(key), name, len(bases[key])) for key, name in _headings(project, by) if key in bases
    )
    return Split(by, columns, percent=wish.percent)


def _headings(project: Project, by: By) -> list[tuple[int, str]]:
    if by == "source":
        return [(row.id, row.name) for row in source_queries.rows(project)]
    if by == "participant":
        return [(row.id, row.name) for row in study.participants(project)]
    units = study.units(project)
    if by == "unit":
        return [(unit.id, unit.name) for unit in units]
    return [(case.id, case.name) for unit in units for case in unit.cases]


def _examples(project: Project, rows: Sequence[CodeRow]) -> dict[int, Quote]:
    """For each code the first segment that is short enough for a table, else its first; a code with none of its own
    quotes the first that lives beneath it.
    """
    found: dict[int, Quote] = {}
    short: set[int] = set()
    material = Material(project)
    book = material.codes
    wanted = _with_all_beneath(book, {row.id for row in rows})
    for row in coding.of_codes(project, sorted(wanted)):
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


def _codebook(project: Project, wish: Wish) -> Table:
    rows = _chosen(project, wish)
    depths = _depths(rows)
    material = Material(project)
    names = {row.id: row.name for row in coding.code_rows(project)}
    examples = _examples(project, rows)
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
                example=material.example(row) or examples.get(row.id),
                origin=N_("in vivo") if row.in_vivo else row.origin,
                parent=names.get(row.parent_id, ""),
            )
            for row in rows
        ],
        profile=wish.profile,
        number=wish.number,
        study=study.study(project).title,
    )


def _past_codebook(project: Project, wish: Wish, day: str) -> Table:
    """Raises NoDay, NotYet."""
    from qda.analysis import past
    from qda.export import code_records

    book = past.book_on(project, day)
    kept: set[int] = set(wish.code_ids or ())
    for code in book.codes:  # parents come before their children
        if wish.code_ids is None or code.parent_id in kept:
            kept.add(code.id)
    codes_ = tuple(c for c in book.codes if c.id in kept and (wish.levels is None or c.level in wish.levels))
    table_ = code_records.past_book(replace(book, codes=codes_), day, study.study(project).title, wish.profile)
    return replace(table_, number=wish.number)


def _segments(project: Project, wish: Wish) -> Table:
    rows = segment_rows(project, wish)
    return code_tables.segments(rows, profile=wish.profile, number=wish.number, study=study.study(project).title)


def segment_rows(project: Project, wish: Wish, material: Material | None = None) -> list[code_tables.SegmentRow]:
    """One row a coding, with its cases and units by name, in the order of codes, sources and places."""
    material = material or Material(project)
    chosen = _chosen(project, wish)
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


def code_ids(project: Project, labels: Sequence[str]) -> tuple[int, ...]:
    """The codes of these labels or paths. Raises NotFound with candidates."""
    return tuple(codes.named(project, label) for label in labels)


def case_ids(project: Project, names: Sequence[str]) -> tuple[int, ...]:
    """The cases of these names. Raises NotFound."""
    known = {name_key(case.name): case for unit in study.units(project) for case in unit.cases}
    for name in names:
        if name_key(name) not in known:
            told = _("There is no case called “{name}”.").format(name=name)
            raise NotFound(told, tuple(case.name for case in known.values()))
    return tuple(known[name_key(name)].id for name in names)
