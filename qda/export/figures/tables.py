"""The numbers behind figures as tables: words, key words in context, likeness, code lines."""

from __future__ import annotations

from collections.abc import Sequence

from qda.analysis.figures.portraits import CodeLines, Portrait
from qda.analysis.queries.similarity import Likeness
from qda.analysis.words.frequencies import Tally, per_thousand
from qda.analysis.words.kwic import KwicRow, Places
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Dash, Row, Table, rich
from qda.i18n import N_
from qda.nlp.pipeline import PATTERNS

_ASKING = N_("The interviewer’s words are counted too.")
_NOT_ASKING = N_("The interviewer’s words are left out.")
_NOBODY_ASKS = N_("No speaker is marked as the interviewer.")


def words(
    found: Tally, *, study: str = "", profile: Profile = APA, number: int = 1, rows: int = 0, caution: bool = True
) -> Table:
    """One row for each word, at most `rows`; where groups are compared, how often in a thousand words of each."""
    title = profile.say(N_("Word Frequencies"))
    compared = bool(found.groups)
    columns = [
        Column(profile.say(N_("Word")), "stub"),
        Column(profile.say(N_("Times")), "count", base=found.words),
        Column(profile.say(N_("In 1,000 words")), "decimal", places=2),
        Column(profile.say(N_("Sources")), "count", base=found.sources),
        *(
            Column(group.heading, "decimal", base=group.words, places=2, group=profile.say(N_("In 1,000 words of")))
            for group in found.groups
        ),
        Column(profile.say(N_("Forms")), "text", sheet_only=compared or not found.found_by),
    ]
    made = []
    for row in found.rows[: rows or None]:
        cells: list[Cell] = [row.word, row.n, per_thousand(row.n, found.words), row.sources]
        cells += [
            per_thousand(count, group.words) if group.words else Dash()
            for count, group in zip(row.groups, found.groups, strict=True)
        ]
        made.append(Row((*cells, ", ".join(row.forms))))
    notes = tuple(rich("{text}", text=text) for text in word_notes(found, profile, rows or len(found.rows), caution))
    return Table(f"{title} – {study}" if study else title, tuple(columns), tuple(made), number, notes)


def word_notes(found: Tally, profile: Profile = APA, shown: int = 0, caution: bool = True) -> list[str]:
    """What was counted, out of how much, what is left out, and what the count is not."""
    base = profile.number_of(found.words, N_("{n} word"), N_("{n} words"))
    sources = profile.number_of(found.sources, N_("{n} source"), N_("{n} sources"))
    notes = [profile.say(N_("N = {words} in {sources}."), words=base, sources=sources)]
    scope = found.scope
    notes.append(profile.say(_ASKING if scope.interviewer else _NOT_ASKING if found.asked else _NOBODY_ASKS))
    if scope.code_ids is not None:
        notes.append(profile.say(N_("Only words in segments with the chosen codes are counted.")))
    if found.left_out:
        told = profile.number_of(found.left_out, N_("{n} word"), N_("{n} words"))
        notes.append(
            profile.say(
                N_("Not listed: {words} that are on the stop list, figures, or shorter than {least} letters."),
                words=told,
                least=found.counting.least,
            )
        )
    if found.language == "de":
        notes.append(profile.say(N_("The stop list holds small words of German.")))
    if shown and found.distinct > shown:
        told = N_("Shown are the {shown} most frequent of {all} different words.")
        notes.append(profile.say(told, shown=profile.integer(shown), all=profile.integer(found.distinct)))
    if found.found_by:
        notes.append(lemma_note(found.found_by, profile))
    if caution:
        notes.append(
            profile.say(N_("How often a word falls is not what it means, nor how much it matters: read the passages."))
        )
    return notes


def lemma_note(found_by: str, profile: Profile = APA) -> str:
    """What brought the forms of a word together."""
    if found_by == PATTERNS:
        return profile.say(N_("Forms of a word count as one, by rules for English."))
    return profile.say(
        N_("Forms of a word count as one, by the language model {name} and, where it met no such form, by rule."),
        name=found_by,
    )


