"""Subtitles (.srt, .vtt) as a transcript: cues joined to paragraphs, each with its time and, if known, its speaker.

    [00:00:01] Anna: I was there. And nobody asked.
    [00:00:09] Ben: Nobody?

A paragraph goes on until the speaker changes or nobody speaks for two seconds, and from thirty seconds on until a
sentence ends. Each begins with the time of its first cue in brackets (a timestamp mark) and, where the cue names its
voice (`<v Anna>`) or the words begin with a label, the speaker and a colon. Comments, styles and positions of WebVTT
are left out. Read here and not through pysubs2, which takes cue names and comments of WebVTT for words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.sources.readers.encodings import decode
from qda.sources.readers.problems import DamagedFile, NothingToRead
from qda.sources.readers.reading import Draft, Reading, make_reading
from qda.sources.transcripts import find_speakers
from qda.text import stored_text

PAUSE = 2.0  # seconds of silence that end a paragraph
LONG = 30.0  # seconds after which a paragraph ends with its sentence

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_ARROW = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^<>]{1,200})>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)?>|\{\\[^{}]*\}")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_BLOCK_NAMES = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float  # seconds
    end: float
    speaker: str
    words: str


def looks_like_srt(text: str) -> bool:
    """True if the text begins as an .srt file does: a number, then a time with an arrow."""
    lines = [line for line in text[:400].lstrip("\ufeff").split("\n") if line.strip()]
    return len(lines) > 1 and lines[0].strip().isdigit() and _ARROW.match(lines[1]) is not None


def read_subtitles(
    data: bytes, file: str, encoding: str | None = None, progress: Progress | None = None
) -> list[Reading]:
    """The one text of a file of subtitles; raises UnreadableFile."""
    raw, used, notes = decode(data, file, encoding)
    text, _changes = stored_text(raw)
    (progress or Silent()).step(0, 0, _("Reading “{name}”").format(name=file))
    blocks, repeats = _without_repeats(list(_blocks(text)))
    cues = [cue for block in blocks for cue in _cues(block)]
    if not cues:
        raise NothingToRead(file) if "-->" in text or not text.strip() else DamagedFile(file, "SRT/WebVTT")
    if repeats:
        notes.append(_("Lines that live captions show twice are stored once."))
    draft = Draft()
    for paragraph in _paragraphs(_labelled(cues)):
        _write(draft, paragraph)
    fields = {"length": _clock(max(cue.end for cue in cues))}
    return [make_reading(file, draft.text(), draft.marks, encoding=used, notes=notes, fields=fields)]


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines of each cue from its time on; comments, styles and the file's head are passed over."""
    lines = text.split("\n")
    times = [number for number, line in enumerate(lines) if _ARROW.match(line)]
    for time, following in zip(times, [*times[1:], len(lines)], strict=False):
        block = lines[time:following]
        if following < len(lines):
            block = _without_name(block)
        yield _until_comment(block)


def _without_name(block: list[str]) -> list[str]:
    """Without the number or name of the next cue, which stands alone after a blank line or is a plain number."""
    last = block[-1].strip() if block else ""
    if len(block) > 1 and last and (not block[-2].strip() or (last.isdigit() and len(block) > 2)):
        return block[:-1]
    return block


def _until_comment(block: list[str]) -> list[str]:
    """Up to a block of WebVTT that is no cue."""
    for number, line in enumerate(block):
        if number and not block[number - 1].strip() and line.split(" ")[0].strip() in _BLOCK_NAMES:
            return block[:number]
    return block


def _without_repeats(blocks: list[list[str]]) -> tuple[list[list[str]], bool]:
    """Live captions roll: each cue shows the last line of the one before again. Those are left out, if most cues do."""
    repeated = [bool(_last(before)) and _last(before) == _first(block) for before, block in pairwise(blocks)]
    if len(blocks) < 4 or sum(repeated) * 2 < len(repeated):
        return blocks, False
    kept = [blocks[0]]
    for block, again in zip(blocks[1:], repeated, strict=True):
        words = [line for line in block[1:] if line.strip()]
        kept.append([block[0], *words[1:]] if again else block)
    return kept, True


def _first(block: list[str]) -> str:
    return next((plain for line in block[1:] if (plain := _plain(line))), "")


def _last(block: list[str]) -> str:
    return next((plain for line in reversed(block[1:]) if (plain := _plain(line))), "")


def _plain(words: str) -> str:
    """Words without tags, on one line."""
    return re.sub(r"[ \t\n\r]+", " ", html.unescape(_TAG.sub("", words))).strip()


def _cues(block: list[str]) -> Iterator[_Cue]:
    """One cue for each voice in a block."""
    time = _ARROW.match(block[0])
    if time is None:
        return
    start, end = _seconds(time.groups()[:4]), _seconds(time.groups()[4:])
    words = " ".join(line.strip() for line in block[1:] if line.strip())
    pieces = _VOICE.split(words)  # words before any voice, then voice, words, voice, words …
    for speaker, said in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        if plain := _plain(said):
            yield _Cue(start, end, " ".join(html.unescape(speaker).split()), plain)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")


def _labelled(cues: list[_Cue]) -> list[_Cue]:
    """Cues without voices whose words begin with labels (“Anna: …”), the labels taken as speakers."""
    if any(cue.speaker for cue in cues):
        return cues
    lines = "\n".join(cue.words for cue in cues)
    labels = {mark.start: mark for mark in find_speakers(lines)}
    found, at, speaker = [], 0, ""
    for cue in cues:
        mark = labels.get(at)
        if mark is not None:
            speaker = mark.value
        words = cue.words[mark.end - at :].strip() if mark is not None else cue.words
        found += [_Cue(cue.start, cue.end, speaker, words)] if words else []
        at += len(cue.words) + 1
    return found


def _paragraphs(cues: list[_Cue]) -> Iterator[list[_Cue]]:
    paragraph: list[_Cue] = []
    for cue in cues:
        if paragraph and _ends_before(paragraph, cue):
            yield paragraph
            paragraph = []
        paragraph.append(cue)
    if paragraph:
        yield paragraph


def _ends_before(paragraph: list[_Cue], cue: _Cue) -> bool:
    first, last = paragraph[0], paragraph[-1]
    long = last.end - first.start >= LONG and _SENTENCE_END.search(last.words) is not None
    return cue.speaker != last.speaker or cue.start - last.end >= PAUSE or long


def _write(draft: Draft, paragraph: list[_Cue]) -> None:
    draft.line()
    start = draft.length
    clock = _clock(paragraph[0].start)
    draft.add(f"[{clock}]")
    draft.mark(start, "timestamp", clock)
    draft.add(" ")
    speaker = paragraph[0].speaker
    if speaker:
        start = draft.length
        draft.add(f"{speaker}:")
        draft.mark(start, "speaker", speaker)
        draft.add(" ")
    draft.add(" ".join(cue.words for cue in paragraph))


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
