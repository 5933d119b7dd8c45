from __future__ import annotations

import pytest
from hypothesis import given, settings

from qda.export.refi.codebook import NoCodes, qdc
from qda.export.refi.values import CodeValue, SetValue
from qda.export.refi.xmltext import Xml
from tests.export.refi.eyes import assert_valid, parsed
from tests.export.refi.hostile import codes

GUID = "{:08d}-1111-1111-1111-111111111111".format


@given(made=codes().filter(bool))
@settings(max_examples=30, deadline=None)
def test_any_code_book_is_valid(made: tuple[CodeValue, ...]) -> None:
    sets = (SetValue(GUID(0), "Focused", "Gerund: level focused", tuple(code.guid for code in made)),)

    root = parsed("".join(qdc(made, sets, "Gerund", Xml())))

    assert_valid("Codebook", root)
    assert len(list(root.iter("{*}Code"))) == len(list(root.iter("{*}MemberCode"))) == len(made)


def test_a_code_book_without_codes_is_refused_because_the_standard_has_none() -> None:
    with pytest.raises(NoCodes):
        next(qdc((), (), "Gerund", Xml()))


def test_sets_without_codes_are_left_out() -> None:
    notes_only = SetValue(GUID(9), "Memos", "Gerund: memo kind initial", notes=(GUID(8),))

    root = parsed("".join(qdc([CodeValue(GUID(1), None, "one")], [notes_only], "Gerund", Xml())))

    assert_valid("Codebook", root)
    assert list(root.iter("{*}Sets")) == []


def test_codes_stand_where_they_live_however_deep() -> None:
    chain = [CodeValue(GUID(n), GUID(n - 1) if n > 1 else None, f"code {n}") for n in range(1, 1500)]

    root = parsed("".join(qdc(chain, (), "Gerund", Xml())))

    deepest = root.find(".//{*}Code[@name='code 1499']")
    assert deepest is not None
    assert sum(1 for _above in deepest.iterancestors("{*}Code")) == 1498


def test_siblings_keep_their_order_and_a_lost_parent_is_no_loss() -> None:
    made = [CodeValue(GUID(1), None, "b"), CodeValue(GUID(2), GUID(77), "orphan"), CodeValue(GUID(3), None, "a")]

    root = parsed("".join(qdc(made, (), "Gerund", Xml())))

    assert [code.get("name") for code in root.iter("{*}Code")] == ["b", "orphan", "a"]
