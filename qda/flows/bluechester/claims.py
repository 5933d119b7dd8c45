"""The sample's claims with what they rest on, and the passages that were held against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.coding import relations, segments
from qda.flows import hold_against
from qda.flows.bluechester import dates
from qda.i18n import N_
from qda.project.project import Project
from qda.synthesis import claims
from qda.synthesis.targets import Target
from qda.text import Span


def keep(
    project: Project,
    told: Mapping[str, Any],
    *,
    known: Mapping[str, Mapping[str, int]],
    sources: Mapping[str, int],
    texts: Mapping[str, str],
) -> None:
    """Put down the claims; `known` has ids by kind and name, `sources` and `texts` go by the name of the source."""
    related: dict[tuple[str, ...], int] = {
        (row.from_name, row.type, row.to_name): row.id for row in relations.relations(project)
    }
    with project.command("sample.claims", N_("Put down the claims")):
        for row in told["claim"]:
            links = [(_target(each, known, related), "rests on") for each in row["rests_on"]]
            links += [(_target(each, known, related), "about") for each in row["about"]]
            claim = claims.create(
                project,
                row["text"],
                status=row["status"],
                note=row.get("note", ""),
                links=links,
                at=dates.noon(row["date"]),
            )
            for held in row.get("negative", ()):
                start = texts[held["source"]].index(held["quote"])
                place = sources[held["source"]], Span(start, start + len(held["quote"]))
                segment = segments.hold(project, *place)
                hold_against.hold(project, claim, segment, held["answer"], note=held["note"], outcome=held["outcome"])


def _target(link: str, known: Mapping[str, Mapping[str, int]], related: Mapping[tuple[str, ...], int]) -> Target:
    kind, _colon, name = link.partition(":")
    return Target(kind, related[tuple(name.split("|"))] if kind == "relation" else known[kind][name])
