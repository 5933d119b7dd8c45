"""Words of a text, their base forms, and labels that come near one another. Small rules for English; spaCy if given."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qda.nlp import lexicon
from qda.nlp.pipeline import PATTERNS, Pipeline

_WORD = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")


def words(text: str) -> list[str]:
    """The words of a text in small letters: letters and digits, apostrophes and hyphens inside; ’ becomes '."""
    return [match[0].replace("’", "'").casefold() for match in _WORD.finditer(text)]


# ---------------------------------------------------------------------------------------------------------------------
# Base forms


@functools.lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The base form of an English word by rule: "judged", "judging", "judges" give "judge". Others stay as they are."""
    word = word.replace("’", "'").casefold()
    word = word[:-2] if word.endswith("'s") else word.removesuffix("'")
    if word in lexicon.IRREGULAR:
        return lexicon.IRREGULAR[word]
    return word if _is_bare(word) else _regular(word)


def _is_bare(word: str) -> bool:
    return not word.isascii() or len(word) < 4 or word in _BARE


_BARE = lexicon.UNCHANGED | lexicon.ING_NOUNS | lexicon.VERBS | lexicon.FUNCTION_WORDS


def _regular(word: str) -> str:
    if word.endswith("ing"):
        return _verb(word[:-3]) or word
    if word.endswith("ied"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("eed"):
        return word[:-1] if word[:-1] in lexicon.VERBS else word
    if word.endswith("ed"):
        return _verb(word[:-2]) or word
    return _singular(word) if word.endswith("s") else word


def ing(verb: str) -> str:
    """The -ing form of a verb in British spelling: "lie" gives "lying", "travel" "travelling", "stop" "stopping"."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("c"):
        return verb + "king"
    if verb.endswith("e") and verb not in _KEEPS_E and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if _doubles(verb):
        return verb + verb[-1] + "ing"
    return verb + "ing"


_KEEPS_E = frozenset(("be", "age", "singe", "tinge", "swinge"))
_ONE_SYLLABLE = re.compile(r"[^aeiou]*(?:qu)?[aeiouy][^aeiouywx]")
_PREFIX = re.compile(r"(?:.*-|under|over|out|off|mis|re|un|up|be|de)(?=...)")
_L_STAYS = frozenset(("parallel",))


def _doubles(verb: str) -> bool:
    """True if the last consonant doubles: one short syllable, a stressed last one, or in British spelling an l."""
    if re.search(r"[^aeiou][aeiou]l$", verb):
        return verb not in _L_STAYS
    without = _PREFIX.sub("", verb, count=1)
    return (
        verb in lexicon.STRESSED_LAST
        or _ONE_SYLLABLE.fullmatch(verb) is not None
        or (without in lexicon.VERBS and _ONE_SYLLABLE.fullmatch(without) is not None)
    )


def _verb(stem: str) -> str | None:
    """The verb whose -ing or -ed form has this stem; None if none can have it."""
    if not _VOWEL.search(stem):
        return None
    undoubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    for candidate in (stem, stem + "e", undoubled, stem[:-1] if stem.endswith("ck") else stem):
        if candidate in lexicon.VERBS:
            return candidate
    if undoubled != stem and stem[-1] not in "lszf":
        return undoubled
    return stem + "e" if _wants_e(stem) else stem


def _wants_e(stem: str) -> bool:
    """True if an unknown verb with this stem likely ends in -e."""
    return (
        re.search(r"(?:[uvz]|[^aeiou]c|[aeiou]c|is|ur|at|[rnd]g|[^aeiou]l|[aeiou]s|[^aeiou]s)$", stem) is not None
        and re.search(r"(?:ss|ll|eat|oat|us|ous)$", stem) is None
    ) or re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem) is not None


_ES = frozenset("buses gases focuses statuses viruses bonuses biases choruses heroes echoes potatoes vetoes".split())  # noqa: SIM905
_IE = frozenset("cookies movies zombies selfies calories lies ties dies pies".split())  # noqa: SIM905


