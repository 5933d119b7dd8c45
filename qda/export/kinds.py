"""How every report of the list (`qda.export.catalogue`) is made of a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qda.errors import QdaError
from qda.export.blocks import Block, Figure, Heading, gathered, numbered, said, tables_of
from qda.export.catalogue import DOCUMENT, ENTRIES, Entry
from qda.export.coding import category_tables, code_records, code_reports, saturation_tables
from qda.export.figures import reports as figure_reports
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.study import attribute_tables, consent_tables, data_tables, literature_reports
from qda.export.synthesis import case_reports, claim_tables, matrix_tables, segment_tables, theme_tables
from qda.export.tables import Run, Table
from qda.export.texts import memo_tables, outline
from qda.export.wishes import Wish
from qda.i18n import N_, _, speaking

__all__ = ["DOCUMENT", "ENTRIES", "blocks", "has_content", "kind", "sheets", "warned"]


class UnknownKind(QdaError):
    """No report is called so."""

    def __init__(self, key: str) -> None:
        hint = _("There are: {kinds}.").format(kinds=", ".join(kind.key for kind in ENTRIES))
        super().__init__(_("There is no report called “{name}”.").format(name=key), hint=hint)


@dataclass(frozen=True, slots=True)
class _Maker:
    """How a report's blocks are made.

    `sheets` makes its tables for programs that calculate, where those of the document will not do. `under` heads the
    column that tells joined tables apart.
    """

    make: Callable[[Material, Wish], Sequence[Block]]
    sheets: Callable[[Material, Wish], Sequence[Table]] | None = None
    under: str = N_("Part")


CAUTION = N_(
    "What this count is not: a measure of weight. How often something is coded depends on how finely the text was "
    "segmented, on who was asked what and on how much each said; one passage may matter more than a hundred."
)


_READABLE, _SMALLEST = 830, 1700
"""Widths of a map up to which its words are read well on an upright sheet, and at all on one that lies."""
SHRUNK = N_("On one sheet the words of so large a map cannot be read; exported by itself as .svg or .pdf they can.")


def kind(key: str) -> Entry:
    """The report of this key. Raises UnknownKind."""
    found = next((each for each in ENTRIES if each.key == key), None)
    if found is None:
        raise UnknownKind(key)
    return found


def _maker(key: str) -> _Maker:
    return _MAKERS[kind(key).key]


def blocks(material: Material, wish: Wish) -> list[Block]:
    """The blocks of a report, its tables counted from the wish's number, with the caution where that is wanted."""
    made = numbered(_maker(wish.kind).make(material, wish), wish.number)
    return [warned(block, wish.profile) if wish.caution and isinstance(block, Table) else block for block in made]


def sheets(material: Material, wish: Wish) -> list[Table]:
    """The tables of a report for programs that calculate."""
    found = _maker(wish.kind)
    if found.sheets is not None:
        made = list(found.sheets(material, wish))
    else:
        made = gathered(list(found.make(material, wish)), wish.profile.say(found.under))
    made = [_filled(replace(table, number=wish.number + at)) for at, table in enumerate(made)]
    return [warned(table, wish.profile) for table in made] if wish.caution else made


def _filled(table: Table) -> Table:
    """Rows that go on with what is above say so in words: a spreadsheet is sorted and filtered."""
    if table.columns[0].kind != "stub":
        return table
    rows, stub = [], table.rows[0].cells[0] if table.rows else ""
    for row in table.rows:
        stub = stub if row.cells[0] == "" else row.cells[0]
        rows.append(replace(row, cells=(stub, *row.cells[1:])))
    return replace(table, rows=tuple(rows))


def warned(table: Table, profile: Profile) -> Table:
    """The table with a note on what its counts are not, if it prints any."""
    if not any(table.columns[at].kind == "count" and table.columns[at].base is not None for at in table.printed):
        return table
    return replace(table, notes=(*table.notes, (Run(profile.say(CAUTION)),)))


# --- how each is made ----------------------------------------------------------------------------------------------


def _one(make: Callable[[Material, Profile], Table]) -> Callable[[Material, Wish], list[Block]]:
    return lambda material, wish: [make(material, wish.profile)]


def _wished(make: Callable[[Material, Wish], Table]) -> Callable[[Material, Wish], list[Table]]:
    return lambda material, wish: [make(material, wish)]


