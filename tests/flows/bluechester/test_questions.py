"""The sample's feedback and questions are of one piece with its texts."""

from __future__ import annotations

import tomllib
from itertools import chain

from qda import resources


def _told(name: str) -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(resources.path("bluechester", name).read_text(encoding="utf-8"))


def test_questions_set_by_hand_stand_once_in_their_texts() -> None:
    texts = {
        row["source"]: resources.path("bluechester", "sources", f"{row['source']}.txt").read_text(encoding="utf-8")
        for row in _told("feedback.toml")["asked"]
    }

    found = [texts[row["source"]].count(row["words"]) for row in _told("feedback.toml")["asked"]]

    assert found == [1] * len(found)


def test_what_was_processed_came_from_an_instrument() -> None:
    from_guides = set(chain.from_iterable(row["sources"] for row in _told("instruments.toml")["instrument"]))

    assert {row["source"] for row in _told("feedback.toml")["processing"]} <= from_guides
