"""The German of literature and checklists is whole, and keeps every value."""

from __future__ import annotations

import re

from qda.analysis.study import checklist_items
from qda.export.german import literature as german_literature
from qda.export.german import words as german
from qda.study.literature import STAGES
from qda.study.references import TYPES


def test_every_item_title_and_stage_has_its_german() -> None:
    items = (*checklist_items.COREQ, *checklist_items.SRQR)
    wanted = {word for item in items for word in (item.part, item.title, item.ask)} | {*STAGES, *TYPES}

    assert {word for word in wanted if word not in german.GERMAN_TEXTS} == set()


def test_the_values_in_a_sentence_are_those_of_the_english() -> None:
    other = {
        english
        for english, translated in german_literature.TEXTS.items()
        if sorted(re.findall(r"{\w+}", english)) != sorted(re.findall(r"{\w+}", translated))
    }

    assert other == set()


def test_no_word_is_said_otherwise_elsewhere() -> None:
    assert {
        word for word in german_literature.TEXTS if german.GERMAN_TEXTS[word] != german_literature.TEXTS[word]
    } == set()
