"""The files of an import: how each will be imported, what was seen in it, what stands in its way. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qda.i18n import _, ngettext
from qda.names import clean, name_key
from qda.text import Mark, UnitKind
from qda.ui.study.dates import NotADate, iso_date
from qda.ui.study.sources.acts import parted
from qda.ui.study.sources.who import Who

if TYPE_CHECKING:
    from qda.flows.importing.files import Plan
    from qda.sources.queries import SourceRow
    from qda.study.consent_gate import Objection
    from qda.study.queries import ParticipantRow, UnitRow

SHOWN = 60_000
"""So many characters of a text are shown before it is imported."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a file is read: in which encoding, None to find it, and whether the edges of a PDF's pages are kept."""

    encoding: str | None = None
    keep_edges: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of one text as it will be stored; `whole` is the length of all of it in characters."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Head:
    """What was seen in a file, or why it can't be read."""

    sha: str = ""
    samples: int = 0
    words: int = 0
    encoding: str = ""
    labels: tuple[tuple[str, int], ...] = ()  # of speakers, with the number of their turns
    times: int = 0
    edges: int = 0  # page numbers and running heads that were set aside
    kind: str = ""  # as the file itself says, likewise its date
    date: str = ""
    notes: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()  # names of sources that came from the same file
    problem: str = ""
    hint: str = ""


@dataclass(slots=True)
class FileRow:
    """One file and how it will be imported; participants are parted by commas."""

    path: Path
    ticked: bool = True
    name: str = ""
    kind: str = ""
    unit: str = ""
    case: str = ""
    participants: str = ""
    perspective: str = ""
    date: str = ""
    lines: UnitKind = "80"
    way: Way = Way()
    speakers: dict[str, Who] = field(default_factory=dict)  # what was chosen, by label
    head: Head | None = None
    twin: str = ""  # the file in this list that is the same
    case_guess: str = ""  # a new case that waits for its unit
    held: bool = False  # the reading was stopped before it came to this file
    asked: tuple[Objection, ...] = ()  # who has not consented to such data
    because: str = ""  # why it comes in all the same

    @property
    def failed(self) -> bool:
        """True if the file can't be read."""
        return self.head is not None and bool(self.head.problem)


@dataclass(frozen=True, slots=True)
class Known:
    """What the study holds already."""

    units: Mapping[str, tuple[str, ...]]  # cases by unit
    people: tuple[str, ...]
    sources: frozenset[str]  # keys of names
    unit_of: Mapping[str, str] = field(init=False)  # the unit of each case, by the key of its name

    def __post_init__(self) -> None:
        found = {name_key(case): unit for unit, cases in self.units.items() for case in cases}
        object.__setattr__(self, "unit_of", found)


def known(units: Iterable[UnitRow], people: Iterable[ParticipantRow], sources: Iterable[SourceRow]) -> Known:
    """What is needed of a study to check an import against it."""
    return Known(
        {unit.name: tuple(case.name for case in unit.cases) for unit in units},
        tuple(person.name for person in people),
        frozenset(name_key(source.name) for source in sources),
    )


def take_guess(row: FileRow, plan: Plan, study: Known) -> None:
    """Fill what is blank with what the file's name says. A new case without a unit waits until there is one."""
    row.kind = row.kind or plan.kind
    row.date = row.date or plan.date or ""
    row.participants = row.participants or ", ".join(plan.participants)
    if row.unit or row.case:
        return
    row.unit = plan.unit
    if plan.unit or name_key(plan.case) in study.unit_of:
        row.case = plan.case
    else:
        row.case_guess = plan.case


def take_head(row: FileRow, head: Head) -> None:
    """Note what was seen in a file; what can't be read, or is there already, is not ticked."""
    fresh, row.head = row.head is None, head
    row.kind = row.kind or head.kind
    row.date = row.date or head.date
    if head.problem or (fresh and head.twins):
        row.ticked = False
    elif (row.held or not fresh) and not row.ticked and not head.twins and not row.twin:
        row.ticked = True  # another encoding made it readable, or its turn has come after all
    row.held = False


def hold(row: FileRow) -> None:
    """Leave a file that was not looked at out, until it is or is ticked by hand."""
    row.held, row.ticked = True, False


def set_field(row: FileRow, name: str, words: str, study: Known) -> None:
    """Set one field; a case that is known brings its unit along, another unit drops a case that is not its own."""
    words = clean(words)
    setattr(row, name, words)
    home = study.unit_of.get(name_key(row.case)) if row.case else None
    if name == "case" and home is not None:
        row.unit = home
    elif name == "unit" and home is not None and name_key(home) != name_key(words):
        row.case = ""
    if name == "unit" and words and not row.case:
        row.case, row.case_guess = row.case_guess, ""


def who_speaks(row: FileRow, people: Sequence[str], interviewers: set[str]) -> dict[str, Who]:
    """Whom each label stands for: as chosen, else by name, else the only participant there is."""
    from qda.sources.transcripts import guess_participant

    labels = [label for label, _turns in row.head.labels] if row.head is not None else []
    own = parted(row.participants)
    by_key = {name_key(name): name for name in (*people, *own)}
    found: dict[str, Who] = {}
    for label in labels:
        if label in row.speakers:
            found[label] = row.speakers[label]
        elif label in interviewers:
            found[label] = Who(interviewer=True)
        elif name_key(label) in by_key:
            found[label] = Who(name=by_key[name_key(label)])
    left = [label for label in labels if label not in found]
    label_of_one = left[0] if len(left) == 1 else guess_participant(left)
    if label_of_one is not None and len(own) == 1 and not any(one.name for one in found.values()):
        found[label_of_one] = Who(name=own[0])
    return {label: found.get(label, Who()) for label in labels}


