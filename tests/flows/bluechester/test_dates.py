"""The sample's acts bear the days of its study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.days import date_of
from qda.flows.bluechester import dates, sample
from qda.project.project import Project
from qda.store.models import CategoryMap, Claim, ClaimLink, Code, Coding, MapNode, Membership, Memo, Relation


def test_a_source_is_coded_the_day_after_it_came() -> None:
    assert date_of(dates.coded("2011-12-31")).isoformat() == "2012-01-01"


def test_codes_are_gathered_when_the_last_was_met_but_not_before_focused_coding() -> None:
    met = {"early": dates.noon("2010-06-16"), "late": dates.noon("2013-05-10")}

    assert date_of(dates.gathered(["early"], met)).isoformat() == "2012-02-06"
    assert date_of(dates.gathered(["early", "late"], met)).isoformat() == "2013-05-10"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("sample") / "Bluechester.gerund"
    sample.build(path, coder="AQ")
    with Project.open(path, writable=False) as project, project.read() as session:
        yield session


def gathered(session: Session) -> dict[int, int]:
    """When the last member came under each code."""
    found = select(Membership.group_id, func.max(Membership.since)).group_by(Membership.group_id)
    return dict(session.execute(found).all())


def grounds(session: Session) -> Iterator[tuple[str, int, int]]:
    """Of each claim its words, its day, and the days of all that it stands on: codes, relations of codes, memos."""
    codes, memos = gathered(session), dict(session.execute(select(Memo.id, Memo.created_at)).all())
    ends = {row.id: (row.from_id, row.to_id) for row in session.execute(select(Relation)).scalars()}
    links = select(Claim.text, Claim.created_at, ClaimLink.target, ClaimLink.target_id).join(
        ClaimLink, ClaimLink.claim_id == Claim.id
    )
    for words, at, kind, key in session.execute(links.where(Claim.kind == "claim")):
        if kind == "memo":
            yield words, at, memos[key]
        for code in ends[key] if kind == "relation" else (key,) if kind == "code" else ():
            yield words, at, codes[code]


def test_a_claim_comes_after_the_codes_and_memos_that_it_stands_on(built: Session) -> None:
    found = list(grounds(built))

    assert len({words for words, _at, _ground in found}) == 6
    assert [words for words, at, ground in found if at < ground] == []


def test_no_claim_is_made_before_codes_were_first_gathered_or_after_the_study(built: Session) -> None:
    made = built.execute(select(Claim.created_at).where(Claim.kind == "claim")).scalars().all()

    assert min(made) > min(gathered(built).values())
    assert date_of(max(made)).isoformat() <= "2013-10-31"


def test_a_map_shows_no_code_that_was_not_met_yet(built: Session) -> None:
    first_day = select(Coding.code_id, func.min(Coding.created_at)).group_by(Coding.code_id)
    met = dict(built.execute(first_day).all())
    below: dict[int, set[int]] = defaultdict(set)
    for member, group in built.execute(select(Membership.member_id, Membership.group_id)):
        below[group].add(member)
    for code, parent in built.execute(select(Code.id, Code.parent_id)):
        below[parent or 0].add(code)

    def first(code: int) -> int:
        return min([met.get(code, 1 << 60), *(first(each) for each in below[code])])

    shown = select(CategoryMap.name, CategoryMap.created_at, MapNode.target_id).join(
        MapNode, MapNode.map_id == CategoryMap.id
    )
    drawn = [(name, at, code) for name, at, code in built.execute(shown.where(MapNode.target == "code")) if code]

    assert len(drawn) > 40
    assert [name for name, at, code in drawn if first(code) > at] == []
