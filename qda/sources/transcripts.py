"""Structure that is only visible in the words of a transcript: who speaks, and the times noted between the turns."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from qda.text import Mark, Turn, turn_at, turns

__all__ = [
    "Turn",
    "find_speakers",
    "find_structure",
    "find_timestamps",
    "guess_interviewer",
    "guess_participant",
    "turn_at",
    "turns",
]

# Labels -----------------------------------------------------------------------------------------------------------

_TIME = r"[\[({#]?[ \t]*\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:-\d)?[ \t]*[\])}#]?"
_NAME = r"[^\W\d_](?:[^\n:：;?!\[\]{}<>\"“”„|\t*=(]|\((?=[^\W\d])){0,39}"
_STARS = r"[*_]{0,3}"
# “INT:”, “[00:01:12] Anna:”, “**Speaker:**”, “Steve Stark (00:03:10):”
_COLON = re.compile(
    rf"\s*{_STARS}\s*(?:(?:\[[^\]]{{0,30}}\d[^\]]{{0,12}}\]|{_TIME})\s*(?:[-–—]\s*)?)?{_STARS}"
    rf"(?P<label>{_NAME})(?P<time>\s*{_TIME})?\s*{_STARS}[:：](?=(?P<glued>[^\W\d_\s]|[\"“„‘'(\[…–—])?|[\s*]|\Z)"
    rf"(?![/\\\d])"
)
# “Anna Smith  0:03” on a line of its own, with the words below
_TIMED = re.compile(rf"\s*{_STARS}(?P<label>{_NAME})(?<=\s)(?P<time>{_TIME})\s*{_STARS}\s*")
# “00:00:03 Speaker 1”, likewise
_TIME_FIRST = re.compile(rf"\s*{_STARS}(?P<time>{_TIME})\s+(?P<label>{_NAME}?)\s*{_STARS}\s*")
# “Theresa” on a line of its own, with the words on the next
_ALONE = re.compile(rf"\s*{_STARS}(?P<label>{_NAME}?)\s*{_STARS}\s*")
_LONGEST = 100  # characters in which a label with its time must end

_KNOWN = re.compile(
    r"(?:int|interviewer(?:in)?|interviewee|moderator(?:in)?|facilitator|researcher|forscher(?:in)?|participant|"
    r"respondent|speaker|sprecher(?:in)?|befragte[rn]?|teilnehmer(?:in)?|social worker|parent|mother|father|"
    r"p|s|b|r|tn|ip|sw|sp|fg)[ ._-]?(?:\d{1,3}[a-z]?)",
)
_KNOWN_ALONE = frozenset(
    "int interviewer interviewerin interviewee moderator moderatorin facilitator researcher forscher forscherin "  # noqa: SIM905
    "participant respondent befragter befragte".split()
)
# What often stands before a colon at the start of a line and is nobody.
_NOBODY = frozenset(
    "note notes nb example examples eg ie reason reasons source sources figure fig table tab abb abbildung tabelle "  # noqa: SIM905
    "date datum time zeit uhrzeit place ort location venue title titel subject betreff re from to cc bcc sent present "
    "apologies attendees agenda item action actions minutes decision decisions topic topics theme themes thema "
    "comment comments summary conclusion background context aim aims objective objectives method methods result "
    "results discussion abstract keywords introduction references page chapter section part appendix step stage phase "
    "day week month year name age gender role occupation address phone email tel fax website url http https www file "
    "duration length dauer language transcribed transcriber transcript transcription interview copyright version "
    "author authors editor isbn doi important warning remember however therefore thus first firstly second secondly "
    "third thirdly finally lastly erstens zweitens drittens anmerkung hinweis beispiel quelle bemerkung available "
    "accessed retrieved press volume issue code codes memo nb ps tags speakers media episode fazit ergebnis q1 rq1 "
    "case kind unit observation observer setting participants project study line lines".split()
)
# A label is a name, no clause.
_CLAUSE = frozenset(
    "the this that these those is are was were be been has have had do does did will would can could should my our "  # noqa: SIM905
    "your his her their its we they he she it you what why how when where which there here not said says asked thing "
    "things der die das ist sind war waren hat haben wird mein unser sein ihr wir sie es was warum wie wann wo nicht "
    "sagte because but so if as at in on for with about".split()
)
_PARTICLES = frozenset("of and und & von van der den de di da la le du del bin al zu".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that could begin with a label: the label's place, what the mark would cover, and how it is written."""

    start: int
    end: int
    label: str
    time: tuple[int, int] | None
    rest: int  # words that follow on the line
    glued: bool  # no space after the colon
    bold: bool


