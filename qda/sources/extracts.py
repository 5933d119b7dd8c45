"""Quoted, labelled extracts of a study that was published: found in the reader's own copy of Quin's thesis.

A block quotation ends with a label in brackets that says where it comes from. The label's grammar is known, and so are
the names it may hold. Where the quotation begins is read from the text around it: after a paragraph that ends with a
colon, at an indentation, or at the paragraph that the label closes, continued across page breaks.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.sources import printed
from qda.sources.printed import Block
from qda.text import Span

Kind = Literal["field note", "document", "interview", "case record"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in an extract, with the role and the case that the study gives them."""

    name: str
    role: str
    case: str


@dataclass(frozen=True, slots=True)
class Extract:
    """One quotation with what its label says.

    `text` are the quoted words: one paragraph a line, paragraphs parted by an empty line. `span` runs from the first to
    the last quoted character of the input and may hold page numbers and notes that are not in `text`. `date` is ISO
    8601 as exactly as the label has it: "2010-07-07", "2013-05", "2013", or None.
    """

    number: int
    label: str
    text: str
    span: Span
    kind: Kind
    unit: str
    case: str
    people: tuple[Person, ...]
    date: str | None

    @property
    def participant(self) -> str | None:
        """Who speaks ("Anna and Stephen"), None where the label names nobody."""
        return " and ".join(person.name for person in self.people) or None

    @property
    def role(self) -> str | None:
        """The role of those who speak, None where the label names nobody."""
        return " and ".join(dict.fromkeys(person.role for person in self.people)) or None


class NoExtracts(QdaError):
    """The text holds no quotation with a label that we know."""

    hint = N_("Choose the file of the whole thesis, as plain text or as a PDF whose text can be selected.")

    def __init__(self) -> None:
        super().__init__(_("No labelled extracts were found in this text."))


def find(text: str) -> tuple[Extract, ...]:
    """All labelled extracts, in the order of the text; raises NoExtracts when there is none."""
    extracts = [extract for extract in map(_extract, _passages(text)) if extract]
    if not extracts:
        raise NoExtracts
    return tuple(replace(extract, number=number) for number, extract in enumerate(extracts, start=1))


# ---------------------------------------------------------------------------------------------------------------------
# Who belongs where, and what a label looks like

_BOARD, _TEAMS, _CASEWORK = "LSCB", "Safeguarding teams", "Casework"

_PEOPLE = {
    person.name: person
    for person in (
        Person("Theresa", "parent", "Martine"),
        Person("Angela", "social worker", "Martine"),
        Person("Anna", "parent", "Paul"),
        Person("Stephen", "parent", "Paul"),
        Person("George", "social worker", "Kyle and Simon"),
        Person("Michael", "parent", "Jo and Georgia"),
        Person("Carol", "social worker", "Jo and Georgia"),
    )
}
_TEAM_NAMES = ("North Team", "Central Team")
_CASES = ("Martine", "Leah", "Paul", "Kyle and Simon", "Jo and Georgia", "Nicola")


