"""The query as one types it: a small language, read and written. What can't be understood is pointed at.

    query     = chain, { "OR", chain }
    chain     = part, { [ "AND" ], part | [ "AND" ], "NOT", part | ["AND"], ["NOT"], relation, part }
    part      = condition | "NOT", part | "(", query, ")"
    relation  = "OVERLAPS" | "INSIDE" | "CONTAINS" | "SAME LINE" | "NEAR", number, [ measure ]
              | "FOLLOWED BY", [ "WITHIN", number, [ measure ] ]
    measure   = "CHARACTERS" | "SENTENCES" | "TURNS"
    condition = "CODE", name, [ "ALONE" | "GATHERED" ] | "ATTRIBUTE", name, "IS", value
              | field, value | "CODED" | "UNCODED"

Words of the language are capitals; a name stands in quotes, or runs on to the next word of the language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from qda.analysis.queries.query import (
    BARE,
    FIELDS,
    MEASURED,
    All,
    AnyOf,
    Field,
    Has,
    Measure,
    Not,
    Query,
    Reach,
    Related,
    Relation,
)
from qda.errors import QdaError
from qda.i18n import N_, _

NEAR_USUAL = 200
"""Characters, where FOLLOWED BY says no distance."""

_FIELD_WORDS: dict[str, Field] = {field.upper(): field for field in FIELDS}
_RELATION_WORDS: dict[str, Relation] = {
    "OVERLAPS": "overlaps",
    "INSIDE": "inside",
    "CONTAINS": "contains",
    "NEAR": "near",
    "FOLLOWED": "followed",
    "SAME": "line",
}
_MEASURE_WORDS: dict[str, Measure] = {
    each.upper()[: -1 if cut else None]: each for each in get_args(Measure) for cut in (False, True)
}
_REACH_WORDS: dict[str, Reach] = {"ALONE": "alone", "GATHERED": "gathered"}
_WORDS = frozenset(
    {"AND", "OR", "NOT", "IS", "BY", "WITHIN", "LINE"}
    | set(_FIELD_WORDS)
    | set(_RELATION_WORDS)
    | set(_MEASURE_WORDS)
    | set(_REACH_WORDS)
)
_TOKEN = re.compile(r'“([^”]*)”|„([^“”]*)[“”]|"([^"]*)"|([()])|([^\s()“”„"]+)|([“”„"])')
_DEEPEST = 40
_LONGEST = 400  # words and names


class QueryUnclear(QdaError):
    """A word that the language does not have, or that can't stand there; `start` and `end` are where it stands."""

    hint = N_("For example: CODE catching up NEAR 200 CODE updating AND CASE “North Team”. The manual has all words.")

    def __init__(self, sentence: str, text: str, start: int, end: int) -> None:
        line = text.replace("\n", " ")
        super().__init__(f"{sentence}\n    {line}\n    {' ' * start}{'^' * max(1, end - start)}")
        self.told = sentence
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "word" of the language, "name", "quoted", "(", ")", "end"
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        *quotes, bracket, bare, stray = match.groups()
        quoted = next((quote for quote in quotes if quote is not None), None)
        if stray is not None:
            raise QueryUnclear(_("This quotation mark has no other."), text, match.start(), match.end())
        if bracket is not None:
            found.append(_Token(bracket, bracket, *match.span()))
        elif quoted is not None:
            found.append(_Token("quoted", quoted, *match.span()))
        else:
            found.append(_Token("word" if bare in _WORDS else "name", bare, *match.span()))
    return [*found, _Token("end", "", len(text), len(text))]


def parsed(text: str) -> Query:
    """The query that is written there. Raises QueryUnclear, which points to the word."""
    tokens = _tokens(text)
    if len(tokens) > _LONGEST:
        raise QueryUnclear(
            _("From here on there is more than a query can hold."), text, tokens[_LONGEST].start, len(text)
        )
    reader = _Reader(text, tokens)
    query = reader.query()
    if reader.next.kind != "end":
        raise reader.unclear(_("Here something is left over."))
    return query


