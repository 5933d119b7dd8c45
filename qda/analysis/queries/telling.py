"""A query told as one sentence, for those who read it before they believe it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qda.analysis.queries.query import All, AnyOf, Has, Measure, Not, Query, Related
from qda.i18n import N_, _, ngettext

_CONDITIONS: Mapping[str, tuple[str, str]] = {
    "words": (N_("with the words “{value}”"), N_("without the words “{value}”")),
    "source": (N_("in the source “{value}”"), N_("not in the source “{value}”")),
    "case": (N_("in the case “{value}”"), N_("not in the case “{value}”")),
    "unit": (N_("in the unit “{value}”"), N_("not in the unit “{value}”")),
    "kind": (N_("in sources of the kind “{value}”"), N_("not in sources of the kind “{value}”")),
    "perspective": (N_("from the perspective “{value}”"), N_("not from the perspective “{value}”")),
    "participant": (N_("in the words of “{value}”"), N_("not in the words of “{value}”")),
    "speaker": (N_("said by “{value}”"), N_("not said by “{value}”")),
    "coder": (N_("coded by “{value}”"), N_("not coded by “{value}”")),
    "level": (N_("with a code of the level “{value}”"), N_("without a code of the level “{value}”")),
    "from": (N_("in sources from {value} on"), N_("not in sources from {value} on")),
    "to": (N_("in sources up to {value}"), N_("not in sources up to {value}")),
    "attribute": (N_("where “{name}” is “{value}”"), N_("where “{name}” is not “{value}”")),
    "asked": (N_("in answers to “{value}”"), N_("not in answers to “{value}”")),
    "coded": (N_("that carry a code"), N_("that carry no code")),
    "uncoded": (N_("that carry no code"), N_("that carry a code")),
}
_CODES: Mapping[str, tuple[str, str]] = {
    "alone": (N_("with “{value}” itself"), N_("without “{value}” itself")),
    "below": (N_("with “{value}” or what lives under it"), N_("without “{value}” and what lives under it")),
    "gathered": (
        N_("with “{value}” or what is gathered under it"),
        N_("without “{value}” and what is gathered under it"),
    ),
}
_RELATIONS: Mapping[str, tuple[str, str]] = {
    "overlaps": (N_("that overlap a segment {other}"), N_("that overlap no segment {other}")),
    "inside": (N_("that lie inside a segment {other}"), N_("that lie inside no segment {other}")),
    "contains": (N_("that contain a segment {other}"), N_("that contain no segment {other}")),
    "line": (N_("on the same line as a segment {other}"), N_("on the same line as no segment {other}")),
    "near": (
        N_("with no more than {far} between them and a segment {other}"),
        N_("without a segment {other} within {far}"),
    ),
    "followed": (
        N_("followed within {far} by a segment {other}"),
        N_("not followed within {far} by a segment {other}"),
    ),
}


def sentence(query: Query) -> str:
    """“Segments with …, near a segment with …, in the case …”."""
    return _("Segments {what}.").format(what=_said(query))


def _said(query: Query, *, negated: bool = False) -> str:
    match query:
        case Has():
            return _condition(query, negated=negated)
        case Not(part):
            return _said(part, negated=not negated)
        case All(parts):
            return _negated(_all(parts)) if negated else _all(parts)
        case AnyOf(parts):
            whole = _(", or ").join(_said(part) for part in parts)
            return _negated(whole) if negated else whole
        case Related():
            whole = _related(query)
            return _negated(whole) if negated else whole


def _negated(words: str) -> str:
    return _("of which it is not true that they are: {what}").format(what=words)


def _all(parts: Sequence[Query]) -> str:
    said = []
    for part in parts:
        if isinstance(part, Not):
            said.append(_("and {what}").format(what=_said(part)))
        elif isinstance(part, AnyOf):
            said.append(_("(either {what})").format(what=_said(part)))
        else:
            said.append(_said(part))
    return ", ".join(said)


def _related(query: Related) -> str:
    words = _RELATIONS[query.relation][query.negated]
    other = f"({_said(query.right)})" if isinstance(query.right, AnyOf) else _said(query.right)
    said = _(words).format(other=other, far=far(query.distance, query.measure))
    left = f"({_said(query.left)})" if isinstance(query.left, AnyOf) else _said(query.left)
    return f"{left}, {said}"


def _condition(has: Has, *, negated: bool) -> str:
    words = (_CODES[has.reach] if has.field == "code" else _CONDITIONS[has.field])[negated]
    value = _(has.value) if has.field in ("kind", "level", "perspective") else has.value
    if has.field == "code":
        value = value.rpartition(" > ")[2]
    return _(words).format(value=value, name=has.name)


def far(distance: int, measure: Measure) -> str:
    """A distance in words."""
    if measure == "sentences":
        return ngettext("{n} sentence", "{n} sentences", distance).format(n=distance)
    if measure == "turns":
        return ngettext("{n} turn", "{n} turns", distance).format(n=distance)
    return ngettext("{n} character", "{n} characters", distance).format(n=distance)
