"""Pure rules of the code tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


def would_loop(parent_of: Mapping[int, int | None], code: int, new_parent: int | None) -> bool:
    """True if moving the code would make it its own ancestor."""
    while new_parent is not None:
        if new_parent == code:
            return True
        new_parent = parent_of.get(new_parent)
    return False


def first_outside(above: Mapping[int, int], code: int) -> int:
    """The nearest code above that is not itself among those whose parents these are."""
    while code in above:
        code = above[code]
    return code


def paths(codes: Mapping[int, tuple[int | None, str]], separator: str) -> dict[int, str]:
    """The full path of every code, from (parent id, name); a parent that is not among them ends the path."""
    found: dict[int, str] = {}
    for code in codes:
        waiting = [code]
        while waiting:
            at = waiting[-1]
            parent, name = codes[at]
            if parent is None or parent not in codes:
                found[at] = name
            elif parent in found:
                found[at] = f"{found[parent]}{separator}{name}"
            else:
                waiting.append(parent)
                continue
            waiting.pop()
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """A code at its place in the tree: depth counts from 0."""

    id: int
    depth: int


def in_order(codes: Iterable[tuple[int, int | None, int]], root: int) -> Iterator[Placed]:
    """Codes (id, parent, position) depth first, siblings by position."""
    children: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for code, parent, position in codes:
        children[parent].append((position, code))
    waiting = [Placed(code, 0) for _position, code in sorted(children[root], reverse=True)]
    while waiting:
        here = waiting.pop()
        yield here
        below = sorted(children[here.id], reverse=True)
        waiting.extend(Placed(code, here.depth + 1) for _position, code in below)


def subtrees(parent_of: Mapping[int, int | None]) -> dict[int, set[int]]:
    """Every code with the set of itself and all codes that live under it."""
    found: dict[int, set[int]] = {code: {code} for code in parent_of}
    for code in parent_of:
        above = parent_of[code]
        while above is not None and above in found:
            found[above].add(code)
            above = parent_of[above]
    return found


def inherited_color(parent_of: Mapping[int, int | None], own: Mapping[int, str], code: int) -> str:
    """The code's own colour, else that of the nearest code above that has one; empty if none has."""
    at: int | None = code
    while at is not None:
        if own.get(at):
            return own[at]
        at = parent_of.get(at)
    return ""