def _singular(word: str) -> str:
    if word in _ES or re.search(r"(?:ss|sh|ch|x|zz)es$", word):
        return word[:-2]
    if word.endswith("ies") and word not in _IE:
        return word[:-3] + "y"
    return word if re.search(r"(?:ss|us|is|'s)$", word) else word[:-1]


# ---------------------------------------------------------------------------------------------------------------------
# Labels that come near one another


@dataclass(frozen=True, slots=True)
class Near:
    """Two labels that may name the same thing; `closeness` is 0 to 1, `shared` their words in common, base forms."""

    one: str
    other: str
    closeness: float
    shared: tuple[str, ...]
    found_by: str


_TOO_COMMON = 60  # labels; a word in more of them makes no pair by itself
_SAME_SPELLING = 0.75  # share of letter triples from which a slip of the pen is likely


def near(labels: Iterable[str], pipeline: Pipeline | None = None, least: float = 0.5) -> tuple[Near, ...]:
    """Pairs of labels close by wording and base forms, closest first, then by label; proposals, nothing more.

    Closeness is the Jaccard index of the labels' base forms, each weighted by how rare it is among the labels
    (log(1 + n / labels with it); words such as "the" and "of" a quarter of that), or of their letter triples where that
    is higher and above 0.75. "not" counts in full, so opposites are near, not the same.
    """
    distinct = list(dict.fromkeys(labels))
    bags = [_bag(label, pipeline) for label in distinct]
    triples = [_triples(label) for label in distinct]
    weights = _weights(bags)
    found_by = pipeline.found_by if pipeline and pipeline.has_model else PATTERNS
    pairs = []
    for one, other in _candidates(bags, distinct):
        closeness = max(_jaccard(bags[one], bags[other], weights), _spelling(triples[one], triples[other]))
        if closeness >= least:
            shared = tuple(sorted((bags[one] & bags[other]) - _LIGHT))
            pairs.append(Near(distinct[one], distinct[other], round(closeness, 3), shared, found_by))
    return tuple(sorted(pairs, key=lambda pair: (-pair.closeness, pair.one, pair.other)))


def _bag(label: str, pipeline: Pipeline | None) -> frozenset[str]:
    if pipeline and pipeline.has_model:
        read = pipeline.words(label.casefold())
        return frozenset(word.lemma.casefold() for word in read if any(map(str.isalnum, word.text)))
    return frozenset(map(lemma, words(label)))


_LIGHT_WEIGHT = 0.25
_LIGHT = (lexicon.FUNCTION_WORDS | lexicon.AUXILIARIES | {"be", "do", "have"}) - {"no", "not", "never", "without"}


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(form for bag in bags for form in bag)
    return {
        form: math.log(1 + len(bags) / count) * (_LIGHT_WEIGHT if form in _LIGHT else 1)
        for form, count in counts.items()
    }


def _candidates(bags: Sequence[frozenset[str]], labels: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs that share a word which says something and is not everywhere, or the letters they begin with."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, (bag, label) in enumerate(zip(bags, labels, strict=True)):
        for form in bag - _LIGHT or bag:
            having[form].append(place)
        having["^" + "".join(words(label))[:5]].append(place)
    return {
        (one, other)
        for places in having.values()
        if len(places) <= _TOO_COMMON
        for at, one in enumerate(places)
        for other in places[at + 1 :]
    }


def _jaccard(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = sum(weights[form] for form in one & other)
    return shared / sum(weights[form] for form in one | other) if shared else 0.0


def _spelling(one: frozenset[str], other: frozenset[str]) -> float:
    if min(len(one), len(other)) < max(len(one), len(other)) * _SAME_SPELLING:
        return 0.0
    share = len(one & other) / len(one | other)
    return share if share >= _SAME_SPELLING else 0.0


def _triples(label: str) -> frozenset[str]:
    text = f"  {' '.join(words(label))} "
    return frozenset(text[start : start + 3] for start in range(len(text) - 2))
