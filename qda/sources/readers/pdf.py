"""PDF: the words of every page in reading order, lines of one paragraph joined where the page shows that they are one.

A PDF has lines and no paragraphs. Two lines are joined when the first was full (the next line's first word would not
have fitted before the margin), spacing, letter size and indents agree, and no speaker or list item begins. All else
stays a line: page ends, headings, what stands beside pictures. A hyphen at a line's end goes only when the same
document writes the word without it, or nearly all other words so parted. Larger letters become headings, bold fonts
bold marks. What pages carry beside their text is set aside and counted; nothing else is left out.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qda.i18n import _, ngettext
from qda.progress import Progress, Silent
from qda.sources.readers.page_edges import BESIDE, Edges, Line, without_edges
from qda.sources.readers.problems import DamagedFile, EncryptedFile, NothingToRead, ScannedPdf, TooLarge
from qda.sources.readers.reading import MAX_TEXT, Draft, Reading, make_reading
from qda.sources.transcripts import find_speakers
from qda.text import Mark

if TYPE_CHECKING:
    import pypdfium2

FEWEST = 10  # characters on a page; fewer is a page number on a scan
_BROKEN_WORD = "\ufffe"  # where pdfium joined a word over a line's end
_NEW_ITEM = re.compile(r"(?:[•▪●◦‣–—*·■]|\d{1,3}[.)]|\(?[a-z][.)]|\[?\d{1,2}:\d{2})(?:\s|$|\])")
_BOLD_FONT = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_APART = 2.0  # sizes of a letter: no space between words is so wide
_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD


def read_pdf(data: bytes, file: str, progress: Progress | None = None, *, keep_edges: bool = False) -> list[Reading]:
    """The one text of a .pdf file; raises UnreadableFile.

    Page numbers, running heads and the like are set aside unless `keep_edges`.
    """
    document = _opened(data, file)
    try:
        lines, bare = _lines(document, file, progress or Silent())
        pages = len(document)
    finally:
        document.close()
    letters = sum(len(line.text.strip()) for line in lines)
    if letters < FEWEST * pages and bare:
        raise ScannedPdf(file, pages)
    if not letters:
        raise NothingToRead(file)
    lines, edges = (lines, Edges()) if keep_edges else without_edges(lines)
    draft = _Setting(lines).draft()
    aside = [edges.note()] if edges.count else []
    notes = _notes(bare, draft.text())
    return [make_reading(file, draft.text(), draft.marks, notes=notes, aside=aside, edges=edges.count)]


def _opened(data: bytes, file: str) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code == _PASSWORD:
            raise EncryptedFile(file) from None
        raise DamagedFile(file, "PDF") from None


def _notes(bare: Sequence[int], text: str) -> list[str]:
    found = []
    if bare:
        one = "Page {pages} holds a picture and no text; it may be a scan."
        many = "Pages {pages} hold pictures and no text; they may be scans."
        found.append(ngettext(one, many, len(bare)).format(pages=", ".join(str(page) for page in bare[:20])))
    strange = len(re.findall(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]", text))
    if strange * 20 > len(text):
        found.append(_("Many letters could not be read; text recognition (OCR) may give a better text."))
    return found


# Lines of the pages -----------------------------------------------------------------------------------------------


def _lines(document: pypdfium2.PdfDocument, file: str, progress: Progress) -> tuple[list[Line], list[int]]:
    """All lines, and the numbers of the pages that hold pictures and no text."""
    import pypdfium2

    lines: list[Line] = []
    bare: list[int] = []
    length = 0
    for number in range(len(document)):
        progress.step(number, len(document), _("Reading “{name}”").format(name=file))
        try:
            page = document[number]
            found = list(_page_lines(page, number))
            if sum(len(line.text) for line in found) < FEWEST and _has_picture(page):
                bare.append(number + 1)
        except pypdfium2.PdfiumError:
            raise DamagedFile(file, "PDF") from None
        lines += found
        length += sum(len(line.text) + 1 for line in found)
        if length > MAX_TEXT:
            raise TooLarge(file, MAX_TEXT)
        page.close()
    return lines, bare


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw

    return any(True for _picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5))


def _page_lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    textpage = page.get_textpage()
    measure = _Measure(textpage, page.get_bbox())
    text = textpage.get_text_range()
    # pdfium counts UTF-16 units
    wide = not text.isascii() and max(text, default="") > "\uffff"
    at = 0
    for line in re.split(r"\r\n|\r|\n", text):
        words = line.strip()
        begin = at + len(line) - len(line.lstrip())
        start = len(text[:begin].encode("utf-16-le")) // 2 if wide else begin
        units = len(words.encode("utf-16-le")) // 2 if wide else len(words)
        if words:
            yield measure.line(words, number, start, units)
        at += len(line)
        at += 2 if text.startswith("\r\n", at) else 1
    textpage.close()


class _Measure:
    """Asks pdfium where the characters of a page stand."""

    def __init__(
        self, textpage: Any, box: tuple[float, float, float, float]
    ) -> None:  # pypdfium2 has no hints for its raw calls
        import pypdfium2.raw

        self._raw: Any = pypdfium2.raw
        self._page = textpage
        self._seen = box
        self._box = [ctypes.c_double() for _side in range(4)]
        self._font = ctypes.create_string_buffer(200)
        self._flags = ctypes.c_int()

    def line(self, words: str, page: int, start: int, units: int) -> Line:
        """A line whose text begins at a place in the page's text and has so many UTF-16 units."""
        first, last = self._index(start), self._index(start + units - 1)
        word = self._index(start + min(units, max(1, len(words.split(None, 1)[0]))) - 1)
        left, _right, _bottom, _top = self._place(first)
        _left, right, _bottom, _top = self._place(last)
        word_end = self._place(word)[1]
        return Line(
            text=words,
            page=page,
            box=self._seen,
            left=left,
            right=right,
            first_word=word_end - left,
            baseline=self._baseline(last),
            top=self._baseline(first),
            size=self._raw.FPDFText_GetFontSize(self._page, first),
            bold=tuple(self._bold(words, start)) if units == len(words) else (),
            apart=units == len(words) and self._is_apart(words, start),
        )

    def _is_apart(self, words: str, start: int) -> bool:
        """True if a number at an end of the line stands wide of the words."""
        found = BESIDE.fullmatch(words) if words[0].isdecimal() != words[-1].isdecimal() else None
        if found is None:
            return False
        left, right = (
            found.span("first" if found["first"] else "before")[1],
            found.start("after" if found["first"] else "last"),
        )
        gap = self._place(self._index(start + right))[0] - self._place(self._index(start + left - 1))[1]
        return gap > _APART * float(self._raw.FPDFText_GetFontSize(self._page, self._index(start)))

    def _index(self, unit: int) -> int:
        return max(0, int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, unit)))

    def _place(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self._box
        self._raw.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def _baseline(self, index: int) -> float:
        across, up = self._box[:2]
        self._raw.FPDFText_GetCharOrigin(self._page, index, across, up)
        return float(up.value)

    def _bold(self, words: str, start: int) -> Iterator[tuple[int, int]]:
        """Runs of words in a bold font; each word is as its first letter."""
        run: tuple[int, int] | None = None
        for word in re.finditer(r"\S+", words):
            if self._is_bold(self._index(start + word.start())):
                run = (run[0] if run else word.start(), word.end())
            elif run:
                yield run
                run = None
        if run:
            yield run

    def _is_bold(self, index: int) -> bool:
        length = self._raw.FPDFText_GetFontInfo(self._page, index, self._font, len(self._font), self._flags)
        return length > 0 and _BOLD_FONT.search(self._font.raw[:length]) is not None


# Paragraphs -------------------------------------------------------------------------------------------------------


class _Setting:
    """Decides from the places of all lines which of them are one paragraph."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(line.text for line in lines)))
        self._soft = self._hyphens_are_soft()
        self._turns = self._turn_lines()
        self._last = ""  # the line written last
        sizes = Counter[float]()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._rights: dict[int, list[float]] = defaultdict(list)  # right edges of the lines at each left edge
        for line in lines:
            self._rights[round(line.left)].append(line.right)
        self._large = sorted((size for size in sizes if size >= self._body * 1.15), reverse=True)

    def draft(self) -> Draft:
        """The text with its marks."""
        draft = Draft()
        last: Line | None = None
        margin = 0.0
        for column in self._columns():
            joined = last is not None and self._turns_page(last, column[0], margin)
            margin, leading = self._margin(column), _leading(column)
            self._write(draft, column[0], joined=joined)
            for before, line in itertools.pairwise(column):
                joined = self._goes_on(before, line, margin, leading, first=not joined)
                self._write(draft, line, joined=joined)
            last = column[-1]
        return draft

    def _write(self, draft: Draft, line: Line, *, joined: bool) -> None:
        if not joined:
            draft.line()
        elif not self._joins_word(self._last, line.text):
            draft.add(" ")
        start = draft.length
        words = self._last = self._mended(line.text)
        draft.add(words)
        if round(line.size, 1) in self._large and len(words) <= 200 and any(sign.isalpha() for sign in words):
            level = min(self._large.index(round(line.size, 1)) + 1, 6)
            draft.mark(start, "heading", str(level))
        elif len(words) == len(line.text):  # else the places inside the line have moved
            draft.marks += [Mark(start + left, start + right, "bold") for left, right in line.bold]

    def _columns(self) -> Iterator[list[Line]]:
        """Lines that stand below one another on a page."""
        column: list[Line] = []
        for line in self._lines:
            if column and (line.page != column[-1].page or line.top >= column[-1].baseline):
                yield column
                column = []
            column.append(line)
        if column:
            yield column

    def _goes_on(self, before: Line, line: Line, margin: float, leading: float, *, first: bool) -> bool:
        """True if a line belongs to the paragraph of the one above, which is its first or not."""
        near = before.baseline - line.top <= leading * 1.35
        indent = abs(before.left - line.left) <= 0.5 * before.size or first
        begins = id(line) in self._turns or _NEW_ITEM.match(line.text) is not None
        return near and indent and not begins and _is_full(before, line, margin)

    def _turns_page(self, before: Line, line: Line, margin: float) -> bool:
        """True if a paragraph plainly goes on at the top of the next page or column: in the middle of a sentence."""
        moved = line.page == before.page + 1 or line.left > before.right
        return moved and line.text[0].islower() and before.text[-1] not in ".!?:" and _is_full(before, line, margin)

    def _margin(self, column: Sequence[Line]) -> float:
        """The right edge of a column: how far lines with its left edge reach in the document, some wide ones apart."""
        left = Counter(round(line.left) for line in column).most_common(1)[0][0]
        rights = sorted((right for at in range(left - 20, left + 21) for right in self._rights[at]), reverse=True)
        if len(rights) < 30:  # too few to tell: as far from the right edge of the page as from its left
            return max(rights[0], 0.95 * (column[0].page_width - left))
        rights = rights[len(rights) // 100 :]
        near = 0.04 * (rights[0] - left)
        return next((right for right, following in itertools.pairwise(rights) if right - following <= near), rights[0])

    def _turn_lines(self) -> set[int]:
        """ids of the lines that begin with a speaker's label."""
        starts, at = {}, 0
        for line in self._lines:
            starts[at] = id(line)
            at += len(line.text) + 1
        text = "\n".join(line.text for line in self._lines)
        return {starts[text.rfind("\n", 0, mark.start) + 1] for mark in find_speakers(text)}

    # Hyphens

    def _hyphens_are_soft(self) -> bool:
        """True if words that were parted at a line's end are nearly all written without a hyphen elsewhere."""
        soft = hard = 0
        for line in self._lines:
            for parted in re.finditer(rf"([^\W\d_]+){_BROKEN_WORD}([^\W\d_]+)", line.text):
                soft += parted[1] + parted[2] in self._words
                hard += f"{parted[1]}-{parted[2]}" in self._words
        return soft >= 5 and soft >= 5 * hard

    def _mended(self, text: str) -> str:
        if _BROKEN_WORD not in text:
            return text
        text = re.sub(
            rf"([^\W\d_]+){_BROKEN_WORD}([^\W\d_]+)",
            lambda parted: parted[1] + ("" if self._is_soft(parted[1], parted[2]) else "-") + parted[2],
            text,
        )
        return text.replace(_BROKEN_WORD, "-")

    def _is_soft(self, left: str, right: str) -> bool:
        whole, parted = left + right in self._words, f"{left}-{right}" in self._words
        return whole and not parted if whole != parted else self._soft

    @staticmethod
    def _joins_word(before: str, line: str) -> bool:
        """True if a hyphen at the end of a line belongs to a compound that goes on: “Soviet-” “Union”."""
        return re.search(r"[^\W\d_]-$", before) is not None and line[:1].isalpha()


def _is_full(before: Line, line: Line, margin: float) -> bool:
    """True if the first word of a line would not have fitted at the end of the one before, in letters as large."""
    space = (before.right - before.left) / len(before.text)  # as wide as a letter, in monospaced text at least
    fits = before.right + space + line.first_word <= margin
    return not fits and abs(before.size - line.size) <= 0.08 * before.size and before.right > before.left


def _leading(column: Sequence[Line]) -> float:
    """The usual distance between two baselines."""
    gaps = sorted(before.baseline - line.top for before, line in itertools.pairwise(column))
    return gaps[len(gaps) // 4] if gaps else 0.0
