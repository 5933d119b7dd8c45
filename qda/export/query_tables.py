"""What was asked and counted as tables: the quotes of a query, a matrix, codes that stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from qda.analysis.asking import Answer
from qda.analysis.cooccurrence import Meeting, Meetings
from qda.analysis.crosstab import Axis, Matrix
from qda.analysis.ground import Counted, Known
from qda.analysis.query import conditions
from qda.analysis.quotes import QuoteRow
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Count, Dash, Row, Table, Text, rich
from qda.i18n import N_, _, ngettext

Percent = Literal["row", "column"]

_NOUNS: Mapping[str, tuple[str, str]] = {
    "segments": (N_("{n} segment"), N_("{n} segments")),
    "sources": (N_("{n} source"), N_("{n} sources")),
    "participants": (N_("{n} participant"), N_("{n} participants")),
    "cases": (N_("{n} case"), N_("{n} cases")),
}
_HEADS: Mapping[str, str] = {
    "codes": N_("Code"),
    "source": N_("Source"),
    "case": N_("Case"),
    "unit": N_("Unit"),
    "kind": N_("Kind"),
    "perspective": N_("Perspective"),
    "participant": N_("Participant"),
    "coder": N_("Coder"),
}
_COUNTED: Mapping[str, str] = {
    "segments": N_("Segments"),
    "sources": N_("Sources"),
    "participants": N_("Participants"),
    "cases": N_("Cases"),
}


def axis_name(axis: Axis) -> str:
    """What stands in the rows or columns, in a word."""
    return axis.name if axis.dimension == "attribute" else _(_HEADS[axis.dimension])


# --- a matrix -----------------------------------------------------------------------------------


def matrix(
    found: Matrix, percent: Percent | None = None, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The matrix as it is printed; percentages beside the counts, the base of each column in its head."""
    rows, columns, counted = axis_name(found.row_axis), axis_name(found.column_axis), _(_COUNTED[found.counted])
    title = matrix_title(found)
    across = tuple(
        Column(line.heading, "count", base=line.total, group=columns if len(found.columns) > 1 else "")
        for line in found.columns
    )
    return Table(
        f"{title} – {study}" if study else title,
        (Column(rows, "stub"), *across, Column(_("Total"), "count", base=found.base)),
        tuple(
            Row(
                (
                    line.heading,
                    *(_cell(found, at, place, percent) for place in range(len(found.columns))),
                    Count(line.total, found.base if percent == "column" else None),
                ),
                indent=line.indent,
                strong=line.parent,
            )
            for at, line in enumerate(found.rows)
        ),
        number,
        tuple(rich("{text}", text=text) for text in matrix_notes(found, percent, profile)),
        description=_("{rows} in rows, {columns} in columns, {counted} counted.").format(
            rows=rows, columns=columns, counted=counted.lower()
        ),
    )


def matrix_title(found: Matrix) -> str:
    """“Segments by Code and Case”."""
    rows, columns = axis_name(found.row_axis), axis_name(found.column_axis)
    return _("{counted} by {rows} and {columns}").format(counted=_(_COUNTED[found.counted]), rows=rows, columns=columns)


def _cell(found: Matrix, row: int, column: int, percent: Percent | None) -> Cell:
    count = found.cell(row, column)
    if percent == "row":
        return Count(count, found.rows[row].total)
    return Count(count, found.columns[column].total if percent == "column" else None)


def matrix_notes(found: Matrix, percent: Percent | None, profile: Profile = APA) -> list[str]:
    """What the numbers rest on, and what they do not say."""
    one, many = _NOUNS[found.counted]
    notes = [
        _("N = {counts}, all that carry a code.").format(counts=profile.number_of(found.base, _(one), _(many))),
        _("Each cell counts everything once; rows and columns may share what they count and do not add up to N."),
    ]
    if found.row_axis.dimension == "codes" and found.row_axis.reach == "below":
        notes.append(_("A code counts with all that lives under it."))
    if percent == "row":
        notes.append(_("Percentages are of the total of the row."))
    elif percent == "column":
        notes.append(_("Percentages are of all that was counted in the column (n in its head)."))
    if found.outside:
        words = ngettext(
            "{n} coded segment belongs to no column and is in no cell.",
            "{n} coded segments belong to no column and are in no cell.",
            found.outside,
        )
        notes.append(words.format(n=profile.integer(found.outside)))
    notes.append(what_it_is_not(found.counted))
    return notes


def what_it_is_not(counted: Counted) -> str:
    """The line that keeps a count from saying more than it knows."""
    if counted == "segments":
        return _(
            "The number of segments depends on how finely the texts were cut; it is not how much something matters."
        )
    return _("How many speak of something is not how much it matters to them.")


