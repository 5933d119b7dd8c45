"""The styles that prose, contents and coded text need beside those of tables, under the names that Word knows."""

from __future__ import annotations

from qda.export.profiles import Profile
from qda.export.word.layout import text_area

DEEPEST = 9
"""Word's levels of headings."""
_HEADINGS = {1: 32, 2: 28, 3: 26}


def prose_styles(profile: Profile) -> str:
    """Title, headings, body, quotes, lists, contents."""
    made = [
        _style("Title", "Title", '<w:spacing w:after="120"/>', _bold(40)),
        _style("Subtitle", "Subtitle", '<w:spacing w:after="120"/>', _size(26)),
        _style(
            "TOCHeading",
            "TOC Heading",
            '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="120"/>',
            _bold(28),
        ),
        *(_heading(level) for level in range(1, DEEPEST + 1)),
    ]
    indent = '<w:ind w:left="567" w:right="567"/>'
    made += [
        _style("BodyText", "Body Text", '<w:spacing w:after="120" w:line="300" w:lineRule="auto"/>', ""),
        # Words of a source are not to be corrected.
        _style("Quote", "Quote", f'<w:spacing w:after="80"/>{indent}', f"<w:noProof/>{_size(22)}"),
        _style("ListParagraph", "List Paragraph", '<w:spacing w:after="60"/>', ""),
        _style(
            "MemoAbout",
            "Memo About",
            '<w:keepNext/><w:spacing w:after="120"/>',
            f"<w:i/><w:iCs/>{_size(20)}",
            custom=True,
        ),
        *(_contents(level, profile) for level in (1, 2, 3)),
        _style(
            "CodedText",
            "Coded Text",
            '<w:spacing w:after="60" w:line="300" w:lineRule="auto"/>',
            "<w:noProof/>",
            custom=True,
        ),
        _style("CommentText", "annotation text", "", _size(20), following="CommentText"),
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>',
    ]
    return "".join(made)


def lists_led(sheet: str, profile: Profile) -> str:
    """The styles with dots before the page numbers of lists of tables and figures."""
    at = sheet.index('w:styleId="TableofFigures"')
    end = sheet.index("</w:style>", at)
    layout = f'<w:pPr>{_dots(profile)}<w:spacing w:after="20"/><w:ind w:left="300" w:hanging="300"/></w:pPr>'
    return f"{sheet[:end]}{layout}<w:rPr>{_size(22)}</w:rPr>{sheet[end:]}"


def _dots(profile: Profile) -> str:
    right = text_area(profile, landscape=False)
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'


def _heading(level: int) -> str:
    size = _HEADINGS.get(level, 24)
    slant = "<w:i/><w:iCs/>" if level > 3 else ""
    return _style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>',
        f"<w:b/><w:bCs/>{slant}{_size(size)}",
    )


def _contents(level: int, profile: Profile) -> str:
    left = 300 * (level - 1)
    face = "<w:b/><w:bCs/>" if level == 1 else ""
    return _style(
        f"TOC{level}",
        f"toc {level}",
        f'{_dots(profile)}<w:spacing w:before="{80 if level == 1 else 0}" w:after="20"/><w:ind w:left="{left}"/>',
        f"{face}{_size(22)}",
        following="Normal",
    )


def _bold(size: int) -> str:
    return f"<w:b/><w:bCs/>{_size(size)}"


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(
    key: str, name: str, properties: str, face: str, *, following: str = "BodyText", custom: bool = False
) -> str:
    own = ' w:customStyle="1"' if custom else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr>{face}</w:rPr></w:style>'
    )
