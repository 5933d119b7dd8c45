"""Synthetic interviews in any size, always the same: from `shared/bench/corpus.py` where it lies beside the project."""

from __future__ import annotations

import importlib.util
import random
from functools import cache
from pathlib import Path
from typing import Any

_CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "bench" / "corpus.py"


@cache
def _corpus() -> Any:
    if not _CORPUS.is_file():
        return None
    spec = importlib.util.spec_from_file_location("corpus", _CORPUS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def interview(words: int, seed: int = 1) -> str:
    """Turns between INT and one participant, about so many words."""
    corpus = _corpus()
    if corpus is not None:
        return str(corpus.interview(seed, words, corpus.vocabulary()))
    rng = random.Random(seed)
    stock = ["".join(rng.choice("abdefgiklmnoprstu") for _ in range(rng.randint(2, 9))) for _ in range(4000)]
    turns: list[str] = []
    written = 0
    while written < words:
        length = rng.randint(20, 90)
        said = " ".join(rng.choice(stock) for _ in range(length))
        turns.append(f"{'INT' if len(turns) % 2 == 0 else 'P01'}: {said.capitalize()}.")
        written += length
    return "\n\n".join(turns)


def spans(text: str, count: int, seed: int = 2) -> list[tuple[int, int]]:
    """Segments of 20-300 code points anywhere in the text, overlapping freely."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        length = min(rng.randint(20, 300), len(text))
        start = rng.randint(0, len(text) - length)
        found.append((start, start + length))
    return found


def labels(count: int) -> list[str]:
    """Gerund labels, as many as asked."""
    actions = ["starting", "ending", "losing", "gaining", "opposing", "waiting", "asking", "refusing", "hiding"]
    return [f"{actions[i % len(actions)]} {i // len(actions) + 1}" for i in range(count)]
