"""Words typed into a field are on disk until they are kept, and never in the journal."""

from __future__ import annotations

from qda.project import history, unfinished
from qda.project.project import Project


def test_what_was_typed_last_is_on_disk_with_what_it_is_about(project: Project) -> None:
    unfinished.save(project, "claim.text/3", "Half a", title="claim 3", target=("claim", 3))
    unfinished.save(project, "claim.text/3", "Half a thought", title="claim 3", target=("claim", 3))

    (left,) = unfinished.left(project)

    assert (left.field, left.title, left.target) == ("claim.text/3", "claim 3", ("claim", 3))
    assert (left.text, left.coder) == ("Half a thought", project.coder_name)


def test_what_was_kept_is_gone_and_other_fields_stay(project: Project) -> None:
    unfinished.save(project, "claim.text/3", "Kept")
    unfinished.save(project, "claim.new", "Not yet")

    unfinished.discard(project, "claim.text/3")

    assert [(each.field, each.target) for each in unfinished.left(project)] == [("claim.new", None)]


def test_typing_is_no_step_of_the_history(project: Project) -> None:
    before = history.steps(project)

    unfinished.save(project, "claim.new", "Words")

    assert history.steps(project) == before
