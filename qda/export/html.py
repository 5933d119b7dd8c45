"""A report as one HTML file: real tables with captions and scopes, pictures inside, no scripts, nothing from elsewhere.

A spreadsheet that opens such a file would run a text such as “=1+1”: cells that begin like a formula are marked as text
(`mso-number-format`), and a joiner of no width stands before their first letter.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from qda.export.blocks import Block, Figure, Heading, Prose
from qda.export.characters import legal
from qda.export.leaving import gate
from qda.export.leaving.files import replacing
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Marked, Properties, Quote, Row, Table, Text, base_words, cell_text, unmarked
from qda.export.word.text import quoted
from qda.i18n import N_, _
from qda.progress import Progress, Silent

_STEP = 500
_RUNS = re.compile("[=+\\-@\t\r＝＋－＠]")
JOINER = "\u2060"
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 "Times New Roman", "Liberation Serif", serif; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2rem 0 .5rem; }
.about { font-style: italic; font-size: .875rem; }
blockquote { margin: .5rem 2rem; }
table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; font-size: .875rem; margin: 0; }
caption { text-align: left; margin-bottom: .5rem; font-size: 1rem; }
caption b, caption i, figcaption b, figcaption i { display: block; }
thead { border-bottom: 1px solid; }
th, td { padding: .2rem .5rem; vertical-align: top; text-align: left; font-weight: normal; }
th.n, td.n { text-align: right; }
thead th { vertical-align: bottom; }
th[scope=colgroup] { text-align: center; border-bottom: 1px solid; }
tr.strong > th { font-weight: bold; }
.wide { overflow-x: auto; margin-top: 2rem; }
.from { display: block; font-size: .8125rem; }
.note { font-size: .875rem; margin: .25rem 0; }
.t { mso-number-format: "\\@"; }
figure { margin: 2rem 0; }
img { max-width: 100%; height: auto; background: #fff; }
nav a { text-decoration: none; }
nav ul { list-style: none; padding: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media print { body { max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } }
"""


def write_html(
    path: Path,
    blocks: Sequence[Block],
    *,
    properties: Properties,
    profile: Profile = APA,
    progress: Progress | None = None,
    front: Sequence[str] | None = None,
) -> None:
    """Write blocks to one .html; with `front` (title and lines beneath) contents come first.

    Raises CannotWrite, Cancelled.
    """
    gate.look(blocks)
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(document(blocks, properties, profile, progress or Silent(), front))


def document(
    blocks: Sequence[Block],
    properties: Properties,
    profile: Profile,
    progress: Progress,
    front: Sequence[str] | None = None,
) -> Iterator[str]:
    """The file in pieces."""
    title = front[0] if front else properties.title
    yield page_head(title, profile, _STYLE)
    if front:
        yield f"<h1>{_words(front[0])}</h1>\n"
        yield from (f"<p>{_words(line)}</p>\n" for line in front[1:])
        yield from _contents(blocks, profile)
    elif not any(isinstance(block, Prose) and block.kind == "title" for block in blocks):
        # A page needs a heading for those who walk by headings; others see the captions.
        yield f'<h1 class="unseen">{_words(title)}</h1>\n'
    keys = {block.key: _anchor(block) for block in blocks if isinstance(block, Table | Figure) and block.key}
    # The title is the only heading of the first level.
    deeper = 2 - min((block.level for block in blocks if isinstance(block, Heading)), default=2)
    listing = False
    for at, block in enumerate(blocks):
        item = isinstance(block, Prose) and block.kind == "item"
        if item != listing:
            yield '<div role="list">\n' if item else "</div>\n"
            listing = item
        if isinstance(block, Heading):
            level = min(6, block.level + deeper)
            yield f'<h{level} id="h{at}">{_words(block.text)}</h{level}>\n'
        elif isinstance(block, Prose):
            yield _prose(block, keys)
        elif isinstance(block, Figure):
            yield _figure(block, profile, keys)
        else:
            yield from _table(block, profile, progress, keys)
    yield "</div>\n" if listing else ""
    yield "</main>\n</body>\n</html>\n"


def page_head(title: str, profile: Profile, style: str) -> str:
    """Everything up to the first word of the page."""
    return (
        f'<!DOCTYPE html>\n<html lang="{profile.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Gerund">\n<title>{_words(title)}</title>\n<style>{style}</style>\n'
        "</head>\n<body>\n<main>\n"
    )


def _contents(blocks: Sequence[Block], profile: Profile) -> Iterator[str]:
    heads = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 2]
    if heads:
        words = profile.say(N_("Contents"))
        yield f'<nav aria-label="{escape(words)}"><h2>{words}</h2>\n<ul>\n'
        for at, block in heads:
            indent = f' style="margin-left:{1.5 * (block.level - 1)}rem"'
            yield f'<li{indent}><a href="#h{at}">{_words(block.text)}</a></li>\n'
        yield "</ul>\n</nav>\n"
    for kind, word, title in (
        (Table, "Table", N_("List of Tables")),
        (Figure, "Figure", N_("List of Figures")),
    ):
        items = [block for block in blocks if isinstance(block, Table | Figure) and isinstance(block, kind)]
        if items:
            words = profile.say(title)
            yield f'<nav aria-label="{escape(words)}"><h2>{words}</h2>\n<ul>\n'
            for item in items:
                label = f"{profile.say(word)} {item.number}  {item.title}"
                yield f'<li><a href="#{_anchor(item)}">{_words(label)}</a></li>\n'
            yield "</ul>\n</nav>\n"


def _anchor(block: Table | Figure) -> str:
    return f"{'t' if isinstance(block, Table) else 'f'}{block.number}"


def _words(text: str) -> str:
    return escape(legal(text), quote=False).replace("\n", "<br>")


