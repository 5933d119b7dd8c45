"""A case as the page shows it: HTML with links that name what they lead to (`source:12`, `code:7`, `memo:3`)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from qda.days import day
from qda.i18n import N_, _, ngettext
from qda.ui.theme import PLAIN_CODE, Ink, lifted

if TYPE_CHECKING:
    from qda.analysis.study.case_view import CaseView, CodeCount, Saying

FEW = 24
"""So many codes of a level are shown at first."""
_LEVELS = (
    ("theme", N_("Themes")),
    ("category", N_("Categories")),
    ("focused", N_("Focused codes")),
    ("initial", N_("Initial codes")),
)
SIGNS = {
    "yes": N_("agreed"),
    "no": N_("refused"),
    "withdrawn": N_("withdrew"),
    "open": N_("no answer yet"),
    "": N_("not asked"),
}


def body(view: CaseView, ink: Ink, opened: frozenset[str] = frozenset()) -> str:
    """Everything but the two texts that are written in place; `opened` are levels of which all codes are shown."""
    parts = (
        _attributes(view, ink),
        _sources(view, ink),
        _people(view, ink),
        *_codes(view, ink, opened),
        _memos(view, ink),
        _sayings(_("Claims and propositions"), view.claims, ink),
        _sayings(_("Matrices"), view.matrices, ink),
        _sayings(_("Maps it stands on"), view.maps, ink),
        _passages(view, ink),
    )
    return f"<style>{_style(ink)}</style>" + "".join(part for part in parts if part)


def _style(ink: Ink) -> str:
    return (
        f"a {{ color: {ink.accent}; text-decoration: none; }} "
        f"h3 {{ color: {ink.ink}; margin: 18px 0 4px 0; font-weight: 600; font-size: medium; }} "
        f"td, th {{ padding: 3px 14px 3px 0; vertical-align: top; }} "
        f"th {{ color: {ink.soft}; font-weight: normal; text-align: left; }} "
        f".soft {{ color: {ink.soft}; }} .amber {{ color: {ink.hint}; }}"
    )


def _section(title: str, inner: str) -> str:
    return f"<h3>{escape(title)}</h3>{inner}" if inner else ""


def _link(kind: str, number: int, words: str, *more: int) -> str:
    address = ":".join((kind, str(number), *map(str, more)))
    return f'<a href="{address}">{escape(words)}</a>'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table cellspacing="0">{f"<tr>{head}</tr>" if head else ""}{lines}</table>' if lines else ""


def _soft(words: str) -> str:
    return f'<span class="soft">{escape(words)}</span>'


def _attributes(view: CaseView, ink: Ink) -> str:
    """Inherited values are faint, with where they come from."""
    rows = []
    for each in view.attributes:
        origin = _("from {unit}").format(unit=each.origin)
        value = _soft(f"{each.words} ({origin})") if each.origin else escape(each.words)
        rows.append((_soft(each.name), value))
    return _section(_("Attributes"), _table((), rows))


def _sources(view: CaseView, ink: Ink) -> str:
    rows = []
    timed = any(row.minutes is not None for row in view.sources)
    for row in view.sources:
        looked = row.coverage
        share = looked.percent if looked is not None and looked.lines else "–"
        kind = " · ".join(_(part) for part in (row.kind, row.perspective) if part)
        name = _link("source", row.id, row.name)
        if not row.home:
            name += " " + _soft(_("(elsewhere)"))
        cells = [name, escape(row.date or "–"), escape(kind), f"{row.words:,}"]
        if timed:
            cells.append("–" if row.minutes is None else str(row.minutes))
        rows.append((*cells, str(row.segments), share))
    heads = [_("Source"), _("Date"), _("Kind and perspective"), _("Words")]
    heads += [*([_("Minutes")] if timed else []), _("Segments"), _("Looked at")]
    if not rows:
        return _section(_("Sources"), _soft(_("No source lies in this case yet: give one its home in the study.")))
    return _section(_("Sources"), _table(heads, rows))


def _people(view: CaseView, ink: Ink) -> str:
    rows = []
    asked = any(person.consent for person in view.people)
    for person in view.people:
        told = _(SIGNS[person.consent])
        sign = f'<span class="amber">{escape(told)}</span>' if person.consent in ("no", "withdrawn") else _soft(told)
        rows.append((_link("participant", person.id, person.name), escape(person.role), sign if asked else ""))
    return _section(_("Participants"), _table((), rows))


def _codes(view: CaseView, ink: Ink, opened: frozenset[str]) -> Iterable[str]:
    for level, title in _LEVELS:
        codes = view.of_level(level)
        shown = codes if level in opened else codes[:FEW]
        rows = [_code(code, view, ink) for code in shown]
        inner = _table((), rows)
        if len(shown) < len(codes):
            words = _("… and {count} more").format(count=len(codes) - len(shown))
            inner += f'<a href="all:{level}">{escape(words)}</a>'
        yield _section(f"{_(title)} · {len(codes)}", inner)


def _code(code: CodeCount, view: CaseView, ink: Ink) -> tuple[str, ...]:
    square = f'<span style="color:{lifted(code.color or PLAIN_CODE, ink)}">■</span>'
    told = _("{count:,} of {base:,} segments").format(count=code.segments, base=view.segments)
    where = _("{count} of {base} sources").format(count=code.sources, base=view.coded_sources)
    return f"{square} {_link('code', code.id, code.name)}", _soft(told), _soft(where)


def _memos(view: CaseView, ink: Ink) -> str:
    rows = [
        (_soft(day(memo.created_at)), _link("memo", memo.id, memo.shown_title), _soft(_(memo.kind)))
        for memo in view.memos
    ]
    return _section(_("Memos"), _table((), rows) or _soft(_("None hangs on this case yet: Ctrl+M begins one.")))


def _sayings(title: str, found: tuple[Saying, ...], ink: Ink) -> str:
    rows = [(_link(each.kind, each.id, each.name), _soft(_(each.told)) if each.told else "") for each in found]
    return _section(title, _table((), rows))


def _passages(view: CaseView, ink: Ink) -> str:
    rows = [
        (_link("source", each.source_id, each.source, each.start, each.end), f"“{escape(each.words)}”")
        for each in view.passages
    ]
    return _section(_("Passages in other sources"), _table((), rows))


def counts(view: CaseView) -> str:
    """“4 sources, 103 segments, 84 codes”."""
    return ", ".join(
        (
            ngettext("{count} source", "{count} sources", len(view.sources)).format(count=len(view.sources)),
            ngettext("{count:,} segment", "{count:,} segments", view.segments).format(count=view.segments),
            ngettext("{count} code", "{count} codes", len(view.codes)).format(count=len(view.codes)),
        )
    )
