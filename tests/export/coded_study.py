"""A small study that has something of everything a report tells."""

from __future__ import annotations

from qda.coding import codes, focused, segments
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from qda.synthesis import claims, patterns
from tests.factories import make_case, make_source, span_of


def build(project: Project) -> dict[str, int]:
    """A theme over a category over a focused code over two initial codes, in one case; gives ids by name."""
    _unit, martine = make_case(project)
    theresa = study.create_participant(project, "Theresa", role="parent", case_ids=(martine,))
    source = make_source(project)
    sources.move(project, [source], case_id=martine)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    theme = codes.create(project, "being seen", level="theme", definition="Being taken for who one is.")
    category = codes.create(project, "being met", level="category", parent_id=theme)
    above = codes.create(project, "arriving", level="focused", definition="Coming in and being let in.")
    focused.cluster(project, [above], category, settle=False)
    for label, words in (("coming in", "came in"), ("sitting down", "sat down")):
        segments.apply(project, source, span_of(words), codes.create(project, label, parent_id=above))
    memo = memos.begin(project, "She *came* in.\n\n- one\n- two", title="On Martine", kind="case")
    memos.attach(project, memo, Target("case", martine))
    claim = claims.create(project, "Calm comes first", kind="proposition", expected="calm, then talk")
    patterns.judge(project, claim, martine, observed="she sat down", match="match", replication="literal")
    return {"source": source, "case": martine, "person": theresa, "theme": theme, "focused": above}
