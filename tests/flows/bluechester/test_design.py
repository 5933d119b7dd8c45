"""The sample's course and patterns: they agree with its cases and stand on its segments."""

from __future__ import annotations

import tomllib

from qda import resources
from qda.synthesis import patterns


def test_every_pattern_of_the_sample_uses_known_words() -> None:
    told = tomllib.loads(resources.path("bluechester", "design.toml").read_text("utf-8"))

    propositions = {row["key"] for row in told["proposition"]}
    assert {row["proposition"] for row in told["match"]} == propositions
    assert {row["match"] for row in told["match"]} == set(patterns.MATCHES)
    assert {row.get("replication", "none") for row in told["match"]} <= set(patterns.REPLICATIONS)


def test_the_sample_has_a_rival_and_phases_that_overlap() -> None:
    told = tomllib.loads(resources.path("bluechester", "design.toml").read_text("utf-8"))

    rivals = [row for row in told["proposition"] if "rival_to" in row]
    ended = {row["name"]: row.get("ended", "") for row in told["phase"]}
    assert len(told["proposition"]) - len(rivals) == 2
    assert len(rivals) == 1
    assert [name for name, end in ended.items() if not end] == ["Writing"]
