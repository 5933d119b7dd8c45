"""Every text of a study as numbers of words, each text read once: what counting and finding words stand on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from qda.analysis.segments import bulk
from qda.analysis.segments.arrays import expanded
from qda.analysis.segments.ground import Ground
from qda.analysis.segments.places import Told
from qda.analysis.words import columns
from qda.analysis.words.columns import Alphabet, Numbered
from qda.i18n import _
from qda.nlp import terms
from qda.nlp.pipeline import PATTERNS, Pipeline, pieces
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.text.words import split_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qda.analysis.segments.bulk import Batch, Spoken

    Numbers = NDArray[np.int32]
    Flags = NDArray[np.bool_]

_LEARNT = 60_000  # words of a study that a language model reads for their base forms
_READ_AT_ONCE = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Read:
    """One text in numbers: for each word its form, and where it begins.

    Stretches are turns and what lies between them: how many words stand in each, where it begins, and who speaks, by a
    number in `labels`.
    """

    ids: Numbers
    starts: Numbers
    many: Numbers
    begins: Numbers
    voices: Numbers
    labels: tuple[str, ...]
    length: int

    @property
    def stretch(self) -> Numbers:
        """The stretch of each word."""
        import numpy as np

        return np.repeat(np.arange(len(self.many), dtype=np.int32), self.many)


@dataclass(frozen=True, slots=True)
class Part:
    """The words of one source that count: their forms, and which of the text's own words they are (None: all).

    `first` is the number of the text's first place, `many` tells how many words stand in each of its places, `counts`
    which of these places count.
    """

    source: int
    read: Read
    ids: Numbers
    first: int
    many: Numbers
    counts: Flags
    wanted: Flags | None

    @property
    def within(self) -> Numbers:
        """Where they stand in the text's own row of words."""
        import numpy as np

        every = np.arange(len(self.read.ids)) if self.wanted is None else np.flatnonzero(self.wanted)
        return every.astype(np.int32)

    @property
    def starts(self) -> Numbers:
        """Where they begin in the text."""
        return self.read.starts if self.wanted is None else self.read.starts[self.wanted]

    def told(self, of_place: Flags) -> Flags:
        """What is said of the text's places, for each word."""
        import numpy as np

        found = np.repeat(of_place, self.many)
        return found if self.wanted is None else found[self.wanted]


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

    # Not before a text is read: a window makes a book when it opens, and these want numpy.
    @cached_property
    def _alphabet(self) -> Alphabet:
        return Alphabet()

    @cached_property
    def _numbered(self) -> Numbered:
        return Numbered()

    def read(self, project: Project, ground: Ground, progress: Progress | None = None) -> dict[int, Read]:
        """Every text by its source's id; those not yet known are read, some at a time. Raises Cancelled."""
        tell = progress or Silent()
        with self._lock, project.read() as session:
            unread = {_key(told): told for told in ground.sources.values() if _key(told) not in self._texts}
            done = len(ground.sources) - len(unread)
            for batch in bulk.batches(unread.values()):
                tell.step(done, len(ground.sources), _("Reading “{name}”").format(name=batch.told[0].name))
                done += len(batch.told)
                for told, read in zip(batch.told, self._readings(session, batch), strict=True):
                    self._texts[_key(told)] = read
            found = {told.id: self._texts[_key(told)] for told in ground.sources.values()}
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

    def _readings(self, session: Session, batch: Batch) -> list[Read]:
        """The texts of a batch in numbers."""
        import numpy as np

        text = bulk.joined(session, batch)
        spoken = bulk.spoken(session, batch)
        at, word = self._words(text, batch, spoken)
        begins, voices, whose = _stretches(spoken, batch)
        upto = np.searchsorted(at, [*batch.base, len(text)], "left")
        # Both are sorted: how many words stand in each stretch tells the stretch of each word.
        many = np.diff(np.append(np.searchsorted(at, begins, "left"), len(at))).astype(np.int32)
        own = np.searchsorted(whose, np.arange(len(batch.told) + 1), "left")
        starts = at.astype(np.int32)
        found = []
        for number, (told, base) in enumerate(zip(batch.told, batch.base, strict=True)):
            words, parts = slice(*upto[number : number + 2]), slice(*own[number : number + 2])
            starts[words] -= base
            columns = word[words], starts[words], many[parts], (begins[parts] - base).astype(np.int32), voices[parts]
            found.append(Read(*columns, ("", *spoken.labels[number]), told.length))
        return found

    def _words(self, text: str, batch: Batch, spoken: Spoken) -> tuple[NDArray[np.int64], Numbers]:
        """Where the words of the joined texts of a batch begin that somebody said, and their forms."""
        import numpy as np

        odd: list[tuple[int, int]] = []

        def apart(strange: NDArray[np.int64]) -> list[tuple[int, int]]:
            texts = np.unique(np.searchsorted(batch.base, strange, "right") - 1).tolist()
            odd.extend((batch.base[number], batch.ends[number]) for number in texts)
            return odd

        plain, cut = columns.divided(text, self._alphabet, apart, spoken.silent)
        at, word = plain.begin, self._numbered.of(text, plain, self._known.__getitem__)
        for begin, end in odd:
            words, starts = self._forms_of(text[begin:end])
            place = int(np.searchsorted(at, begin))
            at, word = np.insert(at, place, starts + np.int64(begin)), np.insert(word, place, words)
        return (at, word) if cut and not odd else _loud(at, word, spoken)

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


def _key(told: Told) -> tuple[str, str]:
    return told.text_sha, told.marks_sha


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


def _loud(at: NDArray[np.int64], word: Numbers, spoken: Spoken) -> tuple[NDArray[np.int64], Numbers]:
    """The words without those that begin where nobody speaks."""
    import numpy as np

    loud = np.ones(len(at), dtype=bool)
    first, over = (np.searchsorted(at, edge, "left") for edge in spoken.silent)
    row, step = expanded(np.maximum(over - first, 0))
    loud[first[row] + step] = False
    return at[loud], word[loud]


def _stretches(spoken: Spoken, batch: Batch) -> tuple[NDArray[np.int64], Numbers, NDArray[np.int64]]:
    """Where turns and what lies before, between and behind them begin, whose they are (0: nobody's), and in which text.

    Voices are numbers in the labels of the text with an empty one before them.
    """
    import numpy as np

    texts, base, ends = np.arange(len(batch.told)), np.array(batch.base), np.array(batch.ends)
    # The end of each text is treated as one turn more, which is left out again.
    at = np.cumsum(np.bincount(spoken.text, minlength=len(texts)))
    whose, start = np.insert(spoken.text, at, texts), np.insert(spoken.start, at, ends)
    said = np.insert(np.ones(len(spoken.text), dtype=bool), at, False)
    voice = np.insert(spoken.label + 1, at, 0)
    before = np.append(0, np.insert(spoken.end, at, 0)[:-1])
    first = np.append(True, whose[1:] != whose[:-1])
    before[first] = base[whose[first]]
    gap = (start > before) | (ends == base)[whose]
    kept = np.stack([gap, said], axis=1).ravel()
    begins = np.stack([before, start], axis=1).ravel()[kept]
    voices = np.stack([np.zeros_like(voice), voice], axis=1).ravel()[kept].astype(np.int32)
    return begins, voices, np.repeat(whose, 2)[kept]
