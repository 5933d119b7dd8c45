"""The gate before what quotes leaves the program: who is in it without consent, and what is left out of it.

In a study without a consent register nothing is looked at. What was decided before, and still stands, is done; of whom
nothing was decided is told, for somebody to ask about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from qda.analysis.study import quoting
from qda.analysis.study.quoting import Voice
from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.project.project import Project
from qda.study import consent_gate
from qda.study.consent_gate import GO_ON, LEAVE_OUT, Objection
from qda.text import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passed(Generic[T]):
    """What may go out: without those who are left out; `asked` are those of whom nothing is decided yet."""

    value: T
    asked: tuple[Objection, ...] = ()
    left_out: tuple[str, ...] = ()


class QuotedWithoutConsent(QdaError):
    """Somebody would be quoted who has not consented, and nothing was decided on it."""

    hint = N_(
        "Say what is done: in the strip that asks, or with --consent leave-out, or --consent go-on --because “why”. "
        "Consents are on the Study page."
    )

    def __init__(self, asked: Sequence[Objection]) -> None:
        more = ngettext("{count} other has not consented either.", "{count} others have not consented either.",
                        len(asked) - 1).format(count=len(asked) - 1)  # fmt: skip
        super().__init__(asked[0].why if len(asked) == 1 else f"{asked[0].why} {more}")
        self.asked = tuple(asked)


def passed(project: Project, value: T, by: str | None = None) -> Passed[T]:
    """A value made of a project, as it may go out: tables, blocks, a text.

    Words of those whose quotations are left out read “[withheld]”, or what is said `by`.
    """
    objections, decided = consent_gate.to_quote_now(project, quoting.kinds_of(project))
    looked = [each for each in objections if decided.get(each.participant_id) != GO_ON]
    if not looked:
        return Passed(value)
    voices = quoting.voices(project, [each.participant_id for each in looked])
    there = quoting.quoted(voices, value)
    out = {each for each in there if decided.get(each) == LEAVE_OUT}
    made: T = quoting.without([v for v in voices if v.participant_id in out], value, by or withheld()) if out else value
    return Passed(
        made,
        tuple(each for each in looked if each.participant_id in there - out),
        tuple(each.name for each in looked if each.participant_id in out),
    )


def left_out(project: Project) -> dict[int, str]:
    """The names of those, by id, of whom it is decided that they are not quoted, as long as that stands."""
    if not consent_gate.are_left_out(project):
        return {}
    objections, decided = consent_gate.to_quote_now(project, quoting.kinds_of(project))
    return {each.participant_id: each.name for each in objections if decided.get(each.participant_id) == LEAVE_OUT}


@dataclass(frozen=True, slots=True)
class Undecided:
    """Those of whom nothing is decided yet, with their words."""

    people: tuple[tuple[Objection, Voice], ...] = ()

    @classmethod
    def of(cls, project: Project) -> Undecided:
        """As the consent register stands now; nobody where nothing is recorded of anybody."""
        objections, decided = consent_gate.to_quote_now(project, quoting.kinds_of(project))
        asked = {each.participant_id: each for each in objections if each.participant_id not in decided}
        heard = quoting.voices(project, asked) if asked else []
        return cls(tuple((asked[voice.participant_id], voice) for voice in heard))

    def look(self, value: object) -> None:
        """Look through what is about to be written. Raises QuotedWithoutConsent where words of any of them are in."""
        if self.people:
            self._refuse(quoting.quoted([voice for _asked, voice in self.people], value))

    def look_through(self, texts: Iterable[str]) -> None:
        """The same for the texts of a file that is written. Raises QuotedWithoutConsent."""
        if self.people:
            self._refuse(quoting.quoted_in_file([voice for _asked, voice in self.people], texts))

    def _refuse(self, there: set[int]) -> None:
        if there:
            raise QuotedWithoutConsent([asked for asked, _voice in self.people if asked.participant_id in there])


def undecided_in(project: Project, source_id: int, span: Span) -> list[Objection]:
    """Those of whom nothing is decided yet, and whose words are in this stretch of a source."""
    objections, decided = consent_gate.to_quote_now(project, quoting.kinds_of(project))
    asked = {each.participant_id: each for each in objections if each.participant_id not in decided}
    there = quoting.spans_in(project, source_id, asked) if asked else {}
    return [asked[person] for person, spans in there.items() if any(each.overlaps(span) for each in spans)]


def spans_left_out(project: Project, source_id: int) -> Passed[list[Span]]:
    """The stretches of a source's text that are left out when it is printed with its codings."""
    objections, decided = consent_gate.to_quote_now(project, quoting.kinds_of(project))
    names = {each.participant_id: each for each in objections if decided.get(each.participant_id) != GO_ON}
    there = quoting.spans_in(project, source_id, names)
    out = {person for person in there if decided.get(person) == LEAVE_OUT}
    return Passed(
        [span for person in out for span in there[person]],
        tuple(names[person] for person in there if person not in out),
        tuple(names[person].name for person in there if person in out),
    )


def withheld() -> str:
    """What stands in place of words that are left out."""
    return _("[withheld]")
