"""Whom a speaker label stands for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """The interviewer, a participant by name, or nobody known."""

    interviewer: bool = False
    name: str = ""
