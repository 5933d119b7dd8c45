"""Pure rules: which question of a guide an interviewer asks, by the words it has in common with what they say.

A question is seldom asked as it is written. So its words are compared without their endings, the words that every
question has (“what”, “did”, “you”) count little, and words that few questions of the guide have count most. What has to
be found again is most of the question's weight in one or two sentences of a turn, or all of it across the turn.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qda.text import Span, trim
from qda.text.sentences import sentence_starts
from qda.text.words import words_of

ENOUGH = 0.55
"""So much of a question's weight must be found again."""

_SURE = 0.999
_CLEARLY = 0.2  # so much more than one sentence do two have to hold
_LITTLE = 0.12  # the weight of a word that every question has
_LEAST = 2  # words of weight that must be shared, where the question has so many
# Words that say little, English and German.
_COMMON = frozenset(
    "a about after again all also am an and any are as at be because been before being but by can could did do "  # noqa: SIM905
    "does for from get got had has have he her here him his how i if in into is it its just like me might more "
    "my no not of off on one or other our out over s she should so some something tell than that the their them "
    "then there these they thing this those to too um up us very was way we well were what when where which "
    "while who whom why will with would yes you your yours please say said aber alle als auch auf aus bei bin "
    "bis bitte da damit dann das dass dem den denn der des die dies diese dieser dir doch du ein eine einem "
    "einen einer er es euch für haben hat hatte hatten ich ihm ihn ihnen ihr ihre im ist ja kann können man mein "
    "mir mit nach nicht noch nun nur oder ob sein sich sie sind über und uns unser vom von vor war waren warum "
    "wann wem wen wenn wer werden wie wieder wird wo wurde zu zum zur sagen erzählen".split()
)
_IRREGULAR = {
    **{"came": "come", "went": "go", "gone": "go", "knew": "know", "known": "know", "told": "tell", "began": "begin"},
    **{"begun": "begin", "saw": "see", "seen": "see", "felt": "feel", "thought": "think", "made": "make"},
    **{"took": "take", "taken": "take", "gave": "give", "given": "give", "found": "find", "left": "leave"},
    **{"wrote": "write", "written": "write", "heard": "hear", "read": "read", "met": "meet", "kept": "keep"},
    **{"brought": "bring", "children": "child", "people": "person", "families": "family", "stories": "story"},
    **{"stayed": "stay", "succeeded": "success", "successful": "success", "succeed": "success", "somebody": "someone"},
    **{"anybody": "anyone", "everybody": "everyone", "nobody": "noone", "worried": "worry", "worries": "worry"},
}
_ENDINGS = ("ingly", "edly", "ing", "ers", "ies", "ed", "es", "er", "ly", "s", "e")
_STEM = 4  # letters that are left of a word at least


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of the interviewer: where its words stand in the text, and where it begins with its label."""

    start: int
    end: int
    label: int | None = None

    @property
    def begins(self) -> int:
        """Where the turn begins, label included."""
        return self.start if self.label is None else self.label


@dataclass(frozen=True, slots=True)
class Found:
    """A question that is asked: its number from 0, the stretch in which it is, and how much of it was found again."""

    item: int
    span: Span
    score: float


def stem(word: str) -> str:
    """A word without its ending and its accents, and irregular forms as their first."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.removesuffix("'s").split("'")[0] if "'" in plain else plain
    plain = _IRREGULAR.get(plain, plain)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _STEM:
            return plain.removesuffix(ending)
    return plain


def stems(text: str) -> list[str]:
    """The words of a text so."""
    return [stem(word.group()) for word in words_of(text)]


_COMMON_STEMS = frozenset(stem(word) for word in _COMMON)


class Guide:
    """The questions of an instrument, weighed against one another."""

    def __init__(self, items: Sequence[str]) -> None:
        words = [frozenset(stems(item)) for item in items]
        held = Counter(word for each in words for word in each)
        self._weights = [{word: _weight(word, held[word], len(items)) for word in each} for each in words]
        self._whole = [sum(weights.values()) for weights in self._weights]
        self._telling = [frozenset(each - _COMMON_STEMS) for each in words]

    def score(self, item: int, words: frozenset[str]) -> float:
        """How much of a question's weight these words have, 0 to 1; 0 where too few words that tell are shared."""
        if not self._whole[item]:
            return 0.0
        shared = sum(weight for word, weight in self._weights[item].items() if word in words) / self._whole[item]
        telling = self._telling[item]
        # A question of nothing but “what is it like for you” must come back whole.
        if not telling:
            return shared if shared >= _SURE and len(words) <= len(self._weights[item]) + 2 else 0.0
        return shared if len(telling & words) >= min(_LEAST, len(telling)) else 0.0

    def best(self, words: frozenset[str]) -> list[tuple[float, int]]:
        """The questions that these words ask, the surest first, each by words that none before it has used."""
        ranked = sorted(
            ((self.score(item, words), item) for item in range(len(self._weights))), key=lambda e: (-e[0], e[1])
        )
        found: list[tuple[float, int]] = []
        used: set[str] = set()
        for score, item in ranked:
            if score >= ENOUGH and (not found or not self._telling[item] & words & used):
                found.append((score, item))
                used |= self._telling[item] & words
        return found


def _weight(word: str, held: int, of: int) -> float:
    """A common word counts little; another the more, the fewer questions have it (inverse document frequency)."""
    return _LITTLE if word in _COMMON_STEMS else 1.0 + math.log(of / held) if of else 1.0


def detect(items: Sequence[str], text: str, turns: Iterable[Said]) -> list[Found]:
    """Where the questions of a guide are asked in a text, in its order; a question may be asked more than once.

    One turn may ask several; one sentence asks several only by different words. Of sentences that follow each other and
    ask the same, the surest is kept.
    """
    guide = Guide(items)
    found: list[Found] = []
    for turn in turns:
        found += _in_turn(guide, text, turn)
    return found


def _in_turn(guide: Guide, text: str, turn: Said) -> list[Found]:
    spans = _sentences(text, turn)
    words = [frozenset(stems(text[span.start : span.end])) for span in spans]
    best: dict[int, Found] = {}
    for at, span in enumerate(spans):
        _keep(best, guide.best(words[at]), span)
    for at in range(len(spans) - 1):  # a question may need two sentences: “The first visit. What was it like?”
        two = Span(spans[at].start, spans[at + 1].end)
        more = [(s, i) for s, i in guide.best(words[at] | words[at + 1]) if s > _known(best, i) + _CLEARLY]
        _keep(best, more, two)
    return sorted(best.values(), key=lambda each: (each.span.start, each.item))


def _known(best: dict[int, Found], item: int) -> float:
    return best[item].score if item in best else 0.0


def _keep(best: dict[int, Found], ranked: Iterable[tuple[float, int]], span: Span) -> None:
    for score, item in ranked:
        if item not in best or best[item].score < score:
            best[item] = Found(item, span, score)


def _sentences(text: str, turn: Said) -> list[Span]:
    found: list[Span] = []
    begin = turn.start
    for line in text[turn.start : turn.end].splitlines(keepends=True):
        starts = [begin, *sentence_starts(text, begin, begin + len(line))]
        ends = [*starts[1:], begin + len(line)]
        pieces = (trim(text, Span(a, b)) for a, b in zip(starts, ends, strict=True) if a < b)
        found += [each for each in pieces if each is not None]
        begin += len(line)
    return found
