"""The sample's attributes: what is known of its units, cases, participants and sources beside the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.i18n import N_
from qda.project.project import Project
from qda.study import attributes, queries
from qda.study.attributes import TARGETS, Entry


def keep(
    project: Project,
    told: Mapping[str, Any],
    *,
    units: Mapping[str, int],
    cases: Mapping[str, int],
    sources: Mapping[str, int],
) -> None:
    """Make the attributes and give the values; `units`, `cases` and `sources` are ids by name."""
    people = {row.name: row.id for row in queries.participants(project)}
    known = {"unit": units, "case": cases, "participant": people, "source": sources}
    with project.command("sample.attributes", N_("Keep the attributes of the sample")):
        made = {
            row["name"]: attributes.create(project, row["name"], row["type"], row.get("choices", ()))
            for row in told["attribute"]
        }
        entries = [
            Entry(made[name], target, known[target][owner], words)
            for target in TARGETS
            for owner, values in told[target].items()
            for name, words in values.items()
        ]
        attributes.set_values(project, entries)
