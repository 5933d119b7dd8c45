"""A coded text as Word: words shaded in the colours of their codes, and a margin comment for each coding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from qda.export.characters import legal
from qda.export.leaving.files import replacing
from qda.export.profiles import MARGIN, PAPERS, Profile
from qda.export.tables import Properties
from qda.export.texts.coded_text import CodedText, Finder, Stripe, mixed
from qda.export.word.package import HEAD, MAIN, OFFICE, Extras, entry, parts, store
from qda.export.word.text import is_right_to_left, paragraph, runs
from qda.i18n import N_, _
from qda.progress import Progress

_STEP = 200
_NUMBER = 720
"""Twips for the numbers of lines beside the text."""
_HANGING = f'<w:tabs><w:tab w:val="left" w:pos="{_NUMBER}"/></w:tabs><w:ind w:left="{_NUMBER}" w:hanging="{_NUMBER}"/>'


def write_word(path: Path, coded: CodedText, profile: Profile, progress: Progress) -> None:
    """Write a .docx of a coded text. Raises CannotWrite, Cancelled."""
    notes = comments(coded)
    extras = Extras(prose=True, comments=_comments_part(notes))
    package = parts({}, Properties(title=coded.name), profile, extras)
    with replacing(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        for name, content in package.items():
            store(archive, name, content)
        with archive.open(entry("word/document.xml"), "w") as document:
            for piece in _document(coded, notes, profile, progress):
                document.write(piece.encode())


Note = tuple[int, int, str, tuple[Stripe, ...]]
"""Begin and end (code points), coder, the codings: those of one coder on the same words share a comment."""


def comments(coded: CodedText) -> list[Note]:
    """The margin comments in their order; what has no words gets none."""
    found: dict[tuple[int, int, str], list[Stripe]] = defaultdict(list)
    for stripe in coded.stripes:
        if stripe.start < stripe.end:
            found[stripe.start, stripe.end, stripe.coder].append(stripe)
    return [(start, end, coder, tuple(stripes)) for (start, end, coder), stripes in found.items()]


def _comments_part(notes: Sequence[Note]) -> str:
    made = "".join(_comment(number, coder, stripes) for number, (_start, _end, coder, stripes) in enumerate(notes))
    return f'{HEAD}<w:comments xmlns:w="{MAIN}">{made}</w:comments>'


def _comment(number: int, coder: str, stripes: Sequence[Stripe]) -> str:
    words = "".join(paragraph(runs(stripe.path), "CommentText") for stripe in stripes)
    initials = "".join(word[0] for word in coder.split())[:4] or "?"
    who = f"w:author={quoteattr(legal(coder) or '?')} w:initials={quoteattr(legal(initials))}"
    return f'<w:comment w:id="{number}" {who}>{words}</w:comment>'


def _document(coded: CodedText, notes: Sequence[Note], profile: Profile, progress: Progress) -> Iterator[str]:
    yield f'{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>'
    yield paragraph(runs(coded.name), "Title")
    if coded.about:
        yield paragraph(runs(coded.about), "MemoAbout")
    begin, end = _ends(notes)
    finder, lines = Finder(coded), coded.lines()
    cuts = sorted(set(begin) | set(end))
    place = 0
    for number, (start, stop) in enumerate(lines, start=1):
        if number % _STEP == 1:
            progress.step(number - 1, len(lines), _("Writing the Word file"))
        # A comment that ends among blanks between two lines closes with the line that it follows.
        inside = []
        limit = lines[number][0] if number < len(lines) else len(coded.text) + 1
        while place < len(cuts) and cuts[place] < limit:
            inside.append(cuts[place])
            place += 1
        yield _line(number, start, stop, coded, finder, inside, begin, end)
    yield from _legend(coded, profile)
    width, height = PAPERS[profile.paper]
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    yield (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar {sides} w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _ends(notes: Sequence[Note]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    begin: dict[int, list[int]] = defaultdict(list)
    end: dict[int, list[int]] = defaultdict(list)
    for number, (start, stop, _coder, _stripes) in enumerate(notes):
        begin[start].append(number)
        end[stop].append(number)
    return begin, end


def _line(
    number: int,
    start: int,
    stop: int,
    coded: CodedText,
    finder: Finder,
    cuts: Sequence[int],
    begin: dict[int, list[int]],
    end: dict[int, list[int]],
) -> str:
    content = runs(f"{number}\t", face='<w:color w:val="6B6B6B"/><w:sz w:val="16"/><w:szCs w:val="16"/>')
    done = 0
    for stretch in finder.cut(start, stop):
        while done < len(cuts) and cuts[done] <= stretch.start:
            content += _marks(cuts[done], begin, end)
            done += 1
        shade = mixed([stripe.color for stripe in stretch.over]).lstrip("#") if stretch.over else ""
        face = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        content += runs(coded.text[stretch.start : stretch.end], face=face)
    content += "".join(_marks(cut, begin, end) for cut in cuts[done:])
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{_NUMBER}"/></w:tabs>'
    backwards = is_right_to_left(coded.text[start:stop])
    bidi = "<w:bidi/>" if backwards else ""
    indent = f'<w:ind w:left="{_NUMBER}" w:hanging="{_NUMBER}"/>'
    return paragraph(content, "CodedText", properties=f"{tabs}{bidi}{indent}")


def _marks(at: int, begin: dict[int, list[int]], end: dict[int, list[int]]) -> str:
    """Ends first, so that comments that meet do not overlap."""
    made = ""
    for number in end.get(at, ()):
        reference = (
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )
        made += f'<w:commentRangeEnd w:id="{number}"/>{reference}'
    return made + "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in begin.get(at, ()))


def _legend(coded: CodedText, profile: Profile) -> Iterator[str]:
    legend = coded.legend
    if not legend:
        return
    yield paragraph(runs(profile.say(N_("Codes"))), "Heading1")
    for path, color, count in legend:
        fill = mixed([color]).lstrip("#")
        swatch = runs("\u2003\u2003", face=f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
        counted = profile.number_of(count, N_("{n} coding"), N_("{n} codings"))
        yield paragraph(f"{swatch}{runs(f'{chr(9)}{path} ({counted})')}", "ListParagraph", properties=_HANGING)
