"""How near a passage is to what a code says, by words: a ranking in the manner of BM25 over base forms."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qda.nlp import lexicon, terms
from qda.nlp.pipeline import PATTERNS, Pipeline

Forms = Callable[[str], list[str]]
"""The base forms of the words of a passage that say something, in order."""

_STILL = lexicon.FUNCTION_WORDS | lexicon.AUXILIARIES | {"be", "do", "have", "say", "go", "get"}
_WORD = re.compile(r"[^\W\d_]+(?:['‐‑-][^\W\d_]+)*")
_MOST = 60  # terms of a code; more say what its sources are about, not the code
_K, _B = 1.2, 0.75  # the usual constants of BM25 (Robertson and Zaragoza 2009)


def forms(text: str) -> list[str]:
    """Base forms by rule, of the words that say something."""
    # All at once: a study has hundreds of thousands of words to go through while somebody waits.
    found = map(_form, _WORD.findall(text.casefold().replace("’", "'")))
    return list(filter(None, found))


@functools.lru_cache(maxsize=40_000)
def _form(word: str) -> str:
    """The base form of a word in small letters; empty where it says nothing."""
    form = terms.lemma(word)
    return "" if form in _STILL else form


def forms_by(pipeline: Pipeline | None) -> tuple[Forms, str]:
    """How base forms are found, and the name of what finds them: the model where there is one, else patterns."""
    if pipeline is None or not pipeline.has_model:
        return forms, PATTERNS
    return (lambda text: _read(pipeline, text)), pipeline.found_by


def _read(pipeline: Pipeline, text: str) -> list[str]:
    found = (word.lemma.casefold() for word in pipeline.words(text) if word.text[0].isalpha())
    return [form for form in found if form not in _STILL]


def wanted(labels: Iterable[tuple[str, float]], incidents: Iterable[str], find: Forms = forms) -> dict[str, float]:
    """What a code is about: terms with weights, from its labels (each with a weight) and the words of its incidents.

    A term of an incident weighs the share of incidents that have it, so that no single one speaks for the code.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for words, weight in labels:
        for form in set(find(words)):
            weights[form] += weight
    bags = [set(find(words)) for words in incidents]
    for form, count in Counter(form for bag in bags for form in bag).items():
        if count > 1 or len(bags) < 4:
            weights[form] += count / len(bags)
    best = sorted(weights, key=lambda form: (-weights[form], form))[:_MOST]
    return {form: weights[form] for form in best}


@dataclass(slots=True)
class Ranking:
    """Passages that share a term with what is wanted. `add` all of them, then ask for `best`."""

    wanted: dict[str, float]
    find: Forms = forms
    _count: int = 0
    _words: int = 0
    _having: Counter[str] = field(default_factory=Counter)
    _found: list[tuple[int, int, dict[str, int]]] = field(default_factory=list)

    def add(self, key: int, words: str) -> None:
        """Take a passage in, under a number of the caller's."""
        bag = self.find(words)
        self._count += 1
        self._words += len(bag)
        shared: dict[str, int] = {}
        for form in bag:
            if form in self.wanted:
                shared[form] = shared.get(form, 0) + 1
        if shared:
            for form in shared:
                self._having[form] += 1
            self._found.append((key, len(bag), shared))

    def best(self, most: int) -> list[tuple[int, float, tuple[str, ...]]]:
        """Number, nearness (0 to 1, the nearest is 1) and shared terms of the nearest passages, nearest first."""
        usual = max(1.0, self._words / max(1, self._count))
        rare = {form: self.wanted[form] * self._rare(form) for form in self._having}
        scored = [(self._score(length, shared, usual, rare), key, shared) for key, length, shared in self._found]
        scored.sort(key=lambda each: (-each[0], each[1]))
        top = scored[0][0] if scored else 1.0
        return [(key, score / top, self._told(shared)) for score, key, shared in scored[:most]]

    @staticmethod
    def _score(length: int, shared: Mapping[str, int], usual: float, rare: Mapping[str, float]) -> float:
        long = _K * (1 - _B + _B * length / usual)
        return sum(rare[form] * count * (_K + 1) / (count + long) for form, count in shared.items())

    def _rare(self, form: str) -> float:
        having = self._having[form]
        return math.log(1 + (self._count - having + 0.5) / (having + 0.5))

    def _told(self, shared: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(shared, key=lambda form: (-self.wanted[form] * self._rare(form), form)))


def ranked(texts: Sequence[str], about: dict[str, float], find: Forms = forms) -> list[tuple[int, float]]:
    """Places of these passages by how near they are, nearest first; those that share nothing are left out."""
    ranking = Ranking(about, find)
    for place, text in enumerate(texts):
        ranking.add(place, text)
    return [(place, score) for place, score, _shared in ranking.best(len(texts))]
