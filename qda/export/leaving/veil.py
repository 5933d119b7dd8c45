"""What may be quoted in many files at once: asked of the consent register one time, then only applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from qda.analysis.study import quoting
from qda.analysis.study.quoting import Voice
from qda.flows.withholding.quoting_gate import QuotedWithoutConsent, withheld
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources import queries as sources
from qda.study import consent_gate
from qda.study.consent_gate import LEAVE_OUT, Objection
from qda.text.runs import blanked

T = TypeVar("T")


@dataclass(slots=True)
class Veil:
    """Words of those who are left out, to be taken out of whatever is written; nothing where there are none."""

    project: Project
    names: tuple[str, ...] = ()
    """Who is left out, as it was decided."""
    _voices: tuple[Voice, ...] = ()
    _open: tuple[tuple[Objection, Voice], ...] = ()
    _people: tuple[int, ...] = field(default=())

    @classmethod
    def over(cls, project: Project) -> Veil:
        """As the register stands now."""
        objections, decided = consent_gate.to_quote_now(project, quoting.kinds_of(project))
        out = {each.participant_id: each.name for each in objections if decided.get(each.participant_id) == LEAVE_OUT}
        asked = {each.participant_id: each for each in objections if decided.get(each.participant_id) is None}
        heard = {voice.participant_id: voice for voice in quoting.voices(project, [*out, *asked])} if objections else {}
        return cls(
            project,
            tuple(out.values()),
            tuple(heard[each] for each in out if each in heard),
            tuple((asked[each], heard[each]) for each in asked if each in heard),
            tuple(out),
        )

    def value(self, made: T) -> T:
        """A value made of the project – text, tables, blocks –, without their words.

        Raises QuotedWithoutConsent where it holds words of somebody of whom nothing is decided.
        """
        if self._open:
            there = quoting.quoted([voice for _asked, voice in self._open], made)
            self._refuse([asked for asked, _voice in self._open if asked.participant_id in there])
        if not self._voices:
            return made
        kept: T = quoting.without(self._voices, made, withheld())
        return kept

    def text(self, source_id: int, text: str) -> str:
        """A source's whole text, with blocks in place of their words, sign for sign. Raises QuotedWithoutConsent."""
        if self._open:
            there = quoting.spans_in(self.project, source_id, [asked.participant_id for asked, _voice in self._open])
            self._refuse([asked for asked, _voice in self._open if asked.participant_id in there])
        if not self._people:
            return text
        found = quoting.spans_in(self.project, source_id, self._people)
        return blanked(text, [span for spans in found.values() for span in spans]) if found else text

    def settle(
        self, progress: Progress | None = None, value: object = (), source_ids: Iterable[int] | None = None
    ) -> None:
        """Look beforehand through a value and through the texts of sources, all of them unless it is said which.

        Raises QuotedWithoutConsent, naming everybody at once who is asked about.
        """
        if not self._open:
            return
        people = [asked.participant_id for asked, _voice in self._open]
        there = quoting.quoted([voice for _asked, voice in self._open], value)
        wanted = [row.id for row in sources.rows(self.project)] if source_ids is None else sorted(set(source_ids))
        for done, source in enumerate(wanted):
            (progress or Silent()).step(done, len(wanted), _("Asking who is quoted"))
            there |= set(quoting.spans_in(self.project, source, people))
        self._refuse([asked for asked, _voice in self._open if asked.participant_id in there])

    @staticmethod
    def _refuse(asked: Sequence[Objection]) -> None:
        if asked:
            raise QuotedWithoutConsent(asked)
