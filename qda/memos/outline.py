"""The order and the depth of what was gathered on the sorting table: plain rules on plain lists.

An outline is a list of entries from first to last; what lies beneath an entry follows it and is deeper. No entry is
more than one step deeper than the one before it, and the first is at the margin.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

DEEPEST = 8  # Word has nine levels of headings


@dataclass(frozen=True, slots=True)
class Entry:
    """A card in its place; `depth` counts from 0."""

    card: int
    depth: int = 0


def settled(entries: Sequence[Entry]) -> list[Entry]:
    """The same with depths that can be: the first at the margin, none more than a step deeper than the one before."""
    made: list[Entry] = []
    for entry in entries:
        most = min(DEEPEST, made[-1].depth + 1) if made else 0
        made.append(replace(entry, depth=max(0, min(entry.depth, most))))
    return made


def end_of(entries: Sequence[Entry], at: int) -> int:
    """Where what lies beneath the entry at a place ends, end not included."""
    end = at + 1
    while end < len(entries) and entries[end].depth > entries[at].depth:
        end += 1
    return end


def gathered(entries: Sequence[Entry], cards: Sequence[int], before: int | None, depth: int = 0) -> list[Entry]:
    """These cards put in front of the card `before` (None: at the end), from wherever they were, at a depth.

    What lies beneath a card that is moved goes with it, as deep beneath it as it was.
    """
    moving = _blocks(entries, cards)
    taken = {entry.card for block in moving for entry in block}
    known = {entry.card for entry in entries}
    rest = [entry for entry in entries if entry.card not in taken]
    block = [replace(entry, depth=entry.depth - group[0].depth + depth) for group in moving for entry in group]
    block += [Entry(card, depth) for card in dict.fromkeys(cards) if card not in known]
    places = [place for place, entry in enumerate(rest) if entry.card == before]
    at = places[0] if places else len(rest)
    return settled([*rest[:at], *block, *rest[at:]])


def without(entries: Sequence[Entry], cards: Collection[int]) -> list[Entry]:
    """The outline without these cards; what lay beneath them moves up."""
    return settled([entry for entry in entries if entry.card not in cards])


def shifted(entries: Sequence[Entry], cards: Collection[int], step: int) -> list[Entry]:
    """These cards, with what lies beneath them, one place up (-1) or down (1)."""
    made = list(entries)
    tops = _tops(made, cards)
    for card in tops if step < 0 else reversed(tops):
        moved = (_up if step < 0 else _down)(made, _place(made, card))
        if moved is None:
            return list(entries)  # at the end already: the others don't pass it
        made = moved
    return settled(made)


def deepened(entries: Sequence[Entry], cards: Collection[int], step: int) -> list[Entry]:
    """These cards, with what lies beneath them, one step deeper (1) or less deep (-1), as far as that can be."""
    made = list(entries)
    for card in _tops(made, cards):
        at = _place(made, card)
        most = made[at - 1].depth + 1 if at else 0
        if not 0 <= made[at].depth + step <= min(most, DEEPEST):
            continue
        end = end_of(made, at)
        made[at:end] = [replace(entry, depth=entry.depth + step) for entry in made[at:end]]
    return settled(made)


def _up(entries: list[Entry], at: int) -> list[Entry] | None:
    """In front of the sibling before it; of a first child, in front of its parent and as deep as that."""
    if at == 0:
        return None
    depth, end = entries[at].depth, end_of(entries, at)
    above = at - 1
    while entries[above].depth > depth:
        above -= 1
    lift = depth - entries[above].depth  # 0 for a sibling, 1 for the parent
    block = [replace(entry, depth=entry.depth - lift) for entry in entries[at:end]]
    return [*entries[:above], *block, *entries[above:at], *entries[end:]]


def _down(entries: list[Entry], at: int) -> list[Entry] | None:
    """Behind the sibling after it; of a last child, behind its parent and as deep as that."""
    depth, end = entries[at].depth, end_of(entries, at)
    if end == len(entries):
        return None if depth == 0 else [*entries[:at], *_lifted(entries[at:end], 1)]
    lift = depth - entries[end].depth
    if lift:
        return [*entries[:at], *_lifted(entries[at:end], lift), *entries[end:]]
    after = end_of(entries, end)
    return [*entries[:at], *entries[end:after], *entries[at:end], *entries[after:]]


def _lifted(block: Sequence[Entry], steps: int) -> list[Entry]:
    return [replace(entry, depth=entry.depth - steps) for entry in block]


def _place(entries: Sequence[Entry], card: int) -> int:
    return next(place for place, entry in enumerate(entries) if entry.card == card)


def _tops(entries: Sequence[Entry], cards: Collection[int]) -> list[int]:
    """Those of the cards that lie beneath none of the others, in their order."""
    return [block[0].card for block in _blocks(entries, cards)]


def _blocks(entries: Sequence[Entry], cards: Collection[int]) -> list[list[Entry]]:
    blocks, at = [], 0
    while at < len(entries):
        end = end_of(entries, at) if entries[at].card in cards else at + 1
        if entries[at].card in cards:
            blocks.append(list(entries[at:end]))
        at = end
    return blocks