class _Reader:
    def __init__(self, text: str, tokens: Sequence[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> _Token:
        return self._tokens[self._at]

    def unclear(self, sentence: str) -> QueryUnclear:
        return QueryUnclear(sentence, self._text, self.next.start, self.next.end)

    def _take(self) -> _Token:
        token = self.next
        self._at += token.kind != "end"
        return token

    def _is(self, *words: str) -> bool:
        return self.next.kind == "word" and self.next.text in words

    def _skip(self, *words: str) -> bool:
        if self._is(*words):
            self._at += 1
            return True
        return False

    def query(self) -> Query:
        """Chains joined by OR."""
        self._enter()
        chains = [self._chain()]
        while self._skip("OR"):
            chains.append(self._chain())
        self._depth -= 1
        return chains[0] if len(chains) == 1 else AnyOf(tuple(chains))

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.unclear(_("Too much is inside one another here."))

    def _chain(self) -> Query:
        """Parts that all hold; a relation is about everything before it."""
        made = self._part()
        while self.next.kind not in ("end", ")") and not self._is("OR"):
            joined = self._skip("AND")
            negated = self._skip("NOT")
            if self._is(*_RELATION_WORDS):
                made = self._related(made, negated=negated)
            elif joined or negated:
                part = self._part()
                made = both(made, Not(part) if negated else part)
            else:
                raise self.unclear(_("Here AND, OR, NOT or a relation such as NEAR is missing."))
        return made

    def _part(self) -> Query:
        if self._skip("NOT"):
            self._enter()
            made = Not(self._part())
            self._depth -= 1
            return made
        if self.next.kind == "(":
            self._take()
            inner = self.query()
            if self.next.kind != ")":
                raise self.unclear(_("Here a closing bracket is missing."))
            self._take()
            return inner
        return self._condition()

    def _condition(self) -> Has:
        if not self._is(*_FIELD_WORDS):
            raise self.unclear(_("Here a condition is expected, such as CODE, CASE or WORDS."))
        field = _FIELD_WORDS[self._take().text]
        if field in BARE:
            return Has(field)
        if field == "attribute":
            name = self._name()
            if not self._skip("IS"):
                raise self.unclear(_("Here IS and the value of the attribute are missing."))
            return Has(field, self._name(), name=name)
        value = self._name()
        return Has(field, value, reach=self._reach() if field == "code" else "below")

    def _reach(self) -> Reach:
        return _REACH_WORDS[self._take().text] if self._is(*_REACH_WORDS) else "below"

    def _name(self) -> str:
        """A name in quotes, or all up to the next word of the language."""
        if self.next.kind == "quoted":
            return " ".join(self._take().text.split())
        words = []
        while self.next.kind == "name":
            words.append(self._take().text)
        if not words:
            raise self.unclear(_("Here a name is missing; one that is a word of the language stands in quotes."))
        return " ".join(words)

    def _related(self, left: Query, *, negated: bool) -> Related:
        relation = _RELATION_WORDS[self._take().text]
        distance, measure = 0, "characters"
        if relation == "line" and not self._skip("LINE"):
            raise self.unclear(_("Here LINE is missing: SAME LINE."))
        if relation == "followed":
            if not self._skip("BY"):
                raise self.unclear(_("Here BY is missing: FOLLOWED BY."))
            distance = NEAR_USUAL
            if self._skip("WITHIN"):
                distance, measure = self._distance()
        elif relation == "near":
            distance, measure = self._distance()
        return Related(left, relation, self._part(), distance, measure, negated)  # type: ignore[arg-type]  # a literal

    def _distance(self) -> tuple[int, str]:
        if self.next.kind != "name" or not self.next.text.isdecimal():
            raise self.unclear(_("Here a number is missing: how much may lie between."))
        distance = int(self._take().text)
        if self.next.kind == "name" and self.next.text.upper() in _MEASURE_WORDS:
            return distance, _MEASURE_WORDS[self._take().text.upper()]
        return distance, _MEASURE_WORDS[self._take().text] if self._is(*_MEASURE_WORDS) else "characters"


def both(left: Query, right: Query) -> Query:
    """Both hold; what stands side by side stays side by side."""
    parts = left.parts if isinstance(left, All) else (left,)
    return All((*parts, right))


# --- writing ------------------------------------------------------------------------------------


def written(query: Query) -> str:
    """The query in the language; reading it gives the same, but for ids of codes."""
    match query:
        case AnyOf(parts):
            return " OR ".join(_bracketed(part, AnyOf) for part in parts)
        case All(parts):
            return _chained(parts)
        case Not(part):
            return f"NOT {_bracketed(part, AnyOf, All, Related)}"
        case Related(left, relation, right, distance, measure, negated):
            sign = "NOT " if negated else ""
            how = relation_text(relation, distance, measure)
            return f"{_bracketed(left, AnyOf, Not)} {sign}{how} {_bracketed(right, AnyOf, All, Related, Not)}"
        case Has():
            return _condition_text(query)


def _chained(parts: Sequence[Query]) -> str:
    said = [_bracketed(parts[0], AnyOf)]
    for part in parts[1:]:
        inner, sign = (part.part, "AND NOT ") if isinstance(part, Not) else (part, "AND ")
        said.append(sign + _bracketed(inner, AnyOf, All, Related, Not))
    return " ".join(said)


def _bracketed(part: Query, *loose: type) -> str:
    return f"({written(part)})" if isinstance(part, loose) else written(part)


def _condition_text(has: Has) -> str:
    word = has.field.upper()
    if has.field in BARE:
        return word
    if has.field == "attribute":
        return f"{word} {_quoted(has.name)} IS {_quoted(has.value)}"
    reach = "" if has.field != "code" or has.reach == "below" else f" {has.reach.upper()}"
    return f"{word} {_quoted(has.value)}{reach}"


def relation_text(relation: Relation, distance: int, measure: Measure) -> str:
    """A relation in the language."""
    if relation in MEASURED:
        word = "NEAR" if relation == "near" else "FOLLOWED BY WITHIN"
        return f"{word} {distance} {measure.upper()}"
    return "SAME LINE" if relation == "line" else relation.upper()


def _quoted(name: str) -> str:
    if name and not any(word in _WORDS or re.search(r'[()“”„"]', word) for word in name.split()):
        return name
    return f'"{name}"' if "”" in name and '"' not in name else "“" + name.replace("”", "'") + "”"
