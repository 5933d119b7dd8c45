from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from qda import resources
from qda.analysis.synthesis import evidence, evidence_flags
from qda.coding import codes, relations
from qda.flows.bluechester import claims as sample_claims
from qda.memos import service as memos
from qda.project.project import Project
from qda.study import service as study
from qda.synthesis import claims, negative_cases
from tests.factories import make_source


@pytest.fixture
def kept(project: Project) -> Project:
    """The sample's claims, in a study that holds no more than what they name."""
    told = tomllib.loads(resources.path("bluechester", "claims.toml").read_text(encoding="utf-8"))
    links = [link.partition(":")[::2] for row in told["claim"] for link in (*row["rests_on"], *row["about"])]
    named: dict[str, dict[str, int]] = {"code": {}, "memo": {}, "unit": {}}
    make = {
        "code": lambda name: codes.create(project, name, level="focused"),
        "memo": lambda name: memos.begin(project, name, title=name),
        "unit": lambda name: study.create_unit(project, name),
    }
    for kind, name in dict.fromkeys(links):
        if kind == "relation":
            one, type_name, other = name.split("|")
            relations.relate(project, make["code"](one), type_name, make["code"](other))
        else:
            named[kind][name] = make[kind](name)
    held = [row for claim in told["claim"] for row in claim.get("negative", ())]
    texts = {
        name: " … ".join(row["quote"] for row in held if row["source"] == name)
        for row in held
        for name in [row["source"]]
    }
    sources = {name: make_source(project, text, name) for name, text in texts.items()}
    sample_claims.keep(project, told, known=named, sources=sources, texts=texts)
    return project


def test_the_claims_have_links_and_one_has_none_yet(kept: Project) -> None:
    rows = claims.rows(kept)

    assert len(rows) == 7
    assert [row.links > 0 for row in rows] == [True] * 6 + [False]


def test_what_was_held_against_them_came_to_different_ends(kept: Project) -> None:
    outcomes = {row.outcome for row in negative_cases.rows(kept)}

    assert outcomes == {"claim qualified", "explained", "open", "kept"}


def test_the_claim_that_rests_on_nothing_says_so(kept: Project) -> None:
    last = evidence_flags.standings(evidence.load(kept))[-1]

    assert [flag.key for flag in last.flags] == ["bare"]


def test_each_quote_stands_in_its_source() -> None:
    told = tomllib.loads(resources.path("bluechester", "claims.toml").read_text(encoding="utf-8"))
    texts = "".join(
        path.read_text("utf-8") for path in sorted(Path(resources.path("bluechester", "sources")).glob("*.txt"))
    )

    missing = [
        row["quote"] for claim in told["claim"] for row in claim.get("negative", ()) if row["quote"] not in texts
    ]

    assert missing == []
