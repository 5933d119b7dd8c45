"""How literature was screened, in numbers."""

from __future__ import annotations

from qda.analysis.study import screening
from qda.project.project import Project
from qda.study import literature
from tests.flows.bluechester.test_literature import literature_of_the_sample


def test_each_publication_is_counted_once_at_every_step(project: Project) -> None:
    literature_of_the_sample(project)

    flow = screening.flow(literature.rows(project))

    assert (flow.found, flow.duplicates, flow.screened, flow.waiting) == (6, 1, 5, 0)
    assert flow.screened_out == (("Another field", 1),)
    assert (flow.read, flow.undecided, flow.included) == (4, 1, 2)
    assert flow.left_out == (("Neither success nor collaboration", 1),)
    assert flow.found == flow.duplicates + flow.out_by_screening + flow.waiting + flow.read
    assert flow.read == flow.undecided + flow.out_by_reading + flow.included


def test_each_database_tells_what_it_brought(project: Project) -> None:
    literature_of_the_sample(project)

    found = screening.by_database(literature.rows(project))

    assert [(row.name, row.found, row.duplicates, row.read, row.included) for row in found] == [
        ("Fictional Abstracts", 2, 0, 1, 1),
        ("Social Index of Nowhere", 2, 1, 1, 0),
        ("Reference lists", 1, 0, 1, 1),
        ("Web search", 1, 0, 1, 0),
    ]


def test_grades_stand_in_their_own_order_and_those_without_come_last(project: Project) -> None:
    literature_of_the_sample(project)
    (clarity,) = literature.criteria(project, "grade")

    counted = screening.grades(literature.rows(project), clarity)

    assert counted == (("strong", 1), ("partial", 1), ("doubtful", 0), ("", 4))
