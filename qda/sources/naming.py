"""What a file's name says about the source in it: kind, date, participant, case, unit. A guess, for the preview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

KINDS = ("interview", "field note", "case record", "document", "diary", "literature", "other")

# Words that name a kind, the more telling first; each may end in an s and be parted by a space, a hyphen or nothing.
_KIND_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("field note", ("field note", "observation", "feldnotiz", "feldnotizen", "beobachtung", "beobachtungsprotokoll")),
    ("case record", ("case record", "case file", "case note", "record review", "fallakte", "akte")),
    (
        "document",
        ("minute", "agenda", "report", "policy", "business plan", "newsletter", "letter", "protokoll", "document"),
    ),
    (
        "interview",
        (
            "interview",
            "transcript",
            "focus group",
            "conversation",
            "gespräch",
            "transkript",
            "gruppendiskussion",
            "int",
        ),
    ),
    ("diary", ("diary", "journal entry", "reflexive", "tagebuch", "logbook")),
    ("literature", ("literature", "article", "chapter", "paper", "thesis", "literatur", "artikel")),
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "januar", "jänner"),
            ("february", "feb", "februar"),
            ("march", "mar", "märz", "mrz"),
            ("april", "apr"),
            ("may", "mai"),
            ("june", "jun", "juni"),
            ("july", "jul", "juli"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct", "oktober", "okt"),
            ("november", "nov"),
            ("december", "dec", "dezember", "dez"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_GAP = r"[ ._,-]*"
# Most exact first. A month without a day gives "2013-05", a year alone "2013".
_DATES = tuple(
    re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-_. ](?P<month>\d{{1,2}})[-_. ](?P<day>\d{{1,2}})",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<day>\d{{1,2}})[-_./ ](?P<month>\d{{1,2}})[-_./ ]{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?{_GAP}(?:of )?(?P<name>{_MONTH})\.?{_GAP}{_YEAR}",
        rf"(?P<name>{_MONTH})\.?{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ._,-]+{_YEAR}",
        rf"{_YEAR}{_GAP}(?P<name>{_MONTH}){_GAP}(?P<day>\d{{1,2}})",
        rf"(?P<name>{_MONTH})\.?{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}(?P<name>{_MONTH})",
        rf"{_YEAR}[-_.](?P<month>0[1-9]|1[0-2])",
        _YEAR,
    )
)
_PSEUDONYM = re.compile(
    r"(?<![^\W_])((?:P|TN|IP|R|B|S|SW|FG)[ _-]?\d{1,3}|(?:participant|teilnehmer(?:in)?)[ _-]?\d{1,3})(?![^\W_])"
)
_FILLERS = frozenset(
    "the a of with and for mit und von der die das zu final draft version copy clean anonymised anonymized "  # noqa: SIM905
    "pseudonymised edited new old meeting session part no nr interviewer notes note v1 v2 v3 kopie entwurf".split()
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file name suggests; None where it says nothing. `date` is ISO 8601, also "2013-05" or "2013"."""

    kind: str | None = None
    date: str | None = None
    participant: str | None = None
    case: str | None = None
    unit: str | None = None


def guess(
    filename: str, units: Iterable[str] = (), cases: Iterable[str] = (), participants: Iterable[str] = ()
) -> Guess:
    """What a file name says, given the names of the units, cases and participants there are.

    Known names go first, the longest before the shorter. A name that is not known becomes the participant of an
    interview or diary, and the case of a field note, record or document.
    """
    words = _spaced(PurePath(filename).stem)
    date, words = _take_date(words)
    participant, words = _take_known(words, participants)
    case, words = _take_known(words, cases)
    unit, words = _take_known(words, units)
    kind, words = _take_kind(words)
    if participant is None:
        participant, words = _take_pseudonym(words)
    name = _remaining_name(words)
    if name and participant is None and kind in ("interview", "diary"):
        participant = name
    elif name and case is None and unit is None and kind in ("field note", "case record", "document"):
        case = name
    return Guess(kind=kind, date=date, participant=participant, case=case, unit=unit)


def date_in(words: str) -> str | None:
    """The first date in some words, as in `Guess`; None where there is none. A time of day behind it is left out."""
    return _take_date(re.sub(r"(?<=\d)T\d{2}:.*", "", words))[0]


def _spaced(stem: str) -> str:
    """Underscores are spaces, and so is the border between words written together: “InterviewAnna”."""
    return re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", stem.replace("_", " "))


def _take_date(words: str) -> tuple[str | None, str]:
    for pattern in _DATES:
        for found in pattern.finditer(words):
            if date := _iso(found):
                return date, f"{words[: found.start()]} | {words[found.end() :]}"
    return None, words


def _iso(found: re.Match[str]) -> str | None:
    """The date of a match; None if there is no such day or month."""
    parts = {"month": None, "day": None, "name": None, **found.groupdict()}
    month = _MONTHS[parts["name"].lower()] if parts["name"] else int(parts["month"] or 0)
    day = int(parts["day"] or 0)
    if "/" not in found[0] and month > 12 >= day > 0 and parts["name"] is None:
        month, day = day, month  # written the American way
    if month > 12 or day > (31 if month != 2 else 29):
        return None
    return "-".join([found["year"], *([f"{month:02d}"] if month else []), *([f"{day:02d}"] if month and day else [])])


def _take_known(words: str, names: Iterable[str]) -> tuple[str | None, str]:
    """The one of the names that stands in the words, the longest before the shorter, and the words without it.

    None if several do: an interview with two participants is not that of one of them.
    """
    taken = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        pattern = r"[\W_]+".join(re.escape(part) for part in name.split())
        found = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", words, re.IGNORECASE) if pattern else None
        if found:
            taken.append(name)
            words = f"{words[: found.start()]} | {words[found.end() :]}"
    return taken[0] if len(taken) == 1 else None, words


def _take_kind(words: str) -> tuple[str | None, str]:
    for kind, names in _KIND_WORDS:
        for name in names:
            pattern = r"[ -]?".join(re.escape(part) for part in name.split())
            found = re.search(rf"(?<![^\W_]){pattern}(?:s|en)?(?![^\W_])", words, re.IGNORECASE)
            if found:
                return kind, f"{words[: found.start()]} | {words[found.end() :]}"
    return None, words


def _take_pseudonym(words: str) -> tuple[str | None, str]:
    found = [" ".join(one.split()) for one in _PSEUDONYM.findall(words)]
    return found[0] if len(found) == 1 else None, _PSEUDONYM.sub(" | ", words)


def _remaining_name(words: str) -> str | None:
    """The longest run of capitalised words that is left; None if two are as long."""
    runs = sorted(_name_runs(words), key=len, reverse=True)
    if not runs or (len(runs) > 1 and len(runs[0]) == len(runs[1])):
        return None
    return " ".join(runs[0])


def _name_runs(words: str) -> Iterator[Sequence[str]]:
    run: list[str] = []
    for word in [*re.split(r"[\s,;()\[\]–—-]+", words), "|"]:
        if word[:1].isupper() and word.lower() not in _FILLERS and word.lower() not in _MONTHS:
            run.append(word)
        elif run:
            yield run
            run = []
