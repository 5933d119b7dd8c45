"""References as plain values: names of authors, the format of APA (7th edition, 2020, chapters 9 and 10), cite keys.

Authors are lines of “Family, Given”; a line without a comma is an organisation, or a person with one name, and stands
as it is written. “(Ed.)” at the end of a line says that somebody edited it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from qda.i18n import N_
from qda.names import clean, name_key

ARTICLE, BOOK, CHAPTER, REPORT, THESIS, PAGE, PAPER, OTHER = TYPES = (
    N_("article"),
    N_("book"),
    N_("chapter"),
    N_("report"),
    N_("thesis"),
    N_("web page"),
    N_("conference paper"),
    N_("other"),
)

_ALL_NAMED = 20
"""Up to so many authors are all named (APA 7, 9.8)."""
_BEFORE_DOTS = 19
_EDITOR = re.compile(r"\s*\((?:eds?|hrsg|hg|editors?)\.?\)\s*$", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_DOI = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
}
_WORDS = {
    "en": {"nd": "n.d.", "ed": "Ed.", "eds": "Eds.", "in": "In", "page": "p.", "pages": "pp.",
           "thesis": "Thesis", "number": "No. {number}", "paper": "Conference paper"},
    "de": {"nd": "o. J.", "ed": "Hrsg.", "eds": "Hrsg.", "in": "In", "page": "S.", "pages": "S.",
           "thesis": "Hochschulschrift", "number": "Nr. {number}", "paper": "Konferenzbeitrag"},
}  # fmt: skip


class Author(NamedTuple):
    """One author; without a given name an organisation, or a person with one name."""

    family: str
    given: str = ""
    suffix: str = ""
    editor: bool = False

    @property
    def person(self) -> bool:
        """True of somebody with a given name."""
        return bool(self.given)

    @property
    def line(self) -> str:
        """As it is stored: “Family, Given”."""
        named = ", ".join(part for part in (self.family, self.given, self.suffix) if part)
        return f"{named} (Ed.)" if self.editor else named


class Piece(NamedTuple):
    """A stretch of a reference in one face."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The bibliographic fields of one publication; `authors` as lines, `year` a year, a day or “in press”."""

    title: str = ""
    type: str = ""
    authors: str = ""
    year: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    url: str = ""
    language: str = ""
    keywords: str = ""
    abstract: str = ""
    found_in: str = ""
    cite_key: str = ""


FIELDS = tuple(each.name for each in fields(Reference))


# --- names --------------------------------------------------------------------------------------------------------


def author(line: str) -> Author:
    """An author from “Family, Given”, “Family, Given, Jr.” or the name of an organisation."""
    words = clean(line)
    editor = bool(_EDITOR.search(words))
    words = _EDITOR.sub("", words)
    if words.startswith("{") and words.endswith("}"):
        return Author(words.strip("{} "), editor=editor)
    family, _comma, rest = (part.strip() for part in words.partition(","))
    given, _comma, suffix = (part.strip() for part in rest.partition(","))
    if _SUFFIX.match(given) and suffix:  # BibTeX puts the suffix in the middle
        given, suffix = suffix, given
    return Author(family, given, suffix, editor)


def authors(lines: str) -> tuple[Author, ...]:
    """All authors of a text with one on each line; editors among them."""
    return tuple(author(line) for line in lines.splitlines() if clean(line))


def initials(given: str) -> str:
    """“Mary-Jane Anne” as “M.-J. A.”; what is written as initials already stays so."""
    words = []
    for word in given.replace(".-", "-").replace(".", ". ").split():
        parts = [part for part in word.split("-") if part.strip(".")]
        small = all(part.isupper() and len(part) <= 3 and part.isalpha() for part in parts)
        if small and len(parts) == 1 and len(word) > 1:
            words += [f"{letter}." for letter in word]  # “JRR”
        elif parts:
            words.append("-".join(f"{part[0].upper()}." for part in parts))
    return " ".join(words)


def _turned(one: Author) -> str:
    """“Gray, B.”"""
    return ", ".join(part for part in (one.family, initials(one.given), one.suffix) if part)


def _straight(one: Author) -> str:
    """“B. Gray”, as editors of a book stand before its title."""
    named = " ".join(part for part in (initials(one.given), one.family) if part)
    return f"{named}, {one.suffix}" if one.suffix else named


def named(people: Sequence[Author]) -> str:
    """The authors as a reference begins: up to 20 by name, of more the first 19, dots and the last."""
    told = [_turned(one) for one in people]
    if len(told) > _ALL_NAMED:
        return f"{', '.join(told[:_BEFORE_DOTS])}, . . . {told[-1]}"
    if len(told) < 2:
        return "".join(told)
    comma = "" if len(told) == 2 and not people[0].person else ","
    return f"{', '.join(told[:-1])}{comma} & {told[-1]}"


