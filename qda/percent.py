"""Whole percentages, rounded alike wherever they stand: in the window, on the command line, in every report."""

from __future__ import annotations


def rounded(part: int, base: int) -> int:
    """`part` of `base` in whole percent, rounded half up; 0 where there is no base."""
    return (200 * part + base) // (2 * base) if base > 0 else 0


def told(part: int, base: int, gap: str = "") -> str:
    """“58%”, with `gap` before the sign; what is not nothing and not all never reads as 0 or 100."""
    share = rounded(part, base)
    if part > 0 and share == 0:
        return f"<{gap}1{gap}%"
    if part < base and share == 100:
        return f">{gap}99{gap}%"
    return f"{share}{gap}%"