def _themes(material: Material, wish: Wish) -> list[Block]:
    return [theme_tables.themes(material, wish.profile, each=wish.each, codes=wish.code_ids)]


def _categories(material: Material, wish: Wish) -> list[Block]:
    return list(category_tables.tables(material.project, profile=wish.profile))


def _saturation(material: Material, wish: Wish) -> list[Block]:
    from qda.analysis.coding.saturation import Rule
    from qda.analysis.coding.saturation import material as collected
    from qda.coding import judgements

    curve, rule, profile = collected(material.project).curve(), Rule(), wish.profile
    judged = judgements.rows(material.project)
    tables: list[Block] = [saturation_tables.judgement_table(judged, profile=profile)] if judged else []
    if not curve.points:  # an empty picture and a table of dashes would say no more
        return [said(profile.say(N_("No source is marked as coded and dated."))), *tables] if tables else []
    return [
        saturation_tables.figure(curve, rule, study=material.title, profile=profile),
        saturation_tables.curve_table(curve, rule, study=material.title, profile=profile),
        *tables,
    ]


def _sampling(material: Material, wish: Wish) -> list[Block]:
    from qda.coding import sampling

    titles = {memo.id: memo.shown_title for memo in material.memos}
    rows = sampling.rows(material.project)
    return [saturation_tables.log_table(rows, titles, study=material.title, profile=wish.profile)]


def _biographies(material: Material, wish: Wish) -> list[Block]:
    """Of the chosen codes; if none are, of categories and themes."""
    from qda.analysis.coding import biography

    chosen = set(wish.code_ids or ())
    made: list[Block] = []
    for code in material.codes:
        if code.id in chosen if chosen else code.level in ("category", "theme"):
            made.append(Heading(code.name, 2))
            with speaking(wish.profile.texts, wish.profile.thousands_mark):
                story = biography.of_code(material.project, code.id)
            made.append(code_records.biography(story, wish.profile))
    return made


def _memos(material: Material, wish: Wish) -> list[Block]:
    found = outline.of_all(material.project, profile=wish.profile)
    if not found.sections:
        return []
    return [said(found.note, "about"), *outline.blocks(found, under=1, profile=wish.profile)]


def _memo_sheets(material: Material, wish: Wish) -> list[Table]:
    return [memo_tables.table(material.memos, wish.profile)]


def _attributes(material: Material, wish: Wish) -> list[Block]:
    """One table for each kind of thing that has attributes."""
    made: list[Block] = []
    for target in ("unit", "case", "participant", "source"):
        with suppress(attribute_tables.NoAttributes):
            made += attribute_tables.printed(material.project, target, profile=wish.profile)
    return made


def _consent(material: Material, wish: Wish) -> list[Block]:
    try:
        return [consent_tables.table(material.project, profile=wish.profile)]
    except consent_tables.NoConsents:
        return []


def _feedback(material: Material, wish: Wish) -> list[Block]:
    from qda.export.study import feedback_tables

    try:
        return [feedback_tables.table(material.project, profile=wish.profile)]
    except feedback_tables.NoFeedback:
        return []


def _questions(material: Material, wish: Wish) -> list[Block]:
    from qda.export.study import question_tables

    return question_tables.guide_blocks(material.project, profile=wish.profile)


def _answers(material: Material, wish: Wish) -> list[Block]:
    from qda.export.study import question_tables

    return question_tables.answer_blocks(material.project, profile=wish.profile)


def _matrices(*kinds: str) -> Callable[[Material, Wish], list[Block]]:
    return lambda material, wish: list(matrix_tables.tables(material.project, kinds, wish.profile))


def _cases(material: Material, wish: Wish) -> list[Block]:
    return case_reports.cases(material, wish.profile, case_ids=wish.case_ids)


def _design(material: Material, wish: Wish) -> list[Block]:
    return data_tables.design(material, wish.profile)


def _timeline(material: Material, wish: Wish) -> list[Block]:
    from qda.analysis.figures import timeline
    from qda.export.study import timeline_tables

    return timeline_tables.blocks(timeline.of_study(material.project), wish.profile)


def _patterns(material: Material, wish: Wish) -> list[Block]:
    from qda.export.synthesis import pattern_tables

    return pattern_tables.blocks(material, wish.profile)


