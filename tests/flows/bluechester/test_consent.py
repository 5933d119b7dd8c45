"""The sample's consent register names who is in the sample, and leaves its sources free to be used."""

from __future__ import annotations

import tomllib

from qda import resources
from qda.flows.bluechester import consent as sample_consent
from qda.project.project import Project
from qda.study import consent
from qda.study import service as study


def test_the_register_of_the_sample_is_kept_in_one_act(project: Project) -> None:
    told = tomllib.loads(resources.path("bluechester", "consent.toml").read_text(encoding="utf-8"))
    with project.group():
        names = dict.fromkeys(entry["participant"] for entry in told["consent"])
        people = {name: study.create_participant(project, name) for name in names}

    sample_consent.keep(project, told)

    register = consent.register(project)
    assert [person.name for person in register.people if person.open] == ["Michael", "Rhian"]
    assert [person.name for person in register.people if person.withdrawn] == ["Stephen", "Rhian"]
    assert consent.allows(project, people["Michael"], "interview") == "yes"
    assert project.undo() == "Keep the consent register of the sample"


def test_nothing_that_the_sample_holds_was_refused_or_withdrawn(project: Project) -> None:
    told = tomllib.loads(resources.path("bluechester", "consent.toml").read_text(encoding="utf-8"))
    texts = [
        tomllib.loads(resources.path("bluechester", f"sources-{part}.toml").read_text(encoding="utf-8"))["source"]
        for part in ("board", "teams", "casework")
    ]
    kinds = {"interview": "interview", "case record": "records", "field note": "observation"}
    held = {
        (name, kinds[source["kind"]])
        for part in texts
        for source in part
        if source["kind"] in kinds
        for name in source["participants"]
    }
    with project.group():
        people = {name: study.create_participant(project, name) for name in {name for name, _kind in held}}
        for name in {entry["participant"] for entry in told["consent"]} - people.keys():
            study.create_participant(project, name)

    sample_consent.keep(project, told)

    assert [pair for pair in sorted(held) if consent.allows(project, people[pair[0]], pair[1]) == "no"] == []