def kwic(places: Places, rows: Sequence[KwicRow], *, study: str = "", profile: Profile = APA, number: int = 1) -> Table:
    """One row for each place, the key word in the middle."""
    title = profile.say(N_("“{words}” in Context"), words=places.key)
    columns = (
        Column(profile.say(N_("Before")), "stub"),
        Column(profile.say(N_("Key word")), "text"),
        Column(profile.say(N_("After")), "text"),
        Column(profile.say(N_("Speaker")), "text"),
        Column(profile.say(N_("Source")), "text"),
        Column(profile.say(N_("Line")), "count"),
        Column(profile.say(N_("Start")), "count", sheet_only=True),
        Column(profile.say(N_("End")), "count", sheet_only=True),
    )
    made = tuple(
        Row((row.left, row.words, row.right, row.speaker, row.source, row.line, row.start, row.end)) for row in rows
    )
    return Table(
        f"{title} – {study}" if study else title,
        columns,
        made,
        number,
        (rich("{text}", text=kwic_words(places, profile)),),
    )


def kwic_words(places: Places, profile: Profile = APA) -> str:
    """How often and where: “42 places in 9 of 24 sources, among 81,240 words.”"""
    count = profile.number_of(len(places), N_("{n} place"), N_("{n} places"))
    told = profile.say(
        N_("{places} in {n} of {of} sources, among {words} words."),
        places=count,
        n=profile.integer(places.sources),
        of=profile.integer(places.of),
        words=profile.integer(places.words),
    )
    return f"{told} {lemma_note(places.found_by, profile)}" if places.found_by else told


def likeness(found: Likeness, name: str, *, study: str = "", profile: Profile = APA, number: int = 1) -> Table:
    """Who is how much like whom; in the diagonal a dash."""
    measure = profile.say(N_("Jaccard") if found.measure == "jaccard" else N_("cosine"))
    title = profile.say(N_("Likeness by Codes ({measure})"), measure=measure)
    columns = (
        Column(name, "stub"),
        *(Column(line.heading, "decimal", places=2, bounded=True) for line in found.lines),
        Column(profile.say(N_("Codes")), "count", base=found.codes),
    )
    made = []
    for at, line in enumerate(found.lines):
        cells: list[Cell] = [Dash() if place == at else value for place, value in enumerate(found.values[at])]
        made.append(Row((line.heading, *cells, found.shared[at][at])))
    return Table(f"{title} – {study}" if study else title, columns, tuple(made), number)


def code_lines(found: CodeLines, *, study: str = "", profile: Profile = APA, number: int = 1) -> Table:
    """One row for each stretch of a code: its first and its last line."""
    title = profile.say(N_("Codes along “{name}”"), name=found.source)
    columns = (
        Column(profile.say(N_("Code")), "stub"),
        Column(profile.say(N_("First line")), "count"),
        Column(profile.say(N_("Last line")), "count"),
        Column(profile.say(N_("Segments of the code")), "count", base=found.base),
    )
    made = tuple(
        Row((track.code.name, first + 1, last + 1, track.segments))
        for track in found.tracks
        for first, last in track.stretches
    )
    return Table(f"{title} – {study}" if study else title, columns, made, number)


def portrait(found: Portrait, *, study: str = "", profile: Profile = APA, number: int = 1) -> Table:
    """One row for each code: on how many of the text's lines it stands, and how many cells it fills."""
    title = profile.say(N_("Portrait of “{name}”"), name=found.source)
    columns = (
        Column(profile.say(N_("Code")), "stub"),
        Column(profile.say(N_("Lines")), "count", base=found.lines),
        Column(profile.say(N_("Cells")), "count", base=len(found.cells)),
    )
    made = tuple(
        Row((track.code.name, found.share[track.code.id], found.cells.count(track.code.id))) for track in found.tracks
    )
    return Table(f"{title} – {study}" if study else title, columns, made, number)
