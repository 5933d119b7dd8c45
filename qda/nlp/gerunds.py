"""A quiet hint for a label that names a topic where it could say what is happening (Charmaz: code with gerunds).

Patterns alone answer while the user types; a pipeline, where one is loaded, reads the words that patterns can't place.
A hint proposes and nothing depends on it: in doubt there is none. In-vivo labels are the participants' own words; the
caller does not ask about them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qda.i18n import N_, _
from qda.nlp import lexicon, terms
from qda.nlp.pipeline import PATTERNS, Pipeline

TOPIC = N_("Names a topic. What is happening?")
STATE = N_("Names a state. What is happening?")


@dataclass(frozen=True, slots=True)
class Hint:
    """What to say beside a label: a sentence, up to three actions made from its words, and what found it."""

    sentence: str
    examples: tuple[str, ...]
    found_by: str

    @property
    def text(self) -> str:
        """The sentence with its examples, on one line."""
        return _("{sentence} e.g. {examples}").format(sentence=self.sentence, examples=", ".join(self.examples))


def check(label: str, pipeline: Pipeline | None = None) -> Hint | None:
    """A hint if the label is English and says no action; None for an action, a sentence, or words of another language.

    Without a pipeline this takes some ten microseconds and is good for every key press.
    """
    plain = " ".join(label.translate(_PLAIN).split())
    parts = [words for part in _BETWEEN.split(plain) if (words := _WORD.findall(part))]
    if not parts or not plain.isascii() or _SPOKEN.search(plain):
        return None
    small = [[word.casefold() for word in part] for part in parts]
    if any(map(_says_action, small)) or not _is_english([word for part in small for word in part], pipeline):
        return None
    read = pipeline if pipeline is not None and pipeline.has_model else None
    found_by = read.found_by if read else PATTERNS
    if _is_state(small[0]):
        return Hint(_(STATE), (_kept(parts[0], 0, "being"),), found_by)
    if read and _has_verb(plain, read):
        return None
    return Hint(_(TOPIC), _examples(parts[0], small[0]), found_by)


_PLAIN = str.maketrans("’‘“”–—…\u00a0", "''\"\"--. ")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?")
_BETWEEN = re.compile(r"[,;:/&+()\[\]\"]|\s-+\s|\.{2,}")  # two topics in one label: the first makes the examples
_SPOKEN = re.compile(r"[?!]|\.\s")


# ---------------------------------------------------------------------------------------------------------------------
# Is it an action?


def _says_action(words: Sequence[str]) -> bool:
    """True if the label begins with a verb, has an -ing verb after its subject, or is part of a sentence."""
    start = _first_that_counts(words)
    if start == len(words) or _is_sentence(words):
        return True  # of function words only there is no hint to make
    return _is_first_verb(words, start) or any(_is_later_verb(words, place) for place in range(start + 1, len(words)))


def _is_first_verb(words: Sequence[str], place: int) -> bool:
    """True for "asking for help", "blame the school", "asks for help"; not for "morning", "visits to the school"."""
    word, base = words[place], terms.lemma(words[place])
    if _is_ing(word):
        return word not in lexicon.ING_NOUNS or _takes_object(words, place)
    if base not in lexicon.VERBS or place + 1 == len(words):
        return False
    following = words[place + 1]
    is_third_person = word == base + "s" and following in lexicon.PREPOSITIONS
    return _takes_object(words, place) or (is_third_person and (following == "to" or base not in _ALSO_NOUNS))


_ALSO_NOUNS = (
    frozenset(lexicon.DEEDS) | frozenset(lexicon.EMOTIONS) | lexicon.SOUGHT | lexicon.TROUBLES | lexicon.PEOPLE
)
_ALSO_NOUNS |= frozenset(("attempt", "look", "question", "report", "answer", "gap", "link", "cut", "call", "want"))


def _first_that_counts(words: Sequence[str]) -> int:
    """The place of the first word that is no "not", "still", "quietly" or "no longer"."""
    for place, word in enumerate(words):
        if word not in _LEADS and not (word.endswith("ly") and len(word) > 4 and place + 1 < len(words)):
            return place
    return len(words)


_LEADS = frozenset(
    ("again", "almost", "already", "always", "barely", "even", "ever", "hardly", "just", "longer", "never")
)
_LEADS |= frozenset(("no", "not", "now", "often", "only", "seldom", "sometimes", "soon", "still", "then", "too", "yet"))


def _is_ing(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and any(vowel in word[:-3] for vowel in "aeiouy")


def _takes_object(words: Sequence[str], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1] in _OBJECTS


_OBJECTS = lexicon.DETERMINERS | frozenset(
    ("me", "him", "it", "us", "them", "you", "myself", "himself", "herself", "everything", "nothing", "something")
)


def _is_sentence(words: Sequence[str]) -> bool:
    """True for "she asks", "where we started", "to get help"."""
    if words[0] in lexicon.SUBJECTS or (words[0] == "to" and len(words) > 1):
        return True
    return any(word in lexicon.AUXILIARIES or word in _SUBJECTS_ONLY or "n't" in word for word in words)


_SUBJECTS_ONLY = frozenset(("i", "he", "she", "we", "they"))


def _is_later_verb(words: Sequence[str], place: int) -> bool:
    """True for "mother complaining", "success being erased"; not for "lack of funding", "team meeting"."""
    word, before = words[place], words[place - 1]
    if not _is_ing(word) or before in lexicon.PREPOSITIONS or before in lexicon.DETERMINERS:
        return False
    has_object = place + 1 < len(words)
    return word not in lexicon.ING_NOUNS and (word not in lexicon.ING_NOUNS_LATER or (word == "being" and has_object))


def _has_verb(label: str, pipeline: Pipeline) -> bool:
    """True if the model reads a verb that patterns did not see, in a label of more than one word."""
    tags = [word.tag for word in pipeline.words(label)]
    return len(tags) > 1 and any(tag in _VERB_TAGS for tag in tags)


_VERB_TAGS = frozenset(("VB", "VBZ", "VBP", "VBD", "MD"))


def _is_state(words: Sequence[str]) -> bool:
    """True for "judged by teachers", "let down": how somebody is left, not what is done."""
    first = words[0]
    participle = first in _PARTICIPLES or (
        first.endswith("ed") and not first.endswith("eed") and terms.lemma(first) in lexicon.VERBS
    )
    return participle and (len(words) == 1 or words[1] in _AFTER_STATE)


_PARTICIPLES = frozenset(
    ("caught", "driven", "forgotten", "hurt", "kept", "left", "let", "lost", "pushed", "stuck", "torn", "worn")
)
_AFTER_STATE = lexicon.PREPOSITIONS | {"alone", "apart", "away", "back", "down", "out", "up"}


# ---------------------------------------------------------------------------------------------------------------------
# Is it English?


def _is_english(words: Sequence[str], pipeline: Pipeline | None) -> bool:
    """True if at least half the words that say something are known, and none is another language's small word."""
    if any(word in lexicon.FOREIGN_WORDS for word in words):
        return False
    telling = [word for word in words if _MAY_TELL.match(word) and word not in lexicon.FUNCTION_WORDS]
    known = sum(_is_known(word, pipeline) for word in telling)
    return known > 0 and known * 2 >= len(telling)


