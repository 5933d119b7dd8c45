"""What an act was about, in the language that is spoken: the history keeps these words in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from qda.i18n import N_, _, number

_WORDS = frozenset({"level", "status", "role", "kind", "step", "stage", "outcome", "decision", "result", "target"})
_WORDS |= {"type", "judgement"}
"""Values that are words of the program, or words that users set in their place: the latter stay."""

_COUNTED = re.compile(r"(\d+) ([a-z ]+)")
_QUOTED = re.compile(r"“([^“”]*)”")
_NAME = N_("“{name}”")
_ABOUT = (
    N_("“{attribute}” of “{name}” to “{value}”"),
    N_("“{attribute}” of “{name}” to nothing"),
    N_("“{attribute}” in {count} places"),
    N_("phase “{name}”"),
    N_("consent of {name}: {kind}"),
    N_("{kind} of {who}"),
)
_KINDS = frozenset({"interview", "observation", "records", "quotation"})


def spoken(params: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an act's sentence as they are told now; names and other words of users stay as they are."""
    return {key: _told(key, value) for key, value in params.items()}


def _told(key: str, value: Any) -> Any:
    if key == "count" and type(value) is int:
        return number(value)
    if not isinstance(value, str):
        return value
    if key == "what":
        return _about(value)
    return _(value) if key in _WORDS and value else value


def _about(value: str) -> str:
    found = _COUNTED.fullmatch(value)
    if found is not None:
        return _("{count} " + found[2]).format(count=number(int(found[1])))
    for template, form in _FORMS.items():
        found = form.fullmatch(value)
        if found is not None and found.groupdict().get("kind", "interview") in _KINDS:
            return _(template).format(**{name: _part(name, said) for name, said in found.groupdict().items()})
    if value.startswith("“") and value.endswith("”") and "”, “" not in value:
        return _(_NAME).format(name=value[1:-1])
    if "“" not in value:
        return _(value) if value else ""
    return _QUOTED.sub(lambda quoted: _(_NAME).format(name=quoted[1]), value)


def _part(name: str, said: str) -> str:
    if name == "kind":
        return _(said)
    return _about(said) if name == "who" else said


def _form(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template)), re.DOTALL)


_FORMS: Mapping[str, re.Pattern[str]] = {template: _form(template) for template in _ABOUT}
