"""The texts of a reader's edition: which of their lines go in, which words are marked, and where these lead back."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qda.export.leaving.veil import Veil
from qda.export.material import Material
from qda.export.reader.types import Choice, Said, ToldClaim, ToldCode, ToldText
from qda.export.texts.coded_text import CodedText
from qda.progress import Progress
from qda.project.project import Project
from qda.sources import queries as sources


def texts(
    project: Project, material: Material, claims: Sequence[ToldClaim], codes: Sequence[ToldCode], veil: Veil,
    choice: Choice, progress: Progress,
) -> tuple[ToldText, ...]:  # fmt: skip
    """Sources with quotes in the edition; with `whole`, all their lines."""
    if choice.texts == "none":
        return ()
    names = {code.anchor: code.row.name for code in codes}
    names |= {claim.anchor: choice.profile.say("Claim {n}", n=claim.number) for claim in claims}
    said: dict[int, list[Said]] = defaultdict(list)
    for quotes in (*(code.quotes for code in codes), *(claim.quotes for claim in claims)):
        for quote in quotes:
            said[quote.source_id].append(quote)
    against: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
    for claim in claims:
        for held in claim.negatives:
            told = choice.profile.say("against claim {n}", n=claim.number)
            against[held.source_id].append((held.start, held.end, f"{claim.anchor}-n{held.id}", told))
    done_to = _anonymised(project)
    spans = {row.segment_id: (row.start, row.end) for row in material.segments}
    wanted = [row for row in material.sources if row.id in said or row.id in against]
    made = []
    for done, row in enumerate(wanted):
        progress.step(done, len(wanted), row.name)
        opened = sources.opened(project, row.id)
        text = veil.text(row.id, opened.text)
        starts = tuple(opened.unit_starts) or (0,)
        lines = tuple(CodedText("", "", text, starts if starts[0] == 0 else (0, *starts[1:]), ()).lines())
        places = [(*spans[q.segment], q.anchor, names[q.owner]) for q in said[row.id] if q.segment in spans]
        quoted = list(_lines_of(lines, [(start, end) for start, end, *_r in [*places, *against[row.id]]]))
        shown = range(1, len(lines) + 1) if choice.texts == "whole" else _around(quoted, len(lines), choice.around)
        profile = choice.profile
        day = profile.date(row.date or "")
        about = " · ".join(part for part in (profile.translated(row.kind), row.unit, row.case, day) if part)
        made.append(
            ToldText(
                row.id, row.name, about, text, lines, tuple(shown),
                tuple(_merged((start, end) for start, end, *_rest in places)),
                _back(lines, [*places, *against[row.id]]), row.id in done_to,
            )
        )  # fmt: skip
    return tuple(made)


def _anonymised(project: Project) -> set[int]:
    from qda.sources import processing

    return {
        source for source, steps in processing.all_steps(project).items() if any(s.step == "anonymised" for s in steps)
    }


def _lines_of(lines: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Numbers of the lines, from 1, that share a character with these stretches."""
    starts = [start for start, _end in lines]
    for start, end in spans:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(lines) and lines[at][0] < end:
            yield at + 1
            at += 1


def _around(quoted: Iterable[int], count: int, reach: int) -> list[int]:
    found: set[int] = set()
    for line in quoted:
        found.update(range(max(1, line - reach), min(count, line + reach) + 1))
    return sorted(found)


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last is not None:
        yield last


def _back(
    lines: Sequence[tuple[int, int]], places: Iterable[tuple[int, int, str, str]]
) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for start, _end, anchor, name in sorted(places):
        for line in _lines_of(lines, [(start, start + 1)]):
            found[line].append((anchor, name))
    return {line: tuple(refs) for line, refs in found.items()}