_MAY_TELL = re.compile(r"[a-z]['a-z-]")


def _is_known(word: str, pipeline: Pipeline | None) -> bool:
    base = terms.lemma(word)
    if word in lexicon.KNOWN or base in lexicon.KNOWN or _ENGLISH_ENDING.search(base):
        return True
    return pipeline is not None and (pipeline.knows(word) or pipeline.knows(base))


_ENGLISH_ENDING = re.compile(r"..(?:ness|ship|hood|ful|ledge|wards?|ably|ously|ally)$")


# ---------------------------------------------------------------------------------------------------------------------
# What could be happening


def _examples(words: Sequence[str], small: Sequence[str]) -> tuple[str, ...]:
    """Up to three actions, by what kind of thing the label's main noun is."""
    head = _head(small)
    noun = _base_noun(small[head])
    phrase = _kept(words, 1 if small[0] in {"a", "an"} else 0)
    lacking = _lacking(words, small, head, noun)
    if lacking:
        return tuple(pattern.format(lacking) for pattern in _WITHOUT)
    if any(word.endswith(("'s", "s'")) for word in small[:head]):
        return tuple(pattern.format(phrase) for pattern in _SOMEBODYS)
    if noun in lexicon.EMOTIONS:
        feeling = " ".join(("feeling", lexicon.EMOTIONS[noun], *words[head + 1 :]))
        return (feeling, f"voicing {phrase}", f"holding back {phrase}")
    if noun in lexicon.TIMES and len(words) == 1:
        phrase = f"the {phrase}"
    deed = _deed(words, small, head, noun)
    examples = [pattern.format(phrase) for pattern in _patterns(noun)]
    return tuple([deed, *examples] if deed else examples)[:3]