def _maps(material: Material, wish: Wish) -> list[Block]:
    """Every map that holds something, as a picture."""
    from qda.coding import maps as stored
    from qda.export.maps import category_map
    from qda.export.maps import pictures as maps
    from qda.export.maps.paint import save_picture

    made: list[Block] = []
    for row in stored.rows(material.project):
        if not row.nodes:
            continue
        picture = maps.picture(material.project, row.id, profile=wish.profile)
        drawing = category_map.draw(picture, with_title=False)
        with TemporaryDirectory() as folder:
            png = Path(folder) / "map.png"
            save_picture(drawing, png, "png", scale=2.0)
            words = category_map.describe(picture)
            notes = ((Run(picture.description),),) if picture.description else ()
            if drawing.sheet.w > _SMALLEST:
                notes = (*notes, (Run(wish.profile.say(SHRUNK)),))
            wide = drawing.sheet.w > max(_READABLE, 1.2 * drawing.sheet.h)
            made.append(Figure(picture.title, png.read_bytes(), description=words, notes=notes, wide=wide))
    return made


def _map_sheets(material: Material, wish: Wish) -> list[Table]:
    relations = category_tables.relation_table(material.project, profile=wish.profile)
    return [relations] if relations is not None else []


def _figures(key: str) -> _Maker:
    return _Maker(
        lambda material, wish: figure_reports.blocks(material, wish, key),
        lambda material, wish: figure_reports.sheets(material, wish, key),
    )


_MAKERS: Mapping[str, _Maker] = {
    "frequencies": _Maker(_wished(code_reports.frequencies)),
    "codebook": _Maker(_wished(code_reports.codebook)),
    "segments": _Maker(_wished(code_reports.segments)),
    "segments-by-case": _Maker(segment_tables.case_by_case, _wished(segment_tables.by_case)),
    "clusters": _Maker(
        lambda material, wish: [code_records.printed_clusters(material.project, wish.profile)],
        lambda material, wish: [code_records.clusters(material.project, wish.profile)],
    ),
    "themes": _Maker(_themes),
    "categories": _Maker(_categories),
    "heat-maps": _figures("heat-maps"),
    "bars": _figures("bars"),
    "together": _figures("together"),
    "likeness": _figures("likeness"),
    "texts": _figures("texts"),
    "words": _figures("words"),
    "lineage": _Maker(lambda material, wish: [code_records.lineage_rows(material.project, wish.profile)]),
    "claims": _Maker(claim_tables.evidence_blocks),
    "chain": _Maker(claim_tables.chain_blocks, claim_tables.chain_sheets),
    "negatives": _Maker(claim_tables.negative_blocks),
    "patterns": _Maker(_patterns, under=N_("Proposition")),
    "maps": _Maker(_maps, _map_sheets),
    "study": _Maker(_design),
    "timeline": _Maker(_timeline),
    "sources": _Maker(_one(data_tables.sources)),
    "participants": _Maker(_one(data_tables.participants)),
    "attributes": _Maker(_attributes),
    "consent": _Maker(_consent),
    "feedback": _Maker(_feedback),
    "questions": _Maker(_questions, under=N_("Guide")),
    "answers": _Maker(_answers, under=N_("Guide")),
    "perspectives": _Maker(_matrices("perspectives"), under=N_("Matrix")),
    "across": _Maker(_matrices("across", "plain"), under=N_("Matrix")),
    "triangulation": _Maker(_matrices("triangulation"), under=N_("Matrix")),
    "cases": _Maker(_cases, under=N_("Case")),
    "memos": _Maker(_memos, _memo_sheets),
    "comparisons": _Maker(lambda material, wish: [code_records.ledgers(material.project, profile=wish.profile)]),
    "biographies": _Maker(_biographies, under=N_("Code")),
    "saturation": _Maker(_saturation),
    "sampling": _Maker(_sampling),
    "audit": _Maker(_one(data_tables.audit_trail)),
    "references": _Maker(literature_reports.reference_list, literature_reports.reference_sheets),
    "screening": _Maker(literature_reports.screened, literature_reports.screening_tables),
    "criteria": _Maker(literature_reports.criteria),
    "studies": _Maker(literature_reports.studies),
    "coreq": _Maker(literature_reports.coreq),
    "srqr": _Maker(literature_reports.srqr),
}


def has_content(made: Sequence[Block]) -> bool:
    """True if a report says anything: words, figures, or a table with rows."""
    return any(not isinstance(block, Heading) for block in made if not isinstance(block, Table)) or any(
        table.rows for table in tables_of(made)
    )