def _editors(people: Sequence[Author], words: dict[str, str]) -> str:
    told = [_straight(one) for one in people]
    joined = told[0] if len(told) == 1 else f"{', '.join(told[:-1])}{',' if len(told) > 2 else ''} & {told[-1]}"
    return f"{joined} ({words['ed' if len(told) == 1 else 'eds']})"


# --- a reference --------------------------------------------------------------------------------------------------


def apa(found: Reference, language: str = "en") -> tuple[Piece, ...]:
    """The entry in a list of references. `language` is that of the words around it: “en” or “de”.

    The title stands as it was written: what is a name in it can't be known, so no letter is made small.
    """
    words = _WORDS[language]
    people = authors(found.authors)
    inside = found.type in (CHAPTER, PAPER)
    editors = [one for one in people if one.editor]
    writers = [one for one in people if not one.editor]
    head = named(writers)
    if not writers and editors and not inside:
        head = f"{named(editors)} ({words['ed' if len(editors) == 1 else 'eds']})"
        editors = []
    elif not writers and inside:
        head = named(editors)
        editors = []
    year = f"({_dated(found, language)})."
    title = _title(found, words)
    pieces = [Piece(f"{_ended(head)} {year} "), *title] if head else [*title, Piece(f" {year}")]
    pieces += _home(found, editors, words, head)
    link = link_of(found)
    if link:
        pieces.append(Piece(f" {link}"))
    return _joined(pieces)


def plain(found: Reference, language: str = "en") -> str:
    """The same as words alone."""
    return "".join(piece.text for piece in apa(found, language))


def citation(found: Reference, language: str = "en") -> str:
    """How a text refers to it: “Gray & Hall, 2010”, “Gray et al., 2010”; without authors the title's first words."""
    people = authors(found.authors)
    people = tuple(one for one in people if not one.editor) or people
    if not people:
        title = " ".join(found.title.split()[:4])
        who = f"“{title}”" if title else ""
    elif len(people) == 1:
        who = people[0].family
    elif len(people) == 2:
        who = f"{people[0].family} & {people[1].family}"
    else:
        who = f"{people[0].family} et al."
    year = found.year[:4] if _ISO_DAY.match(found.year.strip()) else found.year.strip()
    return ", ".join(part for part in (who, year or _WORDS[language]["nd"]) if part)


def link_of(found: Reference) -> str:
    """The address: the DOI as https://doi.org/…, else the URL."""
    doi = bare_doi(found.doi)
    return f"https://doi.org/{doi}" if doi else found.url.strip()


def bare_doi(doi: str) -> str:
    """A DOI without what is written before it: “10.1093/intqhc/mzm042”."""
    return _DOI.sub("", doi).strip().rstrip(".")


def _dated(found: Reference, language: str) -> str:
    words = found.year.strip()
    day = _ISO_DAY.match(words)
    if not words:
        return _WORDS[language]["nd"]
    if day is None:
        return words
    if found.type != PAGE:
        return day[1]
    month = _MONTHS[language][(int(day[2]) - 1) % 12]
    if language == "de":
        return f"{day[1]}, {int(day[3])}. {month}" if day[3] else f"{day[1]}, {month}"
    return f"{day[1]}, {month} {int(day[3])}" if day[3] else f"{day[1]}, {month}"


def _title(found: Reference, words: dict[str, str]) -> list[Piece]:
    """The title with what stands in brackets after it; in slanted letters where it is a whole work."""
    whole = found.type not in (ARTICLE, CHAPTER) and not (found.type == PAPER and found.container)
    whole = whole and not (found.type in ("", OTHER) and found.container)
    title = found.title.strip()
    after = ""
    if found.type == THESIS:
        school = f", {found.publisher}" if found.publisher else ""
        after = f" [{found.issue or words['thesis']}{school}]"
    elif found.type == REPORT and found.issue:
        number = found.issue if not found.issue.isdecimal() else words["number"].format(number=found.issue)
        after = f" ({number})"
    elif found.type == BOOK and found.volume:
        after = f" (Vol. {found.volume})" if words["page"] == "p." else f" (Bd. {found.volume})"
    elif found.type == PAPER and not found.pages:
        after = f" [{words['paper']}]"
    if not after:
        return [Piece(_ended(title), whole)]
    return [Piece(title, whole), Piece(_ended(after))]


