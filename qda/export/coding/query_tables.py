"""What was asked and counted as tables: the quotes of a query, a matrix, codes that stand together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from qda.analysis.queries.asking import Answer
from qda.analysis.queries.cooccurrence import Meeting, Meetings
from qda.analysis.queries.crosstab import Axis, Matrix
from qda.analysis.queries.query import conditions
from qda.analysis.queries.quotes import QuoteRow
from qda.analysis.segments.ground import Counted, Known
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Count, Dash, Row, Table, Text, rich
from qda.i18n import N_

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


def axis_name(axis: Axis, profile: Profile = APA) -> str:
    """What stands in the rows or columns, in a word."""
    return axis.name if axis.dimension == "attribute" else profile.say(_HEADS[axis.dimension])


# --- a matrix -----------------------------------------------------------------------------------


def matrix(
    found: Matrix, percent: Percent | None = None, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The matrix as it is printed; percentages beside the counts, the base of each column in its head."""
    rows, columns = axis_name(found.row_axis, profile), axis_name(found.column_axis, profile)
    counted = profile.say(_COUNTED[found.counted])
    title = matrix_title(found, profile)
    across = tuple(
        Column(line.heading, "count", base=line.total, group=columns if len(found.columns) > 1 else "")
        for line in found.columns
    )
    return Table(
        f"{title} – {study}" if study else title,
        (Column(rows, "stub"), *across, Column(profile.say(N_("Total")), "count", base=found.base)),
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
        description=profile.say(
            N_("{rows} in rows, {columns} in columns; counted: {counted}."), rows=rows, columns=columns, counted=counted
        ),
    )


def matrix_title(found: Matrix, profile: Profile = APA) -> str:
    """“Segments by Code and Case”."""
    rows, columns = axis_name(found.row_axis, profile), axis_name(found.column_axis, profile)
    counted = profile.say(_COUNTED[found.counted])
    return profile.say(N_("{counted} by {rows} and {columns}"), counted=counted, rows=rows, columns=columns)


def _cell(found: Matrix, row: int, column: int, percent: Percent | None) -> Cell:
    count = found.cell(row, column)
    if percent == "row":
        return Count(count, found.rows[row].total)
    return Count(count, found.columns[column].total if percent == "column" else None)


def matrix_notes(found: Matrix, percent: Percent | None, profile: Profile = APA) -> list[str]:
    """What the numbers rest on, and what they do not say."""
    say = profile.say
    notes = [
        say(N_("N = {counts}, all that carry a code."), counts=profile.number_of(found.base, *_NOUNS[found.counted])),
        say(N_("Each cell counts everything once; rows and columns may share what they count and do not add up to N.")),
    ]
    if found.row_axis.dimension == "codes" and found.row_axis.reach == "below":
        notes.append(say(N_("A code counts with all that lives under it.")))
    if percent == "row":
        notes.append(say(N_("Percentages are of the total of the row.")))
    elif percent == "column":
        notes.append(say(N_("Percentages are of all that was counted in the column (n in its head).")))
    if found.outside:
        one = N_("{n} coded segment belongs to no column and is in no cell.")
        many = N_("{n} coded segments belong to no column and are in no cell.")
        notes.append(profile.number_of(found.outside, one, many))
    notes.append(what_it_is_not(found.counted, profile))
    return notes


def what_it_is_not(counted: Counted, profile: Profile = APA) -> str:
    """The line that keeps a count from saying more than it knows."""
    if counted == "segments":
        return profile.say(
            N_("The number of segments depends on how finely the texts were cut; it is not how much something matters.")
        )
    return profile.say(N_("How many speak of something is not how much it matters to them."))


# --- codes that stand together --------------------------------------------------------------------


def meeting_words(meeting: Meeting, profile: Profile = APA) -> str:
    """When two segments are together, in words."""
    from qda.analysis.queries.telling import far

    if meeting.together == "overlap":
        return profile.say(N_("segments that overlap"))
    if meeting.together == "line":
        return profile.say(N_("segments on the same line"))
    between = far(meeting.distance, meeting.measure)
    return profile.say(N_("segments with no more than {far} between them"), far=between)


def together(
    found: Meetings, codes: Sequence[Known] | None = None, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The symmetric matrix: a code's own segments in the diagonal, a dash where one code brings the other along."""
    shown = found.codes if codes is None else tuple(codes)
    title = profile.say(N_("Codes That Stand Together"))
    return Table(
        f"{title} – {study}" if study else title,
        (
            Column(profile.say(N_("Code")), "stub"),
            *(Column(code.name, "count", group=profile.say(N_("Pairs of segments"))) for code in shown),
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
    title = profile.say(N_("Strongest Pairs of Codes"))
    return Table(
        f"{title} – {study}" if study else title,
        (
            Column(profile.say(N_("Code")), "stub"),
            Column(profile.say(N_("Other code")), "text"),
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
    base = profile.number_of(found.base, N_("{n} segment"), N_("{n} segments"))
    counted = N_("N = {base} that carry a code. Counted are pairs of {meeting}; a segment with both codes is one pair.")
    texts = [
        profile.say(counted, base=base, meeting=meeting_words(found.meeting, profile)),
        profile.say(
            N_(
                "c = n12 / (n1 + n2 − n12), the similarity of Jaccard (1901) carried over to codes; where segments "
                "overlap several of the other code it can pass 1."
            )
        ),
        profile.say(N_("That codes stand together is not yet a relation between what they name: read the passages.")),
    ]
    return [rich("{text}", text=text) for text in texts]


# --- quotes ---------------------------------------------------------------------------------------


def quotes(
    answer: Answer, rows: Sequence[QuoteRow], sentence: str, *, study: str = "", profile: Profile = APA, number: int = 1
) -> Table:
    """The segments that answer, one row each, with all their codes and the base they were taken from."""
    title = profile.say(N_("Segments That Answer a Query"))
    columns = (
        Column(profile.say(N_("Codes")), "stub"),
        Column(profile.say(N_("Quote")), "quote"),
        Column(profile.say(N_("Source"))),
        Column(profile.say(N_("Line")), "count", ordinal=True),
        Column(profile.say(N_("Speaker"))),
        Column(profile.say(N_("Case"))),
        Column(profile.say(N_("Start")), "count", sheet_only=True),
        Column(profile.say(N_("End")), "count", sheet_only=True),
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
    looked = N_("{n} of {base} segments")
    if any(has.field == "uncoded" for has in conditions(answer.query)):
        looked = N_("{n} of {base} segments and stretches without a code")
    parts = [(looked, counts.segments, base.segments), (N_("{n} of {base} sources"), counts.sources, base.sources)]
    parts += [(N_("{n} of {base} cases"), counts.cases, base.cases)] if base.cases else []
    if base.participants:
        parts.append((N_("{n} of {base} participants"), counts.participants, base.participants))
    told = (profile.say(words, n=profile.integer(n), base=profile.integer(of)) for words, n, of in parts)
    return ", ".join(told) + "."
