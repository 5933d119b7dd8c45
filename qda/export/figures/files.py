"""A figure with its caption and its note, and the files it goes into: .svg, .png, .pdf and .docx."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import qda
from qda.collecting import without_collecting
from qda.errors import QdaError
from qda.export.blocks import Figure
from qda.export.characters import legal
from qda.export.figures.kinds import Picture
from qda.export.figures.painting import figure, save_pixels
from qda.export.figures.pen import CAPTION, INK, NOTE, PAGE, SOFT, Label, Plot, lines_of
from qda.export.leaving import gate
from qda.export.leaving.files import replacing
from qda.export.maps.fonts import Fonts
from qda.export.tables import Properties, Run, Text
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.progress import Progress

FORMATS = (".svg", ".png", ".pdf", ".docx")
DPI = 300
_MARGIN = 14.0


class UnknownFigureFormat(QdaError):
    """A figure was asked for in a format that is not written."""

    hint = N_("Choose a name that ends in .svg, .png, .pdf or .docx.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("A figure cannot be written as “{name}”.").format(name=path.name))


def plate(picture: Picture, *, number: int = 1, captioned: bool = True) -> Plot:
    """The figure on its sheet: number and caption above (German: below), the note beneath."""
    profile = picture.profile
    made = Plot(picture.plot.width + 2 * _MARGIN)
    room = picture.plot.width
    y = _MARGIN
    if not captioned:
        made.items, made.spots = (part := picture.plot.moved(_MARGIN, y)).items, part.spots
        made.height = y + picture.plot.height + _MARGIN
        return made
    if not profile.figure_caption_below:
        y = _caption(made, picture, number, y, room)
    inner = picture.plot.moved(_MARGIN, y)
    made.add(*inner.items)
    made.spots += inner.spots
    y += picture.plot.height + 8
    if profile.figure_caption_below:
        y = _caption(made, picture, number, y, room)
    told = " ".join([profile.say(N_("Note.")), *picture.notes])
    y = made.paragraph(_MARGIN, y + NOTE, lines_of(told, room, NOTE), NOTE, SOFT)
    made.height = y - NOTE + _MARGIN
    return made


def _caption(made: Plot, picture: Picture, number: int, y: float, room: float) -> float:
    label = picture.profile.say(N_("Figure {number}"), number=number)
    made.add(Label(_MARGIN, y + CAPTION, label, CAPTION, INK, bold=True))
    return made.paragraph(_MARGIN, y + 2.5 * CAPTION, lines_of(picture.title, room, CAPTION), CAPTION, italic=True)


def save(
    path: Path,
    pictures: Sequence[Picture],
    *,
    dpi: int = DPI,
    progress: Progress | None = None,
) -> None:
    """Write a figure by the ending of the name; a .docx holds several. Raises UnknownFigureFormat, CannotWrite."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise UnknownFigureFormat(path)
    gate.look(list(pictures))
    if ending == ".docx":
        from qda.export.blocks import numbered, sourced
        from qda.export.word.document import write_blocks

        profile = pictures[0].profile
        blocks = sourced(numbered([block(picture) for picture in pictures]), profile)
        write_blocks(path, blocks, properties=Properties(title=pictures[0].title), profile=profile, progress=progress)
        return
    with replacing(path) as draft:
        draft.write_bytes(rendered(pictures[0], ending[1:], dpi=dpi))


def rendered(picture: Picture, kind: str, *, dpi: int = DPI, captioned: bool = True, number: int = 1) -> bytes:
    """The figure as svg, png or pdf; words stay words in svg and pdf."""
    return painted(
        plate(picture, number=number, captioned=captioned), kind, picture.title, picture.description, dpi=dpi
    )


def painted(plot: Plot, kind: str, title: str, description: str, *, dpi: int = DPI) -> bytes:
    """A plot as the bytes of a file."""
    import matplotlib as mpl

    program = f"Gerund {qda.__version__}"
    fonts = Fonts(item.text for item in plot.items if isinstance(item, Label))
    looks: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "gerund",
        "pdf.fonttype": 42 if fonts.truetype else 3,
        "hatch.linewidth": 0.5,
        "path.simplify": False,
    }
    # In a picture of pixels its words go beside them, where they can be searched for names that are to be hidden.
    words = "\n".join(item.text for item in plot.items if isinstance(item, Label))
    png = {"Title": legal(title), "Description": legal(description[:2000]), "Words": legal(words), "Software": program}
    told: Any = {"Title": legal(title), "Creator": program, "Date" if kind == "svg" else "CreationDate": None}
    stream = io.BytesIO()
    with mpl.rc_context(looks), without_collecting():
        if kind == "png":
            save_pixels(plot, stream, dpi, png)
        else:
            figure(plot).savefig(stream, format=kind, dpi=72, metadata=told)
    data = stream.getvalue()
    return _accessible(data, title, description) if kind == "svg" else data


def _accessible(data: bytes, title: str, description: str) -> bytes:
    """With a role and with words, for those who hear it."""
    head, mark, rest = data.decode("utf-8").partition("<svg ")
    opening, close, inside = rest.partition(">")
    named = f'role="img" aria-label="{escape(legal(title), {chr(34): "&quot;"})}" {opening}'
    words = f"\n <desc>{escape(legal(description))}</desc>"
    return f"{head}{mark}{named}{close}{words}{inside}".encode()


def block(picture: Picture, *, number: int = 1, dpi: int = 220) -> Figure:
    """The figure for a document, which sets caption and note itself."""
    notes = (_statistical(" ".join(picture.notes)),)
    png = rendered(picture, "png", dpi=dpi, captioned=False)
    # Shrunk to an upright sheet its words could not be read.
    wide = picture.plot.width > PAGE
    return Figure(picture.title, png, number, picture.description, notes, wide=wide)


_LETTER = re.compile(r"(?<![\w’'.])([Nn])(?=\s)")
"""The number of cases by itself: a statistic, which is set in italics."""


def _statistical(words: str) -> Text:
    """A note whose *N* and *n* are in italics, as APA has statistics."""
    parts = _LETTER.split(words)
    return tuple(Run(part, italic=at % 2 == 1) for at, part in enumerate(parts) if part)