def find_speakers(text: str, bold: Sequence[Mark] = ()) -> list[Mark]:
    """Speaker marks of the labels at line starts, in order; `bold` are the bold stretches of the text.

    A label counts when it recurs, belongs to a family that does (P01, P02) or is a usual name such as INT. Ordinary
    sentences with a colon have too many words, small letters or no recurrence.
    """
    return [Mark(found.start, found.end, "speaker", found.label) for found in _speakers(text, bold)]


def _speakers(text: str, bold: Sequence[Mark]) -> list[_Candidate]:
    lines = text.split("\n")
    bold_from = sorted((mark.start, mark.end) for mark in bold)
    with_sign = list(_signed(lines, bold_from))
    filled = sum(1 for line in lines if line and not line.isspace())
    accepted = _accepted(with_sign, filled) if with_sign else set()
    found = [candidate for candidate in with_sign if _key(candidate.label) in accepted]
    alone = list(_alone(lines, bold_from))
    accepted = accepted if len(found) > 1 else accepted | _accepted_alone(alone, filled)
    taken = {candidate.start for candidate in found}
    found += [c for c in alone if _key(c.label) in accepted and c.start not in taken]
    return sorted(found, key=lambda candidate: candidate.start)


def _signed(lines: Sequence[str], bold: Sequence[tuple[int, int]]) -> Iterator[_Candidate]:
    """Candidates that a colon or a time shows."""
    offset = 0
    for number, line in enumerate(lines):
        head = line[:_LONGEST]
        if ":" in head or "：" in head:
            found = _COLON.match(head)
            if found is None and len(head) == len(line) and _speaks_below(lines, number):
                found = _TIMED.fullmatch(head) or _TIME_FIRST.fullmatch(head)
            if found and (candidate := _candidate(found, line, offset, bold)):
                yield candidate
        offset += len(line) + 1


def _alone(lines: Sequence[str], bold: Sequence[tuple[int, int]]) -> Iterator[_Candidate]:
    """Candidates that are all of their line."""
    offset = 0
    for number, line in enumerate(lines):
        if len(line) < 50 and _speaks_below(lines, number) and (found := _ALONE.fullmatch(line)):
            candidate = _candidate(found, line, offset, bold)
            if candidate and len(candidate.label.split()) <= 3 and _is_capitalised(candidate.label):
                yield candidate
        offset += len(line) + 1


def _speaks_below(lines: Sequence[str], number: int) -> bool:
    return number + 1 < len(lines) and bool(lines[number + 1].strip())


def _candidate(found: re.Match[str], line: str, offset: int, bold: Sequence[tuple[int, int]]) -> _Candidate | None:
    label = " ".join(found["label"].split())
    if not _could_be_name(label):
        return None
    groups = found.re.groupindex
    start = offset + found.start("label")
    time = (offset + found.start("time"), offset + found.end("time")) if "time" in groups and found["time"] else None
    covers = found.end() if found.re is _COLON else found.start("label") + len(found["label"].rstrip())
    at = bisect_right(bold, (start, sys.maxsize)) - 1
    is_bold = at >= 0 and bold[at][1] >= start + len(label)
    rest = len(line[found.end() :].split(None, 9))
    glued = (
        "glued" in groups and found["glued"] is not None and line[found.end() - 1] == ":"
    )  # after a wide colon comes no space
    return _Candidate(start, offset + covers, label, time, rest, glued, is_bold)


@lru_cache(maxsize=1_000)  # a few people say thousands of turns
def _could_be_name(label: str) -> bool:
    words = label.split()
    if len(words) > 5 or words[0].lower().strip(".") in _NOBODY or label.endswith((",", "-")):
        return False
    return len(words) == 1 or not any(word.lower() in _CLAUSE for word in words)


@lru_cache(maxsize=1_000)
def _key(label: str) -> str:
    return label.casefold().strip(" .")


def _family(label: str) -> str:
    """Labels that differ in their numbers only are one family: P01 and P02."""
    return re.sub(r"\d+", "0", _key(label))


def _is_known(label: str) -> bool:
    key = _key(label)
    return key in _KNOWN_ALONE or _KNOWN.fullmatch(key) is not None