def _any_of(names: Sequence[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)


_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?P<day>{_DAY})\s+)?(?P<month>{_MONTH})(?:\s+(?P<day_after>{_DAY}))?,?\s+(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_NAME = rf"(?:{_any_of(tuple(_PEOPLE))})"
_LABEL = re.compile(
    rf"""\(\s*(?P<body>
      Field[\s-]*notes?\s+extract\s*:\s*(?:
          (?P<record>Case\s+records?\s+of\s+(?P<child>{_any_of(_CASES)})\b[^()]*)
        | (?P<team>{_any_of(_TEAM_NAMES)})\b[^()]*
        | (?P<board>LSCB)\b[^()]* )
    | Interview\s+with\s+(?P<people>{_NAME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_NAME})*)\b[^()]*
    | (?P<document>Extract\s+from\s[^()]+
        | LSCB\s[^()]*\bminutes\b[^()]*
        | [^()]*\b(?:report|minutes|plan|newsletter|website)\s+(?:{_MONTH}\s+)?(?:19|20)\d\d(?=\s*\)[.\s]*$) )
    )\s*\)\.?""",
    re.IGNORECASE | re.VERBOSE,
)


def _date(label: str) -> str | None:
    match = _DATE.search(label)
    if match is None:
        year = _YEAR.search(label)
        return year[0] if year else None
    month = f"{match['year']}-{_MONTHS[match['month'].rstrip('.').casefold()]:02}"
    day = int(re.sub(r"\D", "", match["day"] or match["day_after"] or "") or 0)
    days = calendar.monthrange(int(match["year"]), int(month[-2:]))[1]
    return f"{month}-{day:02}" if 1 <= day <= days else month


def _proper(names: Sequence[str], found: str) -> str:
    """The name as the study writes it; labels differ in capitals and blanks."""
    folded = _fold(found).casefold()
    return next(name for name in names if name.casefold() == folded)


@dataclass(frozen=True, slots=True)
class _Origin:
    """What a label says."""

    kind: Kind
    unit: str
    case: str
    people: tuple[Person, ...] = ()


def _origin(label: re.Match[str]) -> _Origin:
    if label["people"]:
        spoken = re.findall(_NAME, label["people"], re.IGNORECASE)
        people = tuple(_PEOPLE[_proper(tuple(_PEOPLE), name)] for name in spoken)
        return _Origin("interview", _CASEWORK, people[0].case, people)
    if label["child"]:
        return _Origin("case record", _CASEWORK, _proper(_CASES, label["child"]))
    if label["team"]:
        return _Origin("field note", _TEAMS, _proper(_TEAM_NAMES, label["team"]))
    # The study counts all organisational documents as data of its first unit, the Board.
    return _Origin("field note" if label["board"] else "document", _BOARD, _BOARD)


# ---------------------------------------------------------------------------------------------------------------------
# Passages: blocks that end at a label


@dataclass(frozen=True, slots=True)
class _Passage:
    """What stands between two labels; `label` closes the last of the blocks, whose text may be empty."""

    blocks: tuple[Block, ...]
    label: re.Match[str]


def _passages(text: str) -> Iterator[_Passage]:
    gathered: list[Block] = []
    for block in printed.blocks(text):
        if printed.is_display(block.text):
            continue
        end = 0
        for label in _LABEL.finditer(block.text):
            yield _Passage((*gathered, block.part(end, label.start())), label)
            gathered, end = [], label.end()
        rest = block.part(end, len(block.text))
        if rest.text:
            gathered.append(rest)


# ---------------------------------------------------------------------------------------------------------------------
# Extracts: from the first quoted word to the label

_LONGEST_QUOTATION = 12  # blocks; a colon further back introduces something else
_LONGEST_HEADING = 70


def _extract(passage: _Passage) -> Extract | None:
    """The extract that the label closes, None if the label stands alone."""
    label = passage.label
    origin = _origin(label)
    paragraphs = _paragraphs(_quoted(passage.blocks, spoken=origin.kind == "interview"))
    if not paragraphs:
        return None
    paragraphs = _without_outer_quotes(paragraphs)
    first, last = paragraphs[0][0], paragraphs[-1][-1]
    return Extract(
        number=0,
        label=_fold(label["body"]),
        text="\n\n".join(_fold(_in_one_line(paragraph)) for paragraph in paragraphs),
        span=Span(first.source(0), last.source(len(last.text) - 1) + 1),
        kind=origin.kind,
        unit=origin.unit,
        case=origin.case,
        people=origin.people,
        date=_date(label["body"]),
    )


def _quoted(blocks: Sequence[Block], *, spoken: bool) -> Sequence[Block]:
    """The blocks that are quotation, by what introduces them."""
    last = blocks[-1]
    introduction = _introduction(blocks)
    if introduction is not None:
        return _with_words(blocks[introduction + 1 :])
    indented = _indented(blocks)
    if len(indented) > 1:
        return _with_words(indented)
    if not last.text:
        return _with_words(blocks[-2:])
    if printed.goes_on(last.text):
        return blocks[_beginning(blocks) :]
    return [_run_in(last)] if spoken else [last]


def _with_words(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.text]


def _introduction(blocks: Sequence[Block]) -> int | None:
    """The place of the nearest paragraph that ends with a colon, None if a heading or too much stands between."""
    for place in range(len(blocks) - 2, max(-1, len(blocks) - 2 - _LONGEST_QUOTATION), -1):
        # No heading follows a colon: of two colons in a row the second is itself quoted.
        if place and blocks[place - 1].text.endswith(":"):
            return place - 1
        if blocks[place].text.endswith(":"):
            return place
        if _is_heading(blocks[place].text, blocks[place + 1].text):
            return None
    return None


def _is_heading(words: str, following: str) -> bool:
    return (
        len(words) <= _LONGEST_HEADING
        and not printed.is_finished(words)
        and not printed.goes_on(words)
        and not printed.goes_on(following)
        and re.search(r"[.;:?!]\s", words) is None
    )


def _indented(blocks: Sequence[Block]) -> Sequence[Block]:
    """The last blocks as far back as they stand further in than the text does."""
    margin = min(block.indent for block in blocks)
    begin = len(blocks) - 1
    while begin > 0 and blocks[-1].indent > margin + 1 and abs(blocks[begin - 1].indent - blocks[-1].indent) <= 1:
        begin -= 1
    return blocks[begin:]


def _beginning(blocks: Sequence[Block]) -> int:
    """The place of the block whose unfinished sentence the last one carries on, pages later."""
    begin = len(blocks) - 1
    for place in range(len(blocks) - 2, max(-1, len(blocks) - 2 - _LONGEST_QUOTATION), -1):
        if not printed.is_finished(blocks[place].text):
            begin = place
            if not printed.goes_on(blocks[place].text):
                break
    return begin


def _run_in(block: Block) -> Block:
    """Only the quotation, where a sentence of the author's leads up to a single one that ends at the label."""
    run_in = re.fullmatch(r"[^“”\"]+[\s(](?P<words>[“\"][^“”\"]+[”\"][.,]?)", block.text)
    return block.part(run_in.start("words"), run_in.end("words")) if run_in else block


def _paragraphs(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks by paragraph: what a page break parted is joined, what the foot of a page put between is left out."""
    paragraphs: list[list[Block]] = []
    place = 0
    while place < len(blocks):
        if paragraphs and not printed.is_finished(paragraphs[-1][-1].text):
            place = _rest_of_sentence(blocks, place)
            paragraphs[-1].append(blocks[place])
        else:
            paragraphs.append([blocks[place]])
        place += 1
    return paragraphs


def _rest_of_sentence(blocks: Sequence[Block], place: int) -> int:
    """Where an unfinished sentence goes on: the next block in small letters, else the next that is no footnote."""
    for later in range(place, len(blocks)):
        if printed.goes_on(blocks[later].text):
            return later
    return next((later for later in range(place, len(blocks)) if not printed.is_note(blocks[later].text)), place)


def _without_outer_quotes(paragraphs: list[list[Block]]) -> list[list[Block]]:
    """Without the quotation marks that only say that all of this is quoted."""
    words = "\n\n".join(_in_one_line(paragraph) for paragraph in paragraphs)
    marks = re.fullmatch(r"\"[^\"]+\"|“[^“”]+”|'(?:[^']|\b'\b)+'|‘(?:[^‘’]|\b’\b)+’", words)
    if marks is None:
        return paragraphs
    first, last = paragraphs[0][0], paragraphs[-1][-1]
    if first is last:
        return [[first.part(1, len(first.text) - 1)]]
    inner = [[*paragraph] for paragraph in paragraphs]
    inner[0][0] = first.part(1, len(first.text))
    inner[-1][-1] = last.part(0, len(last.text) - 1)
    return inner


def _in_one_line(paragraph: Sequence[Block]) -> str:
    return " ".join(block.text for block in paragraph)


def _fold(text: str) -> str:
    return " ".join(text.split())