def _home(found: Reference, editors: Sequence[Author], words: dict[str, str], head: str) -> list[Piece]:
    """Where it appeared: the journal, the book, the publisher or the site."""
    publisher = found.publisher.strip()
    if found.type == THESIS:
        return _sentence(found.container)
    if found.type == CHAPTER or (found.type == PAPER and found.container):
        by = f"{_editors(editors, words)}, " if editors else ""
        pages = _pages(found.pages, words)
        pieces = [Piece(f" {words['in']} {by}"), Piece(found.container.strip(), italic=True)]
        return [*pieces, Piece(f"{f' ({pages})' if pages else ''}."), *_sentence(publisher)]
    if found.type == ARTICLE or (found.type in ("", OTHER) and found.container):
        return _journal(found)
    site = found.container.strip() if found.type in (PAGE, REPORT) else ""
    return _sentence(*(part for part in dict.fromkeys((site, publisher)) if part and name_key(part) != name_key(head)))


def _journal(found: Reference) -> list[Piece]:
    if not found.container:
        return _sentence(found.pages)
    pieces = [Piece(" "), Piece(found.container.strip(), italic=True)]
    if found.volume:
        pieces += [Piece(", "), Piece(found.volume, italic=True)]
    if found.issue:
        pieces.append(Piece(f"({found.issue})" if found.volume else f", ({found.issue})"))
    pages = dashed(found.pages)
    return [*pieces, Piece(f", {pages}." if pages else ".")]


def _sentence(*parts: str) -> list[Piece]:
    told = ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
    return [Piece(f" {told}.")] if told else []


def _pages(pages: str, words: dict[str, str]) -> str:
    told = dashed(pages)
    several = any(mark in told for mark in "–,")
    return f"{words['pages' if several else 'page']} {told}" if told else ""


def dashed(pages: str) -> str:
    """A range with an en dash."""
    return re.sub(r"(?<=\w)\s*[-‐‑–—]+\s*(?=\w)", "–", pages.strip())


def _ended(words: str) -> str:
    """With a full stop, where no other mark ends it."""
    return words if not words or words[-1] in ".?!" else f"{words}."


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces; neighbours of one face are one piece."""
    made: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if made and made[-1].italic == piece.italic:
            made[-1] = Piece(made[-1].text + piece.text, piece.italic)
        else:
            made.append(piece)
    return tuple(made)


def order(found: Reference) -> tuple[str, str, str]:
    """By what a list of references is put in order: authors, year, title."""
    people = authors(found.authors)
    who = " ".join(_turned(one) for one in people) if people else found.title
    return _folded(who), found.year[:4], _folded(found.title)


# --- keys and sameness --------------------------------------------------------------------------------------------


def cite_key(found: Reference, taken: Collection[str] = ()) -> str:
    """A key such as “gray2009ethnographic”: family, year, first long word; a letter is added where it is taken."""
    people = authors(found.authors)
    family = _letters(people[0].family) if people else ""
    year = "".join(re.findall(r"\d{4}", found.year)[:1])
    long = next((word for word in map(_letters, found.title.split()) if len(word) > 3), _letters(found.title)[:12])
    key = f"{family}{year}{long}" or "reference"
    candidate, number = key, 0
    while candidate in taken:
        number += 1
        candidate = f"{key}{_suffix(number)}"
    return candidate


def _suffix(number: int) -> str:
    """a, b, … z, aa, ab, …"""
    made = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("a") + rest) + made
    return made


def sameness(found: Reference) -> tuple[str, ...]:
    """By what two records are known for the same publication: the DOI, and title with year."""
    doi = bare_doi(found.doi).casefold()
    title = "".join(letter for letter in _folded(found.title) if letter.isalnum())
    year = "".join(re.findall(r"\d{4}", found.year)[:1])
    return tuple(key for key in (f"doi:{doi}" if doi else "", f"title:{title}:{year}" if title else "") if key)


def tidied(found: Reference) -> Reference:
    """The fields without stray white space; the DOI bare, authors one a line."""
    long = {"authors", "abstract"}
    values = {name: clean(getattr(found, name)) for name in FIELDS if name not in long}
    values["authors"] = "\n".join(clean(line) for line in found.authors.splitlines() if clean(line))
    values["abstract"] = found.abstract.strip()
    return replace(found, **{**values, "doi": bare_doi(values["doi"])})


def _folded(words: str) -> str:
    """Small letters without their marks, as indexes are put in order: “Müller” as “muller”."""
    parted = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _letters(word: str) -> str:
    folded = _folded(word).replace("ø", "o").replace("ł", "l").replace("æ", "ae")
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