def _base_noun(noun: str) -> str:
    return noun if noun in lexicon.DEEDS or noun in lexicon.EMOTIONS else terms.lemma(noun)


def _head(words: Sequence[str]) -> int:
    """The place of the main noun: the last word before a preposition or a clause."""
    ends = (place for place, word in enumerate(words) if place and (word in lexicon.PREPOSITIONS or word in _CLAUSES))
    return next(ends, len(words)) - 1


_CLAUSES = frozenset(("and", "as", "but", "or", "that", "when", "where", "which", "who", "whose"))


def _lacking(words: Sequence[str], small: Sequence[str], head: int, noun: str) -> str:
    """What is missing in "lack of support", "no support"; empty for other labels."""
    if noun in lexicon.LACKS and head + 2 < len(words) and small[head + 1] == "of":
        return _kept(words, head + 2)
    return _kept(words, 1) if small[0] == "no" and len(words) > 1 else ""


def _kept(words: Sequence[str], start: int, before: str = "") -> str:
    """The words from `start` as the user wrote them, but a known first word in small letters."""
    kept = list(words[start:])
    if kept and kept[0].istitle() and terms.lemma(kept[0]) in lexicon.KNOWN:
        kept[0] = kept[0].casefold()
    return " ".join([before, *kept] if before else kept)


def _deed(words: Sequence[str], small: Sequence[str], head: int, noun: str) -> str:
    """The deed said as a verb, "communication with school" as "communicating with school"; empty if that is unsure."""
    if head > 0 or noun not in lexicon.DEEDS:
        return ""
    verb, rest = lexicon.DEEDS[noun], list(words[1:])
    if not rest:
        return terms.ing(verb)
    if small[1] == "of":
        # "loss of trust" is "losing trust"; "decision of the court" is not "deciding the court".
        return "" if small[-1] in lexicon.PEOPLE else " ".join([terms.ing(verb), *rest[1:]])
    if verb == noun and verb not in _WITHOUT_OBJECT:
        # "contact with dad" is "contacting dad".
        return " ".join([terms.ing(verb), *rest[1:]]) if small[1] in {"for", "to", "with"} else ""
    return " ".join([terms.ing(verb), *rest]) if small[1] in {"about", "for", "in", "on", "to", "with"} else ""


_WITHOUT_OBJECT = frozenset(("blame", "care", "compromise", "delay", "praise", "progress", "struggle", "talk", "work"))

_WITHOUT = ("going without {}", "asking for {}", "missing {}")
_SOMEBODYS = ("noticing {}", "responding to {}", "passing over {}")
_LOOKING_FOR = ("seeking {}", "finding {}", "going without {}")
_IN_THE_WAY = ("running into {}", "working round {}", "living with {}")
_WHEN = ("getting through {}", "waiting for {}", "looking back on {}")
_WHO = ("turning to {}", "dealing with {}", "holding {} at a distance")
_DONE = ("asking for {}", "working towards {}", "avoiding {}")
_SUFFERED = ("facing {}", "fearing {}", "getting over {}")
_ANYTHING = ("dealing with {}", "making sense of {}", "talking about {}")


def _patterns(noun: str) -> tuple[str, str, str]:
    for nouns, patterns in (
        (lexicon.SOUGHT, _LOOKING_FOR),
        (lexicon.TROUBLES, _IN_THE_WAY),
        (lexicon.TIMES, _WHEN),
        (lexicon.PEOPLE, _WHO),
        (lexicon.UNWANTED, _SUFFERED),
        (lexicon.DEEDS, _DONE),
    ):
        if noun in nouns:
            return patterns
    return _ANYTHING
