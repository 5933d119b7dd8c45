"""Figures of one text: its codes as lines along the line units, and its portrait in cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qda.analysis.figures.portraits import CodeLines, Portrait, Track, Voice
from qda.analysis.queries.query import Has
from qda.analysis.queries.text import both
from qda.export.figures.pen import (
    COLUMN,
    GROUND,
    HUES,
    INK,
    NAME,
    PAGE,
    PLAIN,
    RULE,
    SMALL,
    SOFT,
    TINY,
    Box,
    Label,
    Plot,
    Stroke,
    fitted,
    on,
    width,
)
from qda.export.maps.geometry import Rect
from qda.export.profiles import Profile
from qda.i18n import N_

_NAMES = 170.0
_STRIP = 9.0
_TELLING = 12  # codes that a portrait tells apart
_VOICES = (("#E4E1EE", ""), ("#FFFFFF", "////"), ("#C9D8E8", ""), ("#FFFFFF", "...."), ("#E5DCC0", ""), ("#CFE3DF", ""))
_ASKS = "#9AA0A6"


def told_colours(tracks: Sequence[Track]) -> dict[int, str]:
    """The colour of each code: its own, unless another before it has the same; else the next hue that is free."""
    used: set[str] = set()
    found = {}
    for at, track in enumerate(tracks):
        colour = track.colour.upper()
        if not colour or colour in used:
            colour = next((hue for hue in HUES if hue not in used), HUES[at % len(HUES)])
        used.add(colour)
        found[track.code.id] = colour
    return found


def lines(found: CodeLines, profile: Profile, most: int) -> tuple[Plot, int]:
    """Each code a row, each stretch a bar from its first to its last line; how many codes are left out."""
    tracks = _shown(found.tracks, most)
    counts = {track.code.id: profile.integer(track.segments) for track in tracks}
    behind = max((width(told, SMALL) for told in counts.values()), default=0.0) + 8
    longest = max((width(track.code.name, NAME) for track in tracks), default=0.0)
    names = min(max(longest + 8, 60.0), _NAMES)
    plot = Plot(COLUMN)
    room = COLUMN - names - behind
    unit = room / max(1, found.lines)
    top = _voices(plot, found.voices, names, unit, profile) if found.voices else 4.0
    deep = max(9.0, min(14.0, (PAGE - top - 130) / max(1, len(tracks))))
    colour = told_colours(tracks)
    for at, track in enumerate(tracks):
        y = top + at * deep
        if at % 2 == 0:
            plot.add(Box(Rect(names, y, room, deep), GROUND))
        plot.add(Label(0, y + deep / 2 + 2.8, fitted(track.code.name, names - 6, NAME), NAME))
        plot.add(Label(COLUMN, y + deep / 2 + 2.6, counts[track.code.id], SMALL, SOFT, anchor="end"))
        _stretches(plot, found, track, colour[track.code.id], Rect(names, y, unit, deep), profile)
    bottom = top + len(tracks) * deep
    for step in _steps(found.lines):
        x = names + (step - 0.5) * unit
        plot.add(Stroke(((x, bottom), (x, bottom + 3)), SOFT))
        plot.add(Label(x, bottom + 11, profile.integer(step), SMALL, SOFT, anchor="middle"))
    plot.add(Stroke(((names, bottom), (names + room, bottom)), INK))
    plot.add(Label(names + room / 2, bottom + 22, profile.say(N_("Lines of the text")), SMALL, SOFT, anchor="middle"))
    plot.height = bottom + 28
    return plot, len(found.tracks) - len(tracks)


def _shown(tracks: Sequence[Track], most: int) -> list[Track]:
    best = {track.code.id for track in sorted(tracks, key=lambda track: -track.segments)[:most]}
    return [track for track in tracks if track.code.id in best]


def _stretches(plot: Plot, found: CodeLines, track: Track, colour: str, row: Rect, profile: Profile) -> None:
    query = both(Has("code", track.code.path, track.code.id), Has("source", found.source, found.source_id))
    for first, last in track.stretches:
        wide = max((last - first + 1) * row.w, 1.2)
        box = Rect(row.x + first * row.w, row.y + row.h * 0.2, wide, row.h * 0.6)
        plot.add(Box(box, colour, INK, 0.3))
        told = profile.say(N_("lines {first} to {last}"), first=first + 1, last=last + 1)
        if first == last:
            told = profile.say(N_("line {first}"), first=first + 1)
        plot.spot(Rect(box.x - 1, row.y, wide + 2, row.h), f"{track.code.name}: {told}", query)


def _voices(plot: Plot, voices: Sequence[Voice], names: float, unit: float, profile: Profile) -> float:
    """A strip that says who speaks, and what its fills mean; gives where the codes begin."""
    fills = _fills(voices)
    y = _voice_legend(plot, fills, voices, profile)
    plot.add(Label(0, y + 7, profile.say(N_("Who speaks")), SMALL, SOFT))
    for voice in voices:
        fill, hatch = fills[voice.label]
        box = Rect(names + voice.first * unit, y, (voice.last - voice.first + 1) * unit, _STRIP)
        plot.add(Box(box, fill, SOFT if box.w > 3 else None, 0.3, hatch))
        plot.spot(box, voice.label)
    return y + _STRIP + 4


def _fills(voices: Sequence[Voice]) -> dict[str, tuple[str, str]]:
    asks = {voice.label for voice in voices if voice.interviewer}
    others = [label for label in dict.fromkeys(voice.label for voice in voices) if label not in asks]
    found = {label: _VOICES[at % len(_VOICES)] for at, label in enumerate(others)}
    return found | dict.fromkeys(asks, (_ASKS, ""))


def _voice_legend(plot: Plot, fills: Mapping[str, tuple[str, str]], voices: Sequence[Voice], profile: Profile) -> float:
    x, y = 0.0, 2.0
    asks = {voice.label for voice in voices if voice.interviewer}
    for label, (fill, hatch) in fills.items():
        told = profile.say(N_("{name} (interviewer)"), name=label) if label in asks else label
        words = fitted(told, 140, SMALL)
        wide = 14 + width(words, SMALL) + 12
        if x and x + wide > COLUMN:
            x, y = 0.0, y + 11
        plot.add(Box(Rect(x, y, 10, 7), fill, SOFT, 0.4, hatch), Label(x + 14, y + 6.4, words, SMALL))
        x += wide
    return y + 15


def _steps(count: int) -> list[int]:
    step, sizes = 1, (2, 2.5, 2)
    at = 0
    while count / step > 8:
        step = round(step * sizes[at % 3])
        at += 1
    return sorted({1, *range(step, count + 1, step)}) if step > 2 else list(range(1, count + 1, step))


# --- portrait -------------------------------------------------------------------------------------


def portrait(found: Portrait, profile: Profile) -> tuple[Plot, int]:
    """The text as cells, read like words; a number in each names its code. How many codes share one colour."""
    best = sorted(found.tracks, key=lambda track: -found.share[track.code.id])
    shown = [track for track in best if track.code.id in set(found.cells)][:_TELLING]
    colour = told_colours(shown)
    number = {track.code.id: str(at) for at, track in enumerate(shown, start=1)}
    plot = Plot(COLUMN)
    across = max(10, min(40, round((len(found.cells) * 1.6) ** 0.5)))
    side = min(COLUMN / across, 22.0)
    for at, code in enumerate(found.cells):
        box = Rect(at % across * side, at // across * side, side, side).grown(-0.5)
        _portrait_cell(plot, found, at, box, code, colour, number, profile)
    rows = -(-len(found.cells) // across)
    bottom = rows * side + 8
    plot.height = _portrait_legend(plot, found, shown, colour, number, bottom, profile)
    hidden = {code for code in found.cells if code is not None} - set(colour)
    return plot, len(hidden)


def _portrait_cell(
    plot: Plot,
    found: Portrait,
    at: int,
    box: Rect,
    code: int | None,
    colour: Mapping[int, str],
    number: Mapping[int, str],
    profile: Profile,
) -> None:
    first, last = at * found.size + 1, min(found.lines, (at + 1) * found.size)
    told = profile.say(N_("lines {first} to {last}"), first=first, last=last)
    if first == last:
        told = profile.say(N_("line {first}"), first=first)
    if code is None:
        asks = found.asked[at]
        plot.add(Box(box, None if asks else "#FFFFFF", RULE, 0.4, "////" if asks else ""))
        word = profile.say(N_("the interviewer") if asks else N_("no code"))
        plot.spot(box, f"{told}: {word}")
        return
    fill = colour.get(code, PLAIN)
    plot.add(Box(box, fill, None))
    size = min(SMALL, box.h * 0.62)
    if code in number and size >= 4.5:
        plot.add(Label(box.centre[0], box.centre[1] + 0.36 * size, number[code], size, on(fill), anchor="middle"))
    track = next(track for track in found.tracks if track.code.id == code)
    query = both(Has("code", track.code.path, code), Has("source", found.source, found.source_id))
    plot.spot(box, f"{told}: {track.code.name}", query)


def _portrait_legend(
    plot: Plot,
    found: Portrait,
    shown: Sequence[Track],
    colour: Mapping[int, str],
    number: Mapping[int, str],
    y: float,
    profile: Profile,
) -> float:
    """Number, colour and name of each code with its share of the lines, in two columns."""
    entries = [
        (colour[track.code.id], "", number[track.code.id], track.code.name, found.share[track.code.id])
        for track in shown
    ]
    if any(code is not None and code not in colour for code in found.cells):
        entries.append((PLAIN, "", "", profile.say(N_("other codes")), -1))
    entries.append(("#FFFFFF", "", "", profile.say(N_("no code")), found.lines - found.coded))
    if any(asks and code is None for asks, code in zip(found.asked, found.cells, strict=True)):
        entries.append(("#FFFFFF", "////", "", profile.say(N_("the interviewer alone")), -1))
    half = -(-len(entries) // 2)
    for at, (fill, hatch, sign, name, share) in enumerate(entries):
        x, top = COLUMN / 2 * (at // half), y + 13 * (at % half)
        plot.add(Box(Rect(x, top, 11, 10), fill, RULE, 0.4, hatch))
        if sign:
            plot.add(Label(x + 5.5, top + 7.4, sign, TINY, on(fill), anchor="middle"))
        told = "" if share < 0 else f": {profile.integer(share)} ({profile.percent(share, found.lines)})"
        room = COLUMN / 2 - 26 - width(told, SMALL)
        plot.add(Label(x + 16, top + 7.6, fitted(name, room, SMALL) + told, SMALL))
    return y + 13 * half + 2