def _rich(text: Text, keys: Mapping[str, str] | None = None) -> str:
    made = ""
    for run in text:
        words = _words(run.text)
        words = f"<b>{words}</b>" if run.bold else words
        words = f"<i>{words}</i>" if run.italic else words
        to = (keys or {}).get(run.to)
        made += f'<a href="#{to}">{words}</a>' if to else words
    return made


def _prose(block: Prose, keys: Mapping[str, str]) -> str:
    words = _rich(block.text, keys)
    if block.kind == "quote":
        return f'<blockquote dir="auto">{words}</blockquote>\n'
    if block.kind == "item":
        return (
            f'<p role="listitem" dir="auto" style="margin:0 0 .25rem {1.5 * (block.level + 1)}rem">'
            f"{_words(block.sign)} {words}</p>\n"
        )
    if block.kind == "reference":
        return f'<p dir="auto" style="padding-inline-start:2rem;text-indent:-2rem">{words}</p>\n'
    if block.kind == "title":
        return f"<h1>{words}</h1>\n"
    style = ' class="about"' if block.kind == "about" else ""
    return f'<p dir="auto"{style}>{words}</p>\n'


def _figure(figure: Figure, profile: Profile, keys: Mapping[str, str]) -> str:
    data = base64.b64encode(figure.png).decode()
    told = escape(legal(figure.description or figure.title))
    words = f"<b>{profile.say('Figure')} {figure.number}</b> <i>{_words(figure.title)}</i>"
    notes = _notes(figure, profile, keys)
    picture = f'<img alt="{told}" src="data:image/png;base64,{data}">\n'
    caption = f"<figcaption>{words}</figcaption>\n"
    inside = f"{picture}{caption}{notes}" if profile.figure_caption_below else f"{caption}{picture}{notes}"
    return f'<figure id="{_anchor(figure)}">{inside}</figure>\n'


# --- tables --------------------------------------------------------------------------------------------------------


def _table(table: Table, profile: Profile, progress: Progress, keys: Mapping[str, str]) -> Iterator[str]:
    columns = [(at, table.columns[at]) for at in table.printed]
    label = f"{profile.say('Table')} {table.number}"
    described = f' aria-description="{escape(legal(table.description))}"' if table.description else ""
    region = f'id="{_anchor(table)}" role="region" aria-label="{label}" tabindex="0"'
    yield (
        f'<div class="wide" {region}>\n<table{described}>\n'
        f"<caption><b>{label}</b> <i>{_words(table.title)}</i></caption>\n<thead>\n"
    )
    yield from _head([column for _at, column in columns], profile)
    yield "</thead>\n<tbody>\n"
    for number, row in enumerate(table.rows):
        if number % _STEP == 0:
            progress.step(number, len(table.rows), _("Writing the table"))
        yield _row(row, columns, profile)
    yield f"</tbody>\n</table>\n{_notes(table, profile, keys)}</div>\n"


def _head(columns: Sequence[Column], profile: Profile) -> Iterator[str]:
    grouped = any(column.group for column in columns)
    if grouped:
        cells = []
        for group, members in groupby(columns, key=lambda column: column.group):
            same = list(members)
            if group:
                cells.append(f'<th scope="colgroup" colspan="{len(same)}">{_words(group)}</th>')
            else:
                cells += [_heading(column, profile, ' rowspan="2"') for column in same]
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield f"<tr>{''.join(_heading(column, profile) for column in columns if column.group or not grouped)}</tr>\n"


def _heading(column: Column, profile: Profile, more: str = "") -> str:
    number = ' class="n"' if column.numeric else ""
    base = "" if column.base is None else f"<br>{_rich(base_words(column, profile))}"
    marks = f"<sup>{_words(column.marks)}</sup>" if column.marks else ""
    return f'<th scope="col"{number}{more}>{_words(column.heading)}{marks}{base}</th>'


def _row(row: Row, columns: Sequence[tuple[int, Column]], profile: Profile) -> str:
    cells = "".join(
        _cell(row.cells[at], column, profile, row, first=not place) for place, (at, column) in enumerate(columns)
    )
    return f"<tr{' class=strong' if row.strong else ''}>{cells}</tr>\n"


def _cell(cell: Cell, column: Column, profile: Profile, row: Row, *, first: bool) -> str:
    value = unmarked(cell)
    text = cell_text(value, column, profile)
    marks = f"<sup>{_words(cell.marks)}</sup>" if isinstance(cell, Marked) else ""
    if isinstance(value, Quote):
        attribution = value.attribution(profile)
        told = f'<span class="from">{_words(attribution)}</span>' if attribution else ""
        return f'<td dir="auto"><q style="quotes:none">{_words(quoted(text, profile))}</q>{marks}{told}</td>'
    face = "n" if column.numeric else ""
    if isinstance(value, str) and _RUNS.match(text):
        face, text = "t", JOINER + text
    named = f' class="{face}"' if face else ""
    if first:
        indent = f' style="padding-left:{0.5 + row.indent}rem"' if row.indent else ""
        return f'<th scope="row"{named}{indent} dir="auto">{_words(text)}{marks}</th>'
    return f"<td{named}{' dir=auto' if isinstance(value, str) and text else ''}>{_words(text)}{marks}</td>"


def _notes(block: Table | Figure, profile: Profile, keys: Mapping[str, str]) -> str:
    told = " ".join(_rich(note, keys) for note in block.notes)
    made = [f"<i>{profile.say('Note.')}</i> {told}"] if told else []
    if isinstance(block, Table):
        made += [f"<sup>{_words(letter)}</sup> {_rich(note)}" for letter, note in block.specific]
    if block.source:
        made.append(f"<i>{profile.say('Source:')}</i> {_words(block.source)}")
    return "".join(f'<p class="note">{words}</p>\n' for words in made)
