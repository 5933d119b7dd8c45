"""The sample's attributes and instruments: what is known of its units, cases and sources beside the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.i18n import N_
from qda.project.project import Project
from qda.study import attributes, instruments, queries
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


def keep_instruments(project: Project, told: Mapping[str, Any], *, sources: Mapping[str, int]) -> None:
    """Make the guides and the framework, and say what came from each; `sources` are ids by name."""
    with project.command("sample.instruments", N_("Keep the instruments of the sample")):
        for row in told["instrument"]:
            words = {part: row[part] for part in ("version", "date", "text")}
            made = instruments.create(project, row["name"], row["kind"], **words)
            instruments.link(project, [sources[name] for name in row["sources"]], made)
