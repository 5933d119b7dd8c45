"""What a crash cut off becomes memos on what it was about, in one step."""

from __future__ import annotations

from qda.flows import unfinished as settling
from qda.memos import drafts, queries
from qda.memos.service import Target
from qda.project import unfinished
from qda.project.project import Project
from qda.synthesis import claims


def test_words_become_memos_on_what_they_were_about(project: Project) -> None:
    claim = claims.create(project, "Calm comes first")
    unfinished.save(project, "claim.text/1", "Calm comes first, but", title="claim 1", target=("claim", claim))
    unfinished.save(project, "claim.new", "Help comes late", title="new claim")

    settling.settle(project)

    (on_claim,) = queries.on(project, Target("claim", claim))
    (on_study,) = queries.on(project, drafts.STUDY)
    assert (on_claim.title, on_claim.text) == ("Unfinished: claim 1", "Calm comes first, but")
    assert (on_study.title, on_study.text) == ("Unfinished: new claim", "Help comes late")
    assert unfinished.left(project) == []


def test_one_step_takes_all_of_them_back(project: Project) -> None:
    unfinished.save(project, "claim.new", "Help comes late", title="new claim")
    unfinished.save(project, "phase.new", "Second round", title="new phase")
    settling.settle(project)

    undone = project.undo()

    assert undone == "Keep unfinished words as memos"
    assert queries.memos(project) == []


def test_where_what_they_were_about_is_gone_they_hang_on_the_study(project: Project) -> None:
    claim = claims.create(project, "Calm comes first")
    unfinished.save(project, "claim.text/1", "Calm, but", title="claim 1", target=("claim", claim))
    unfinished.save(project, "feedback.text/1", "They said", title="feedback", target=("feedback", 1))
    claims.delete(project, [claim])

    settling.settle(project)

    assert {memo.text for memo in queries.on(project, drafts.STUDY)} == {"Calm, but", "They said"}


def test_blank_words_go_without_a_memo_and_without_a_step(project: Project) -> None:
    unfinished.save(project, "claim.new", "  \n", title="new claim")

    made = settling.settle(project)

    assert (made, unfinished.left(project), queries.memos(project)) == ([], [], [])
