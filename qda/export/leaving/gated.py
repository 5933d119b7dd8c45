"""Reports as they may go out: words of those who have not consented to being quoted are left out, with a note on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from qda.analysis.study import quoting
from qda.export.blocks import Block, Prose
from qda.export.profiles import Profile
from qda.export.tables import Run, Table, Text
from qda.flows.withholding import clearing, quoting_gate
from qda.flows.withholding.quoting_gate import Passed, QuotedWithoutConsent
from qda.i18n import N_
from qda.project.project import Project
from qda.study import withdrawals
from qda.text.runs import BLANK

T = TypeVar("T")
_WITHHELD = N_("[withheld]")
_STANDS_FOR = N_(
    "“[withheld]” stands for words of participants who have withdrawn or are not to be quoted, as blocks do."
)
__all__ = ["Passed", "QuotedWithoutConsent", "blocks", "required", "tables", "worded", "words"]


def blocks(project: Project, made: Sequence[Block], profile: Profile) -> Passed[list[Block]]:
    """The blocks of a report; what is left out is said under its first table, or at its end."""
    by = profile.say(_WITHHELD)
    found = quoting_gate.passed(project, worded(list(made), profile), by)
    notes = [_note(found.left_out, profile)] if found.left_out else []
    unnamed = withdrawals.rows(project) if notes else clearing.is_masked(project)
    if unnamed and any(by in text or BLANK in text for text in quoting.strings(found.value)):
        notes.append((Run(profile.say(_STANDS_FOR)),))
    if not notes:
        return found
    kept: list[Block] = list(found.value)
    at = next((at for at, block in enumerate(kept) if isinstance(block, Table)), None)
    first = kept[at] if at is not None else None
    if at is not None and isinstance(first, Table):
        kept[at] = replace(first, notes=(*first.notes, *notes))
    else:
        kept += [Prose(note, "about") for note in notes]
    return Passed(kept, found.asked, found.left_out)


def tables(project: Project, made: Sequence[Table], profile: Profile) -> Passed[list[Table]]:
    """The same for tables by themselves."""
    found = blocks(project, made, profile)
    return Passed([each for each in found.value if isinstance(each, Table)], found.asked, found.left_out)


def worded(made: T, profile: Profile) -> T:
    """The same with “[withheld]” in the document's language: what was masked before was so in the window's."""
    here, there = quoting_gate.withheld(), profile.say(_WITHHELD)
    return quoting.said_otherwise(made, here, there) if here != there else made


def words(project: Project, made: Sequence[str]) -> Passed[list[str]]:
    """Lines of text as they may go out."""
    return quoting_gate.passed(project, list(made))


def required(found: Passed[T]) -> T:
    """What may go out. Raises QuotedWithoutConsent where something has to be decided first."""
    if found.asked:
        raise QuotedWithoutConsent(found.asked)
    return found.value


def _note(names: Sequence[str], profile: Profile) -> Text:
    return (Run(profile.say("Left out, for there is no consent to quote them: {names}.", names=", ".join(names))),)