def plan_of(row: FileRow, speakers: Mapping[str, Who], *, keep_original: bool) -> Plan:
    """The row as the import wants it, with every label as it is shown. Raises NotADate."""
    from qda.flows.importing.files import Plan

    told = {label: None if one.interviewer else one.name for label, one in speakers.items()}
    return Plan(
        row.path,
        name=clean(row.name),
        kind=row.kind,
        perspective=row.perspective,
        date=iso_date(row.date),
        unit=row.unit,
        case=row.case,
        participants=tuple(parted(row.participants)),
        speakers=told,
        line_units=row.lines,
        encoding=row.way.encoding,
        keep_original=keep_original,
        keep_edges=row.way.keep_edges,
    )


def obstacle(row: FileRow, study: Known) -> str:
    """What would make the import of this file fail, as a sentence; empty when nothing does."""
    if row.failed and row.head is not None:
        return f"{row.head.problem} {row.head.hint}".strip()
    try:
        iso_date(row.date)
    except NotADate as error:
        return error.sentence
    if row.ticked and row.asked and not row.because:
        return row.asked[0].why
    return _homeless(row, study)


def _homeless(row: FileRow, study: Known) -> str:
    if not row.case:
        return ""
    home = study.unit_of.get(name_key(row.case))
    if home is None and not row.unit:
        return _("The case “{case}” is new: say in which unit it belongs.").format(case=row.case)
    if home is not None and row.unit and name_key(home) != name_key(row.unit):
        return _("The case “{case}” belongs to the unit “{unit}”.").format(case=row.case, unit=home)
    return ""


def remark(row: FileRow, study: Known) -> str:
    """What the user should know of a file that can be imported."""
    if row.head is not None and row.head.twins:
        return _("This file is in the study already, as “{name}”.").format(name=row.head.twins[0])
    if row.twin:
        return _("This is the same file as “{name}”.").format(name=row.twin)
    if row.ticked and row.head is not None and row.head.samples == 1 and name_key(row.name) in study.sources:
        return _("There is a source of this name; this one will get a number behind it.")
    return ""


def told(row: FileRow) -> str:
    """What is planned for a file, in one line."""
    home = row.case or row.unit
    parts = [row.kind, home, row.participants, row.perspective, row.date]
    if row.head is not None and row.head.samples > 1:
        texts = ngettext("{count} text", "{count} texts", row.head.samples).format(count=row.head.samples)
        parts.insert(0, texts)
    return " · ".join(part for part in parts if part)


def seen(head: Head) -> str:
    """What was found in a file, in one line."""
    parts = [ngettext("{count} word", "{count} words", head.words).format(count=f"{head.words:,}")]
    if head.labels:
        parts.append(ngettext("{count} speaker", "{count} speakers", len(head.labels)).format(count=len(head.labels)))
    if head.times:
        parts.append(ngettext("{count} time", "{count} times", head.times).format(count=head.times))
    return " · ".join(parts)


def mark_twins(rows: Sequence[FileRow]) -> None:
    """Note which files are in the list twice; the second is not ticked."""
    first: dict[str, FileRow] = {}
    for row in rows:
        if row.head is None or not row.head.sha:
            continue
        other = first.setdefault(row.head.sha, row)
        if other is not row and not row.twin:
            row.twin, row.ticked = other.path.name, False


def sample(name: str, text: str, marks: Sequence[Mark]) -> Sample:
    """The beginning of a text, cut at a line's end where there is one."""
    end = len(text)
    if end > SHOWN:
        line = text.rfind("\n", SHOWN // 2, SHOWN)
        end = line if line > 0 else SHOWN
    within = tuple(mark if mark.end <= end else replace(mark, end=end) for mark in marks if mark.start < end)
    return Sample(name, text[:end], within, len(text))


def summary(rows: Sequence[FileRow], stopped: int) -> str:
    """How many files there are, and what is the matter with some; `stopped` have an obstacle in their way."""
    count = len(rows)
    failed = sum(row.failed for row in rows)
    twins = sum(bool(row.twin) for row in rows)
    here = sum(row.head is not None and bool(row.head.twins) for row in rows)
    held = sum(row.held for row in rows)
    waiting = sum(row.head is None for row in rows) - held
    counted = (
        (count, ngettext("{count} file", "{count} files", count)),
        (waiting, ngettext("{count} still to be read", "{count} still to be read", waiting)),
        (held, ngettext("{count} not looked at", "{count} not looked at", held)),
        (failed, ngettext("{count} can't be read", "{count} can't be read", failed)),
        (here, ngettext("{count} is in the study already", "{count} are in the study already", here)),
        (twins, ngettext("{count} is in the list twice", "{count} are in the list twice", twins)),
        (stopped, ngettext("{count} needs a word from you", "{count} need a word from you", stopped)),
    )
    return " · ".join(words.format(count=number) for number, words in counted if number)