def _accepted(candidates: Sequence[_Candidate], lines: int) -> set[str]:
    """Keys of the labels that stand for speakers in a text of so many lines."""
    by_key: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_key[_key(candidate.label)].append(candidate)
    share = sum(len(group) for group in by_key.values() if len(group) > 1) / lines
    families = Counter(_family(candidate.label) for candidate in candidates)
    accepted = {
        key
        for key, group in by_key.items()
        if (_is_known(key) and _is_usual(group, families[_family(key)])) or _recurs(group, share, lines)
    }
    first = min((by_key[key][0].start for key in accepted), default=sys.maxsize)
    accepted |= {key for key, group in by_key.items() if _is_known(key) and group[0].start > first}
    numbered = {_family(key) for key in accepted if any(sign.isdigit() for sign in key)}
    return accepted | {key for key in by_key if _family(key) in numbered}


def _is_usual(group: Sequence[_Candidate], family: int) -> bool:
    """True if a usual label is a turn and not the head of a transcript: “Interviewer: Anna Smith”."""
    return max(len(group), family) > 1 or group[0].rest > 3


def _recurs(group: Sequence[_Candidate], share: float, lines: int) -> bool:
    """True if the lines that begin with this label are turns; `share` is that of all recurring labels in the lines."""
    label, count = group[0].label, len(group)
    if count < 2 or (count < 3 and all(candidate.glued for candidate in group)):
        return False
    if _is_capitalised(label):
        return share >= 0.03 or group[0].bold
    # User names (“stark:”) and roles (“Social worker:”) must be what the text is made of.
    words = label.split()
    role = words[0][0].isupper() and len(words) <= 3
    return count >= 3 and count / lines >= 0.03 and share >= 0.2 and (len(words) == 1 or role)


def _accepted_alone(candidates: Sequence[_Candidate], lines: int) -> set[str]:
    """Keys of the labels without a sign: at least two speakers, each more than once, a tenth of the lines."""
    counts = Counter(_key(candidate.label) for candidate in candidates)
    recurring = {key for key, count in counts.items() if count > 1}
    sure = any(_is_known(key) for key in recurring)
    bold = {_key(candidate.label) for candidate in candidates if candidate.bold}
    keys = {key for key in recurring if sure or key in bold or counts[key] > 2}
    return keys if len(keys) > 1 and sum(counts[key] for key in keys) >= lines * 0.1 else set()


def _is_capitalised(label: str) -> bool:
    return all(
        word[0].isupper() or word[0].isdigit() or word[0] in "(#&" or word.lower() in _PARTICLES or _is_caseless(word)
        for word in label.split()
    )


def _is_caseless(word: str) -> bool:
    return word.lower() == word.upper()


# Labels in the cells of a table -----------------------------------------------------------------------------------


