"""Text as Word's XML: exact, each script in its font, each direction in its run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from qda.export.characters import legal
from qda.export.profiles import Profile
from qda.export.tables import Run, Text

_LINE_END = re.compile("\r\n|\r|\n")
# Where right-to-left letters live; most texts have none and are not looked at further.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_BLANKS = " \t\r\n"
_EMPTY_LINES = re.compile("(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+")
_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
"""Parts a text in two with a hyphen after which no line ends."""
_OPENING, _CLOSING = '“„«"', '”“»"'
_MARKS = frozenset(_OPENING + _CLOSING)
_WITHIN = re.compile('“[^“”„«»"]+”|„[^“”„«»"]+[“”]|«[^“”„«»"]+»|"[^“”„«»"]+"')
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


def lines(text: str) -> list[str]:
    """The text at its line ends, which become paragraphs."""
    return _LINE_END.split(text) if "\n" in text or "\r" in text else [text]


def is_right_to_left(text: str) -> bool:
    """True if the first letter with a direction runs right to left."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def runs(text: str, *, style: str = "", face: str = "") -> str:
    """Runs of one paragraph in a character style; `face` holds further run properties, such as italics."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    text = legal(text)
    if text.isascii():
        return _run(text, named + face) if text else ""
    parts = _directed(text) if _RIGHT_TO_LEFT.search(text) else [(text, False)]
    return "".join(_run(part, named + _faced(part, face, backwards)) for part, backwards in parts)


def rich_runs(text: Text, *, style: str = "") -> str:
    """Runs of a text with its faces."""
    return "".join(runs(run.text, style=style, face=face_of(run)) for run in text)


def face_of(run: Run) -> str:
    """Bold and italic as run properties, in the schema's order."""
    return ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")


def paragraph(content: str, style: str, *, properties: str = "", right_to_left: bool = False) -> str:
    """A paragraph of `content` (runs). `properties` come after the style, in the order of the schema."""
    bidi = "<w:bidi/>" if right_to_left else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_ordered(properties, bidi)}</w:pPr>{content}</w:p>'


def text_paragraphs(text: str, style: str, *, properties: str = "") -> str:
    """A text as one paragraph for each of its lines, each in its own direction."""
    return "".join(
        paragraph(runs(line), style, properties=properties, right_to_left=is_right_to_left(line))
        for line in lines(text)
    )


def trimmed(text: str) -> str:
    """Words without the blanks at their ends and the empty lines between them: these part turns, and say nothing."""
    text = text.strip(_BLANKS)
    return _EMPTY_LINES.sub("\n", text) if "\n" in text or "\r" in text else text


def quoted(text: str, profile: Profile) -> str:
    """The words between the quotation marks of the document's language; those that they bring become these.

    What is quoted within them stands between the inner marks, as APA and German usage have it. What a segment takes
    along of the blanks around it is left off.
    """
    text = trimmed(text)
    if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING and not any(c in _MARKS for c in text[1:-1]):
        text = text[1:-1]
    opening, closing = profile.quotation_marks
    before, after = profile.inner_marks
    within = _WITHIN.sub(lambda found: f"{before}{found[0][1:-1]}{after}", text)
    return f"{opening}{within}{closing}"


def _ordered(properties: str, bidi: str) -> str:
    # The schema wants keepNext before bidi, and ind, jc, sectPr after it.
    if not bidi:
        return properties
    keep = "<w:keepNext/>"
    return keep + bidi + properties.removeprefix(keep) if properties.startswith(keep) else bidi + properties


def _run(text: str, properties: str) -> str:
    content = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{_unbroken(escape(piece))}</w:t>' if piece else "" for piece in text.split("\t")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{content}</w:r>"


def _unbroken(text: str) -> str:
    """Text in which no line ends within a day (2010-01-11), as it would at its hyphens."""
    return _DAY.sub(rf"\1{_HYPHEN}\2{_HYPHEN}\3", text) if text.count("-") > 1 and not _DAY.fullmatch(text) else text


def _faced(text: str, face: str, backwards: bool) -> str:
    """Run properties in the schema's order: fonts, face, direction, language."""
    font, language = _east_asian(text)
    return f"{font}{face}{'<w:rtl/>' if backwards else ''}{language}"


def _east_asian(text: str) -> tuple[str, str]:
    """Font and language of a run in Japanese or Korean; Chinese is the document's default."""
    if _KANA.search(text):
        return '<w:rFonts w:eastAsia="MS Mincho"/>', '<w:lang w:eastAsia="ja-JP"/>'
    if _HANGUL.search(text):
        return '<w:rFonts w:eastAsia="Malgun Gothic"/>', '<w:lang w:eastAsia="ko-KR"/>'
    return "", ""


def _directed(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches of one direction; what has none takes its neighbours' if they agree, else the paragraph's.

    A plain reading of rules N1 and N2 of Unicode's bidirectional algorithm (UAX 9): Word shows a run in the direction
    its properties say, so every neutral character must be given one.
    """
    at = 0
    for backwards, same in groupby(_resolved(_directions(text), is_right_to_left(text))):
        end = at + len(list(same))
        yield text[at:end], backwards
        at = end


def _directions(text: str) -> list[bool | None]:
    """True right to left, False left to right, None neutral; a mark goes with its letter."""
    kinds: list[bool | None] = []
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "NSM" and kinds:
            kinds.append(kinds[-1])
        else:
            kinds.append(True if kind in ("R", "AL") else False if kind == "L" else None)
    return kinds


def _resolved(kinds: Iterable[bool | None], base: bool) -> Iterator[bool]:
    before = base
    groups = [(kind, len(list(same))) for kind, same in groupby(kinds)]
    for index, (kind, length) in enumerate(groups):
        after = next((following for following, _length in groups[index + 1 :] if following is not None), base)
        direction = kind if kind is not None else (before if before == after else base)
        yield from [direction] * length
        before = direction
