"""The text of a foreign source and where its selections lie in it; what has no text gets one that holds its places.

A picture, a recording, a page without words can be coded in other programs. Its codings are kept on a text that stands
in for it, with a line for each selection, so that nothing that was coded is lost from a table.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from qda.errors import QdaError
from qda.flows.refi.archive import Archive
from qda.flows.refi.positions import BASES, Claim, RawText, judge, quotes
from qda.flows.refi.raw import RawSelection, RawSource
from qda.flows.refi.report import Report
from qda.i18n import N_, _
from qda.sources.readers import read_bytes
from qda.sources.readers.encodings import decode

MOST = 5_000_000
"""Characters that a text may be stood in for, when it is missing and its places are known."""
_UNKNOWN = "·"
_MEDIA = {"picture": N_("a picture"), "audio": N_("a sound recording"), "video": N_("a video"), "pdf": N_("a PDF")}


@dataclass(frozen=True, slots=True)
class Placed:
    """A selection and where it lies in the stored text."""

    selection: RawSelection
    start: int
    end: int
    quoted: bool  # its name is the words themselves, or their beginning


@dataclass(slots=True)
class Loaded:
    """A text as it will be stored, and the selections that have a place in it; `made` if it was not in the file."""

    text: str = ""
    placed: list[Placed] = field(default_factory=list)
    flat: list[RawSelection] = field(default_factory=list)  # without length: they can be no segments
    made: bool = False


def load(source: RawSource, archive: Archive, program: str, report: Report) -> Loaded:
    """The text of a source with its selections. Raises ExchangeRefused."""
    if source.kind in ("text", "note", "representation"):
        return _text(source, archive, program, report)
    made = _joined(source, archive, program, report)
    _stand_in(source, made, report)
    return made


def words_of(source: RawSource, archive: Archive, report: Report) -> str | None:
    """The words of a source as the file holds them, line ends and all; None if they are not in it."""
    if source.content or (source.content is not None and not source.plain_path):
        return source.content
    data = archive.inside(source.plain_path)
    if data is not None:
        return _decoded(data, source.name, report)
    for address in (source.rich_path, source.path):
        data = archive.inside(address)
        if data is not None:
            found = _read(data, address, source.name, report)
            if found is not None:
                report.read(_("The text was taken from the document itself, not from its plain twin."), source.name)
                return found
    return source.content


def _decoded(data: bytes, name: str, report: Report) -> str | None:
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text, encoding, _notes = decode(data, name)
    except QdaError as error:
        report.lost(_("A text can't be read."), f"{name}: {error.sentence}")
        return None
    report.mended(_("A text was not in UTF-8."), f"{name}: {encoding}")
    return text


def _read(data: bytes, address: str, name: str, report: Report) -> str | None:
    if not data or not address.lower().endswith((".docx", ".odt", ".rtf", ".pdf", ".txt", ".html", ".htm", ".md")):
        return None
    try:
        return read_bytes(data, address.rpartition("/")[2])[0].text
    except QdaError as error:
        report.lost(_("A text can't be read."), f"{name}: {error.sentence}")
        return None


# --- texts ----------------------------------------------------------------------------------------------------------


def _text(source: RawSource, archive: Archive, program: str, report: Report) -> Loaded:
    words = words_of(source, archive, report)
    if words is None or (not words and any(each.end for each in source.selections)):
        return _missing(source, report) if source.kind != "note" else Loaded(made=True)
    raw = RawText(words)
    for note in raw.notes:
        report.mended(note, source.name)
    loaded = Loaded(raw.text)
    claims = {each.guid: _claim(each, source, report) for each in source.selections}
    sure = [claim for claim in claims.values() if claim is not None]
    judged = judge(raw, sure, program)
    if judged.basis != "no difference":
        told = _("Places are counted in {way}: {why}.")
        report.read(told.format(way=_(judged.way.words()), why=_(BASES[judged.basis])), source.name)
    places = raw.places(judged.way)
    for selection in source.selections:
        claim = claims[selection.guid]
        if claim is not None:
            _place(loaded, selection, *places.span(claim), source.name, report)
    return loaded


def _claim(selection: RawSelection, source: RawSource, report: Report) -> Claim | None:
    start, end = selection.start, selection.end
    if selection.kind == "transcript":
        start = source.sync.get(selection.sync[0], 0)
        end = source.sync.get(selection.sync[1])
        end = max(source.sync.values(), default=start) if end is None else end
    if start is None or end is None or max(abs(start), abs(end)) > 2**40:
        report.lost(_("A selection without a place was left out."), f"{source.name}: {selection.name}")
        return None
    if start > end:
        report.mended(_("A selection ended before it began; its ends were exchanged."), f"{source.name} {start}–{end}")
        start, end = end, start
    return Claim(start, end, tuple(words for words in (selection.name, selection.description) if words.strip()))


def _place(loaded: Loaded, selection: RawSelection, start: int, end: int, name: str, report: Report) -> None:
    place = f"{name} {start}–{end}"
    if start == end:
        report.lost(_("A selection without length can't be a segment."), place)
        loaded.flat.append(selection)
        return
    if start >= len(loaded.text) or end <= 0:
        report.lost(_("A selection lies outside its text."), f"{place} {selection.name}")
        loaded.flat.append(selection)
        return
    if start < 0 or end > len(loaded.text):
        report.mended(_("A selection reached beyond its text and was cut."), place)
        start, end = max(0, start), min(end, len(loaded.text))
    quoted = bool(quotes(loaded.text, start, end, selection.name))
    loaded.placed.append(Placed(selection, start, end, quoted))


def _missing(source: RawSource, report: Report) -> Loaded:
    """A text of the right length in which known quotes stand at their places."""
    report.lost(
        _("The text is not in the file; a text of signs stands in for it, with the words that are known."), source.name
    )
    loaded = Loaded(made=True)
    known: list[tuple[RawSelection, Claim]] = []
    for each in source.selections:
        claim = _claim(each, source, report)
        if claim is not None and claim.start >= 0 and claim.end <= MOST:
            known.append((each, claim))
        elif claim is not None:
            report.lost(_("A selection lies outside its text."), f"{source.name} {claim.start}–{claim.end}")
    signs = [_UNKNOWN] * max((claim.end for _each, claim in known), default=0)
    for _each, claim in known:
        for words in claim.quotes:
            _fill(signs, claim, words)
    loaded.text = "".join(signs) or _("[The text of this source was not in the imported file.]")
    for each, claim in known:
        _place(loaded, each, claim.start, claim.end, source.name, report)
    return loaded


def _fill(signs: list[str], claim: Claim, words: str) -> None:
    """Write a quote where it belongs, if it is as long as its place or says that it was cut."""
    told = words.removesuffix("…") if words.endswith("…") else words
    if len(words) != claim.end - claim.start and (told == words or len(told) > claim.end - claim.start):
        return
    for number, letter in enumerate(told):
        if signs[claim.start + number] == _UNKNOWN:
            signs[claim.start + number] = letter if letter != "\n" else " "


# --- what is no text -------------------------------------------------------------------------------------------------


def _joined(source: RawSource, archive: Archive, program: str, report: Report) -> Loaded:
    """The representation or the transcripts of a source, one below another."""
    made = Loaded()
    pieces: list[str] = []
    base = 0
    for inner in source.inner:
        part = _text(_named(inner, source), archive, program, report)
        if part.made and not part.placed:
            continue
        if base:
            pieces.append("\n\n")
            base += 2
        pieces.append(part.text)
        made.placed += [Placed(each.selection, each.start + base, each.end + base, each.quoted) for each in part.placed]
        made.flat += part.flat
        base += len(part.text)
    made.text = "".join(pieces)
    if not made.text and source.kind == "pdf":
        found = _read(archive.inside(source.path) or b"", source.path, source.name, report)
        if found is not None:
            report.read(_("The text was read from the PDF itself."), source.name)
            made.text = found
    return made


def _named(inner: RawSource, source: RawSource) -> RawSource:
    from dataclasses import replace

    return inner if inner.name else replace(inner, name=source.name)


def _stand_in(source: RawSource, made: Loaded, report: Report) -> None:
    """Lines at the end for the selections that are of no text."""
    told = {each.selection.guid: each for each in made.placed}
    words = _Squeezed(made.text)
    lines: list[RawSelection] = []
    for selection in source.selections:
        twin = told.get(selection.guid)
        found = (twin.start, twin.end) if twin is not None else words.only(selection.inner)
        if found is None:
            lines.append(selection)
        else:
            made.placed.append(Placed(selection, *found, quoted=True))
    if lines or not made.text:
        if not made.text:
            made.text = _("[{name} is {what}; each of its selections is a line here.]").format(
                name=source.name, what=_(_MEDIA.get(source.kind, N_("no text")))
            )
            report.carried(_("What is no text is stood in for by one."), source.name)
        _add_lines(source, made, lines, report)


def _add_lines(source: RawSource, made: Loaded, lines: Sequence[RawSelection], report: Report) -> None:
    pieces, length = [made.text], len(made.text)
    for selection in lines:
        words = " ".join((selection.inner or selection.name).replace("\x00", "").split())
        line = f"[{selection.where}] {words}".rstrip()
        report.carried(
            _("A selection of what is no text became a line that says where it lies."),
            f"{source.name} {selection.where}",
        )
        start, length = length + 2, length + 2 + len(line)
        made.placed.append(Placed(selection, start, length, quoted=True))
        pieces += ["\n\n", line]
    made.text = "".join(pieces)


class _Squeezed:
    """A text without its white space, made once for all that is looked for in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _kept(self) -> array[int]:
        return array("q", (at for at, letter in enumerate(self._text) if not letter.isspace()))

    @cached_property
    def _words(self) -> str:
        return "".join(self._text.split())

    def only(self, words: str) -> tuple[int, int] | None:
        """The only place where these words stand, whatever white space is between them."""
        wanted = "".join(words.split())
        if len(wanted) < 3 or not self._text:
            return None
        first = self._words.find(wanted)
        if first < 0 or self._words.find(wanted, first + 1) >= 0:
            return None
        return self._kept[first], self._kept[first + len(wanted) - 1] + 1
