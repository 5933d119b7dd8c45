from __future__ import annotations

from qda.coding import codes, focused
from qda.project.project import Project


def _merged_and_gathered(project: Project) -> None:
    """Codes in one cluster and in two, beneath others, merged twice over, in clusters that were merged or deleted."""
    calm, busy, third, gone = (
        codes.create(project, name, level="focused") for name in ("calming", "hurrying", "pausing", "leaving")
    )
    sitting, breathing, waiting, standing, resting = (
        codes.create(project, name) for name in ("sitting", "breathing", "waiting", "standing", "resting")
    )
    below = codes.create(project, "sitting very still", parent_id=sitting)
    focused.cluster(project, [sitting, breathing], calm)
    focused.cluster(project, [breathing, waiting], busy)
    focused.cluster(project, [below, resting], gone, settle=False)
    focused.cluster(project, [standing], third)
    codes.merge(project, [waiting], into=standing)
    codes.merge(project, [standing], into=breathing)
    focused.merge(project, [busy], third)
    codes.merge(project, [third], into=calm)
    codes.delete(project, [gone])


def test_what_a_few_codes_are_gathered_in_is_what_all_of_them_say(project: Project) -> None:
    _merged_and_gathered(project)
    whole = dict(focused.clusters(project).groups)

    alone = {code: groups for each in whole for code, groups in focused.groups_of(project, [each]).items()}

    assert alone == whole
    assert focused.groups_of(project, list(whole)) == whole


def test_a_retired_code_is_asked_for_in_vain(project: Project) -> None:
    old, new = codes.create(project, "waiting"), codes.create(project, "pausing")
    codes.merge(project, [old], into=new)

    assert focused.groups_of(project, [old, new]) == {new: ()}
