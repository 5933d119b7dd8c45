"""A coded text as one HTML page: numbered lines, words in the colours of their codes, stripes beside, a legend."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from qda.export.characters import legal
from qda.export.html import page_head
from qda.export.leaving.files import replacing
from qda.export.profiles import Profile
from qda.export.texts.coded_text import CodedText, Finder, Stripe, mixed
from qda.i18n import N_, _
from qda.progress import Progress

_STEP = 500
_LANES = 24
"""Stripes that are drawn side by side; the words of further ones are still coloured and named."""
_LANE = 7
"""A stripe and what is between two, in pixels as the style has them."""
_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.6 "Times New Roman", "Liberation Serif", serif; color: #1c1c1c; background: #fff;
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
.about { font-style: italic; }
table.text { border-collapse: collapse; }
table.text td { padding: 0; vertical-align: top; }
td.n { color: #6b6b6b; font: .75rem/2.1 sans-serif; text-align: right; padding-right: .75rem !important; width: 2.5rem;
  user-select: none; }
td.w { white-space: pre-wrap; max-width: 46rem; padding-right: 1.5rem !important; }
td.s { position: relative; font: .75rem/1.4 sans-serif; width: 28rem; }
td.s div { position: absolute; top: 0; bottom: 0; left: 0; display: flex; }
td.s i { width: 5px; margin-right: 2px; }
td.s span { display: block; padding-top: .25rem; }
.legend { list-style: none; padding: 0; columns: 2; }
.legend i { display: inline-block; width: 1rem; height: 1rem; margin-right: .5rem; vertical-align: -.15rem; }
.legend li { break-inside: avoid; }
@media print { body { max-width: none; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def write_page(path: Path, coded: CodedText, profile: Profile, progress: Progress) -> None:
    """Write an .html of a coded text. Raises CannotWrite, Cancelled."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_page(coded, profile, progress))


def _page(coded: CodedText, profile: Profile, progress: Progress) -> Iterator[str]:
    lanes = min(coded.lanes, _LANES)
    beside = f"td.s span {{ margin-left: {_LANE * lanes + 6}px; }}\n"
    yield page_head(coded.name, profile, _STYLE + beside)
    yield f"<h1>{_words(coded.name)}</h1>\n"
    if coded.about:
        yield f'<p class="about">{_words(coded.about)}</p>\n'
    heads = (profile.say(N_("Line")), profile.say(N_("Text")), profile.say(N_("Codes")))
    hidden = "position:absolute;left:-9999px"
    yield '<table class="text">\n<thead style="' + hidden + '"><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead>\n<tbody>\n"
    finder, lines = Finder(coded), coded.lines()
    for number, (start, stop) in enumerate(lines, start=1):
        if number % _STEP == 1:
            progress.step(number - 1, len(lines), _("Writing the page"))
        yield _line(number, start, stop, coded, finder, lanes)
    yield "</tbody>\n</table>\n"
    yield from _legend(coded, profile)
    yield "</main>\n</body>\n</html>\n"


def _line(number: int, start: int, stop: int, coded: CodedText, finder: Finder, lanes: int) -> str:
    words = ""
    for stretch in finder.cut(start, stop):
        text = _words(coded.text[stretch.start : stretch.end])
        if not stretch.over:
            words += text
            continue
        names = escape("; ".join(dict.fromkeys(legal(stripe.path) for stripe in stretch.over)))
        words += f'<mark style="background:{mixed([s.color for s in stretch.over])}" title="{names}">{text}</mark>'
    over = finder.over(start, max(stop, start + 1))
    return (
        f'<tr id="l{number}"><td class="n">{number}</td><td class="w" dir="auto">{words}</td>'
        f'<td class="s">{_stripes(over, start, lanes)}</td></tr>\n'
    )


def _stripes(over: list[Stripe], start: int, lanes: int) -> str:
    if not lanes:
        return ""
    color = {stripe.lane: stripe.color for stripe in over}
    bars = "".join(f'<i style="background:{color[lane]}"></i>' if lane in color else "<i></i>" for lane in range(lanes))
    named = [stripe for stripe in over if stripe.start >= start]
    labels = escape(legal(", ".join(dict.fromkeys(stripe.code for stripe in named))))
    told = f"<span>{labels}</span>" if named else ""
    return f'<div aria-hidden="true">{bars}</div>{told}'


def _legend(coded: CodedText, profile: Profile) -> Iterator[str]:
    legend = coded.legend
    if not legend:
        return
    yield f'<h2>{profile.say(N_("Codes"))}</h2>\n<ul class="legend">\n'
    for path, color, count in legend:
        counted = profile.number_of(count, N_("{n} coding"), N_("{n} codings"))
        yield f'<li><i style="background:{color}"></i>{_words(path)} ({counted})</li>\n'
    yield "</ul>\n"


def _words(text: str) -> str:
    return escape(legal(text), quote=False)
