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
from qda.text.words import split_words

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
    """One text in numbers: for each word its form, where it begins, its stretch.

    Stretches are turns and what lies between them: where each begins, and who speaks, by a number in `labels`.
    """

    ids: Numbers
    starts: Numbers
    stretch: Numbers
    begins: Numbers
    voices: Numbers
    labels: tuple[str, ...]
    length: int


class Book:
    """All texts of a study in numbers. A text that was read is kept by its hashes; one thread at a time."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.found_by = ""
        """What found the base forms: the model's name, or "patterns"; empty before they are known."""
        self._numbers: dict[str, int] = {}
        self._known = _Numbers(self)
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

    def take(self, form: str) -> int:
        """The number of a form, a new one where it was not met before."""
        number = self._numbers.setdefault(form, len(self.forms))
        if number == len(self.forms):
            self.forms.append(form)
        return number

    def _reading(self, text: str, marks: Sequence[Mark]) -> Read:
        import numpy as np

        skipped = sorted((mark.start, mark.end) for mark in marks if mark.kind in _SILENT_MARKS)
        word, at = self._forms_of(text)
        if skipped:
            silent = lying_in(at, skipped)
            at, word = at[~silent], word[~silent]
        parts = list(_stretches(marks, len(text)))
        labels: dict[str, int] = {}
        begins = np.array([part[0] for part in parts], dtype=np.int32)
        voices = np.array([labels.setdefault(part[1], len(labels)) for part in parts], dtype=np.int32)
        stretch = (np.searchsorted(begins, at, "right") - 1).astype(np.int32)
        return Read(word, at, stretch, begins, voices, tuple(labels), len(text))

    def _forms_of(self, text: str) -> tuple[Numbers, Numbers]:
        """The form of each word, and where it begins."""
        import numpy as np

        # Words and what lies between them by turns, so that their lengths tell where they begin: a match for each
        # word would cost more than all the rest.
        pieces = split_words(text)
        lengths = np.fromiter(map(len, pieces), dtype=np.int32, count=len(pieces))
        words = np.fromiter(map(self._known.__getitem__, pieces[1::2]), dtype=np.int32, count=len(pieces) // 2)
        return words, np.cumsum(lengths, dtype=np.int32)[0::2][: len(words)]

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
            self._bases[number] = self.take(base)  # which may stand nowhere itself
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


class _Numbers(dict[str, int]):
    """The number of a word as it is written; of one not yet met, that of its form."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, word: str) -> int:
        self[word] = number = self._book.take(normal(word))
        return number


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


def _stretches(marks: Sequence[Mark], length: int) -> Iterator[tuple[int, str]]:
    """Where turns begin and whose they are, and what lies before and between them with an empty label."""
    at = 0
    for turn in turns(marks, length):
        if turn.start > at:
            yield at, ""
        yield turn.start, turn.label
        at = turn.end
    if at < length or length == 0:
        yield at, ""