# --- codes that stand together --------------------------------------------------------------------


def meeting_words(meeting: Meeting) -> str:
    """When two segments are together, in words."""
    from qda.analysis.query_words import far

    if meeting.together == "overlap":
        return _("segments that overlap")
    if meeting.together == "line":
        return _("segments on the same line")
    return _("segments with no more than {far} between them").format(far=far(meeting.distance, meeting.measure))


def together(
    found: Meetings, codes: Sequence[Known] | None = None, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The symmetric matrix: a code's own segments in the diagonal, a dash where one code brings the other along."""
    shown = found.codes if codes is None else tuple(codes)
    title = _("Codes That Stand Together")
    return Table(
        f"{title} – {study}" if study else title,
        (
            Column(_("Code"), "stub"),
            *(Column(code.name, "count", group=_("Pairs of segments")) for code in shown),
        ),
        tuple(Row((one.name, *(_met(found, one, other) for other in shown))) for one in shown),
        number,
        tuple(together_notes(found, profile)),
    )


def _met(found: Meetings, one: Known, other: Known) -> Cell:
    if one.id == other.id:
        return found.segments[one.id]
    if (min(one.id, other.id), max(one.id, other.id)) in found.related:
        return Dash()
    return found.count(one.id, other.id)


def pairs(
    found: Meetings, limit: int | None = None, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The pairs that meet, the strongest first, with the counts that their coefficient is made of."""
    title = _("Strongest Pairs of Codes")
    return Table(
        f"{title} – {study}" if study else title,
        (
            Column(_("Code"), "stub"),
            Column(_("Other code"), "text"),
            Column("n12", "count"),
            Column("n1", "count"),
            Column("n2", "count"),
            Column("c", "decimal", places=2),
        ),
        tuple(
            Row((pair.one.name, pair.other.name, pair.n12, pair.n1, pair.n2, pair.coefficient))
            for pair in found.strongest(limit)
        ),
        number,
        tuple(together_notes(found, profile)),
    )


def together_notes(found: Meetings, profile: Profile = APA) -> list[Text]:
    """What was counted, how the coefficient is made and whose it is, and what the count is not."""
    base = profile.number_of(found.base, _("{n} segment"), _("{n} segments"))
    texts = [
        _(
            "N = {base} that carry a code. Counted are pairs of {meeting}; a segment with both codes is one pair."
        ).format(base=base, meeting=meeting_words(found.meeting)),
        _(
            "c = n12 / (n1 + n2 − n12), the similarity of Jaccard (1901) carried over to codes; where segments overlap "
            "several of the other code it can pass 1."
        ),
        _("That codes stand together is not yet a relation between what they name: read the passages."),
    ]
    return [rich("{text}", text=text) for text in texts]


# --- quotes ---------------------------------------------------------------------------------------


def quotes(
    answer: Answer, rows: Sequence[QuoteRow], sentence: str, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The segments that answer, one row each, with all their codes and the base they were taken from."""
    title = _("Segments That Answer a Query")
    heads = (_("Codes"), _("Quote"), _("Source"), _("Line"), _("Speaker"), _("Case"), _("Start"), _("End"))
    kinds = ("stub", "quote", "text", "count", "text", "text", "count", "count")
    columns = tuple(
        Column(head, kind, sheet_only=head in (_("Start"), _("End")))  # type: ignore[arg-type]  # literals
        for head, kind in zip(heads, kinds, strict=True)
    )
    return Table(
        f"{title} – {study}" if study else title,
        columns,
        tuple(
            Row(
                (
                    "; ".join(row.codes) or "–",
                    row.quote,
                    row.source,
                    row.line,
                    row.speaker,
                    "; ".join(row.cases),
                    row.start,
                    row.end,
                )
            )
            for row in rows
        ),
        number,
        (rich("{text}", text=sentence), rich("{text}", text=answer_words(answer, profile))),
    )


def answer_words(answer: Answer, profile: Profile = APA) -> str:
    """How much answers, with its bases: “14 of 212 segments, in 9 of 24 sources, …”."""
    counts, base = answer.counts, answer.base
    looked = _("{n} of {base} segments")
    if any(has.field == "uncoded" for has in conditions(answer.query)):
        looked = _("{n} of {base} segments and stretches without a code")
    parts = [
        looked.format(n=profile.integer(counts.segments), base=profile.integer(base.segments)),
        _("{n} of {base} sources").format(n=counts.sources, base=base.sources),
    ]
    if base.cases:
        parts.append(_("{n} of {base} cases").format(n=counts.cases, base=base.cases))
    if base.participants:
        parts.append(_("{n} of {base} participants").format(n=counts.participants, base=base.participants))
    return ", ".join(parts) + "."
