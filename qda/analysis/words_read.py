"""Every text of a study as numbers of words, each text read once: what counting and finding words stand on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from qda.analysis.ground import Ground
from qda.i18n import _
from qda.nlp import terms
from qda.nlp.pipeline import PATTERNS, Pipeline, pieces
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.text import Mark, turns
from qda.text.words import words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Flags = NDArray[np.bool_]

_LEARNT = 60_000  # words of a study that a language model reads for their base forms
_READ_AT_ONCE = 20_000  # characters
_SILENT_MARKS = ("speaker", "timestamp")


@dataclass(frozen=True, slots=True)
class Read:
    """One text in numbers: for each word its form, where it begins, its stretch; a stretch is (start, end, label)."""

    ids: Numbers
    starts: Numbers
    stretch: Numbers
    stretches: tuple[tuple[int, int, str], ...]


class Book:
    """All texts of a study in numbers. A text that was read is kept by its hashes; one thread at a time."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.found_by = ""
        """What found the base forms: the model's name, or "patterns"; empty before they are known."""
        self._numbers: dict[str, int] = {}
        self._texts: dict[tuple[str, str], Read] = {}
        self._bases: dict[int, int] = {}
        self._votes: dict[str, str] = {}
        self._lock = Lock()

    def read(self, project: Project, ground: Ground, progress: Progress | None = None) -> dict[int, Read]:
        """Every text by its source's id; those not yet known are read. Raises Cancelled."""
        tell = progress or Silent()
        found = {}
        with self._lock, project.read() as session:
            for done, told in enumerate(ground.sources.values()):
                key = (told.text_sha, told.marks_sha)
                if key not in self._texts:
                    tell.step(done, len(ground.sources), _("Reading “{name}”").format(name=told.name))
                    text = project.texts.text(session, told.text_sha)
                    self._texts[key] = self._reading(text, project.texts.marks(session, told.marks_sha))
                found[told.id] = self._texts[key]
        tell.step(len(ground.sources), len(ground.sources), "")
        return found

    def number(self, form: str) -> int | None:
        """The number of a form; None where it stands nowhere."""
        return self._numbers.get(form)

    def _reading(self, text: str, marks: Sequence[Mark]) -> Read:
        import numpy as np

        numbers, forms = self._numbers, self.forms
        skipped = sorted((mark.start, mark.end) for mark in marks if mark.kind in _SILENT_MARKS)
        ids: list[int] = []
        starts: list[int] = []
        for match in words_of(text):
            form = normal(match[0])
            number = numbers.get(form)
            if number is None:
                number = numbers[form] = len(forms)
                forms.append(form)
            ids.append(number)
            starts.append(match.start())
        at = np.array(starts, dtype=np.int32)
        word = np.array(ids, dtype=np.int32)
        if skipped:
            silent = lying_in(at, skipped)
            at, word = at[~silent], word[~silent]
        parts = tuple(_stretches(marks, len(text)))
        begins = np.array([part[0] for part in parts], dtype=np.int32)
        return Read(word, at, (np.searchsorted(begins, at, "right") - 1).astype(np.int32), parts)

    # --- base forms ---------------------------------------------------------------------------------

    def bases(
        self, project: Project, ground: Ground, pipeline: Pipeline | None, progress: Progress | None = None
    ) -> Numbers:
        """For each form the number of its base form.

        A model reads the first words of the study and the majority in context decides; forms it did not meet there,
        and all where there is no model, go by rule. Raises Cancelled.
        """
        import numpy as np

        wanted = pipeline.found_by if pipeline is not None and pipeline.has_model else PATTERNS
        if wanted != self.found_by:
            self._votes = self._learnt(project, ground, pipeline, progress) if wanted != PATTERNS and pipeline else {}
            self._bases, self.found_by = {}, wanted
        for number in range(len(self._bases), len(self.forms)):
            form = self.forms[number]
            base = self._votes.get(form) or terms.lemma(form)
            known = self._numbers.get(base)
            if known is None:  # a base form that stands nowhere itself
                known = self._numbers[base] = len(self.forms)
                self.forms.append(base)
            self._bases[number] = known
        for number in range(len(self._bases), len(self.forms)):
            self._bases[number] = number
        return np.fromiter((self._bases[at] for at in range(len(self.forms))), dtype=np.int32, count=len(self.forms))

    def _learnt(
        self, project: Project, ground: Ground, pipeline: Pipeline, progress: Progress | None
    ) -> dict[str, str]:
        tell = progress or Silent()
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        left = _LEARNT
        with project.read() as session:
            for told in ground.sources.values():
                text = project.texts.text(session, told.text_sha)
                for start, end in pieces(text, _READ_AT_ONCE):
                    if left <= 0:
                        return {form: count.most_common(1)[0][0] for form, count in votes.items()}
                    tell.step(_LEARNT - left, _LEARNT, _("Looking for base forms"))
                    for word in pipeline.words(text[start:end]):
                        if word.lemma and word.text[0].isalnum():
                            votes[normal(word.text)][normal(word.lemma)] += 1
                            left -= 1
        return {form: count.most_common(1)[0][0] for form, count in votes.items()}


def normal(word: str) -> str:
    """A word as it is counted: small letters, the straight apostrophe."""
    return word.replace("’", "'").casefold()


def lying_in(at: Numbers, spans: Sequence[tuple[int, int]]) -> Flags:
    """Which of the sorted places lie in one of the spans, sorted and apart."""
    import numpy as np

    starts = np.array([span[0] for span in spans], dtype=np.int64)
    ends = np.array([span[1] for span in spans], dtype=np.int64)
    number = np.searchsorted(starts, at, "right") - 1
    inside: Flags = (number >= 0) & (at < ends[np.maximum(number, 0)])
    return inside


def _stretches(marks: Sequence[Mark], length: int) -> Iterator[tuple[int, int, str]]:
    """The turns, and what lies before and between them with an empty label."""
    at = 0
    for turn in turns(marks, length):
        if turn.start > at:
            yield at, turn.start, ""
        yield turn.start, turn.end, turn.label
        at = turn.end
    if at < length or length == 0:
        yield at, length, ""