def _column_speakers(text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Speaker marks for a column of labels in a transcript that is set as a table."""
    for table in _tables(marks):
        columns: dict[int, list[Mark]] = defaultdict(list)
        for cell in table:
            columns[int(cell.value.partition(",")[2])].append(cell)
        widths = {
            column: sum(cell.end - cell.start for cell in cells) / len(cells) for column, cells in columns.items()
        }
        widest = max(widths.values())
        for column, cells in sorted(columns.items()):
            if widest >= 25 and widths[column] * 3 <= widest and (found := _labels_of_column(text, cells)):
                yield from found
                break


def _tables(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    table: list[Mark] = []
    row = 0
    for cell in (mark for mark in marks if mark.kind == "cell" and mark.start < mark.end):
        number = int(cell.value.partition(",")[0])
        if number < row and table:
            yield table
            table = []
        row = number
        table.append(cell)
    if table:
        yield table


def _labels_of_column(text: str, cells: Sequence[Mark]) -> list[Mark]:
    labels = [(cell, " ".join(text[cell.start : cell.end].split()).rstrip(":：").rstrip()) for cell in cells]
    labels = [(cell, label) for cell, label in labels if re.fullmatch(_NAME, label) and _could_be_name(label)]
    counts = Counter(_key(label) for _, label in labels)
    speakers = [(cell, label) for cell, label in labels if counts[_key(label)] > 1 and _is_capitalised(label)]
    if len(speakers) < 2 or len(speakers) * 2 < len(cells):
        return []
    return [Mark(cell.start, cell.end, "speaker", label) for cell, label in speakers]


# Times ------------------------------------------------------------------------------------------------------------

# Hours, minutes and seconds anywhere; minutes and seconds only in square brackets or hashes, since “(14:30)” and
# “14:30” in a field note are the time of day.
_TIMESTAMP = re.compile(
    r"[\[({#][ \t]*(\d{1,3}):([0-5]\d):([0-5]\d)(?:[.,:]\d{1,3})?(?:-\d)?[ \t]*[\])}#]"
    r"|(?<![\d:./-])(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,]\d{1,3})?(?![\d:])"
    r"|[\[#][ \t]*(\d{1,3}):([0-5]\d)(?:[.,]\d{1,3})?(?:-\d)?[ \t]*[\]#]"
)
_HAS_TIME = re.compile(r":[0-5]\d")  # a tenth of the work, and most texts have none
_NUMBERS = re.compile(r"\d+")


def find_timestamps(text: str) -> list[Mark]:
    """Timestamp marks, in order; a mark covers the time with its brackets, its value is "HH:MM:SS"."""
    found: list[Mark] = []
    if not _HAS_TIME.search(text):
        return found
    for time in _TIMESTAMP.finditer(text):
        parts = [int(part) for part in time.groups() if part is not None]
        found.append(Mark(time.start(), time.end(), "timestamp", _clock(parts)))
    return found


def _clock(parts: Sequence[int]) -> str:
    hours, minutes, seconds = parts if len(parts) == 3 else (parts[0] // 60, parts[0] % 60, parts[1])
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _label_time(text: str, span: tuple[int, int]) -> Mark:
    """The timestamp mark of a time beside a label, where minutes and seconds suffice."""
    start = span[0] + len(text[span[0] : span[1]]) - len(text[span[0] : span[1]].lstrip())
    clock = re.split(r"[.,-]", text[start : span[1]])[0]
    parts = [int(number) for number in _NUMBERS.findall(clock)]
    return Mark(start, start + len(text[start : span[1]].rstrip()), "timestamp", _clock(parts))


# All of it --------------------------------------------------------------------------------------------------------


_PLACE = attrgetter("start", "end", "kind", "value")  # many times faster than comparing the marks themselves


def find_structure(text: str, marks: Sequence[Mark] = ()) -> tuple[Mark, ...]:
    """`marks` with the speakers and timestamps that the text itself shows, sorted.

    Speakers that a format names (subtitles) or that stand in a column of a table are taken as they are.
    """
    found = set(marks) | set(find_timestamps(text))
    if not any(mark.kind == "speaker" for mark in marks):
        speakers = list(_column_speakers(text, sorted(marks, key=_PLACE)))
        if not speakers:
            labelled = _outside_headings(_speakers(text, [mark for mark in marks if mark.kind == "bold"]), text, marks)
            speakers = [Mark(one.start, one.end, "speaker", one.label) for one in labelled]
            found |= {_label_time(text, one.time) for one in labelled if one.time}
        found |= set(speakers)
    return tuple(sorted(found, key=_PLACE))


def _outside_headings(found: Iterable[_Candidate], text: str, marks: Sequence[Mark]) -> list[_Candidate]:
    """Without the labels inside a longer heading; a heading that is nothing but the label does name the speaker."""
    headings = sorted((mark.start, mark.end) for mark in marks if mark.kind == "heading")
    kept = []
    for candidate in found:
        at = bisect_right(headings, (candidate.start, len(text))) - 1
        inside = at >= 0 and candidate.start < headings[at][1]
        if not inside or not text[candidate.end : headings[at][1]].strip(" \t:*"):
            kept.append(candidate)
    return kept


# Interviewers -----------------------------------------------------------------------------------------------------

_INTERVIEWERS = frozenset(
    "int interviewer interviewerin interviewende interviewender i iv q question frage researcher moderator moderatorin "  # noqa: SIM905
    "mod facilitator forscher forscherin fragesteller fragestellerin interviewperson".split()
)


def guess_interviewer(labels: Iterable[str]) -> set[str]:
    """Those of the labels that usually stand for the interviewer: INT, I, Q, Researcher, Interviewerin 2, …"""
    return {label for label in labels if _plain(label) in _INTERVIEWERS}


_PARTICIPANTS = frozenset(
    "participant interviewee respondent teilnehmer teilnehmerin teilnehmende befragte befragter interviewte "  # noqa: SIM905
    "interviewter proband probandin answer antwort ip tn".split()
)


def guess_participant(labels: Iterable[str]) -> str | None:
    """The one of the labels that says “participant”, whoever that is; None if there are several, or none."""
    found = [label for label in labels if _plain(label) in _PARTICIPANTS]
    return found[0] if len(found) == 1 else None


def _plain(label: str) -> str:
    """The label's first word without numbers and signs, if nothing but a number or a bracket follows it."""
    plain = re.sub(r"\(.*?\)|[\d.#_-]+", " ", label.casefold()).split()
    return plain[0] if len(plain) == 1 else ""
