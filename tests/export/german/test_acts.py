"""What happened is told in German wholly: biographies of codes and the history, of the sample and of any study."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

import qda
from qda.coding import codes, judgements, queries, relations
from qda.export import reports
from qda.export.german import biographies, coding_acts, study_acts
from qda.export.german.words import GERMAN_TEXTS
from qda.export.profiles import APA, GERMAN, Profile
from qda.export.tables import Table
from qda.export.wishes import Wish
from qda.flows.bluechester import sample
from qda.i18n import N_, _, ngettext, speaking
from qda.project import history
from qda.project.project import Project
from qda.study import service as study
from tests.factories import make_source

_KEY = re.compile(r"[a-z_]+\.[a-z_]+")


class Asked(dict[str, str]):
    """The German words, with a note of what was asked for and is not among them."""

    def __init__(self) -> None:
        super().__init__(GERMAN_TEXTS)
        self.missing: set[str] = set()

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        if key not in self:
            self.missing.add(key)
        return super().get(key, default)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("sample") / "Bluechester.gerund"
    sample.build(path, coder="AQ")
    with Project.open(path, writable=False) as project:
        yield project


def tables(project: Project, kind: str, profile: Profile) -> list[Table]:
    return [block for block in reports.blocks(project, Wish(kind, profile=profile)) if isinstance(block, Table)]


def happened(project: Project, kind: str, profile: Profile) -> list[str]:
    """The cells under “What happened”."""
    head = profile.translated("What happened")
    found: list[str] = []
    for table in tables(project, kind, profile):
        at = [column.heading for column in table.columns].index(head)
        found += [str(row.cells[at]) for row in table.rows]
    return found


def test_no_english_telling_is_left_in_the_german_biographies_of_the_sample(built: Project) -> None:
    from qda.analysis.coding import biography

    asked = Asked()
    with speaking(asked):
        for code in queries.code_rows(built)[::20]:  # each is read from the whole journal
            biography.of_code(built, code.id)
    english, german = (happened(built, "biographies", profile) for profile in (APA, GERMAN))

    own = {row.judgement for row in judgements.rows(built)} | {row.name for row in relations.types(built)}
    assert asked.missing - own == set()
    assert len(german) == len(english) > 50
    assert [told for told in german if told in english] == []


def test_no_english_act_is_left_in_the_german_audit_trail_of_the_sample(built: Project) -> None:
    asked = Asked()
    with speaking(asked):
        history.rows(built)
    german = happened(built, "audit", GERMAN)

    assert asked.missing == set()
    assert "Codebuch angelegt" in german


def test_every_sentence_of_the_history_has_its_german() -> None:
    said = {text for path in sorted(Path(qda.__file__).parent.rglob("*.py")) for text in _sentences(path)}

    assert len(said) > 250
    assert sorted(said - GERMAN_TEXTS.keys()) == []


def test_german_sentences_name_nothing_that_the_english_do_not() -> None:
    told = {**biographies.TEXTS, **coding_acts.TEXTS, **study_acts.TEXTS}
    strange = {text for text, german in told.items() if not _values(german) <= _values(text)}
    silent = {text for text, german in told.items() if _values(text) - _values(german)}

    assert (strange, silent) == (set(), set())


def test_names_of_users_stay_and_counts_and_levels_are_told_in_german(project: Project) -> None:
    source = make_source(project)
    first, second = codes.create(project, "category"), codes.create(project, "3 codes of “calm”")
    codes.set_level(project, [first, second], "focused")
    codes.delete(project, [second])
    study.create_unit(project, "focused")

    with speaking(GERMAN.texts):
        german = [row.text for row in history.rows(project)]

    assert source
    assert german[:5] == [
        "Einheit „focused“ angelegt",
        "Gelöscht: „3 codes of “calm”“",
        "Ebene von 2 Codes: fokussiert",
        "Neuer Code „3 codes of “calm”“",
        "Neuer Code „category“",
    ]


def test_what_was_taken_back_is_told_in_german_with_what_it_was(project: Project) -> None:
    codes.create(project, "calm")
    history.undo(project)

    with speaking(GERMAN.texts):
        newest = history.rows(project)[0].text

    assert newest == "Rückgängig gemacht: Neuer Code „calm“"


def test_the_window_speaks_its_own_language_again_afterwards(project: Project) -> None:
    relations.add_relation_type(project, "leads to")
    with speaking({"Add relation type “{name}”": "Neu: {name}", "{count} code": "{count} Code"}):
        within = (_(N_("Add relation type “{name}”")), ngettext("{count} code", "{count} codes", 1))

    assert within == ("Neu: {name}", "{count} Code")
    assert history.rows(project)[0].text == "Add relation type “leads to”"


# --- reading the program ---------------------------------------------------------------------------------------------


def _values(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def _sentences(path: Path) -> Iterator[str]:
    """The texts with which the module begins acts, also where a name stands for them."""
    text = path.read_text(encoding="utf-8")
    if not re.search(r"\.command\(|Act\(|\.enter\(", text):
        return
    tree = ast.parse(text)
    everywhere = _assigned(tree.body)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        known = everywhere | _assigned(list(ast.walk(function)))
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            for said in _said_by(call):
                yield from _marked(said, known, set())


def _said_by(call: ast.Call) -> Iterator[ast.expr]:
    """What follows the key of a command, as “codes.merge”."""
    for key, said in pairwise(call.args):
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and _KEY.fullmatch(key.value):
            yield said
    if _called(call) == "enter" and len(call.args) > 1:
        yield call.args[1]


def _assigned(nodes: Sequence[ast.AST]) -> dict[str, list[ast.expr]]:
    named: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for name, value in (pair for target in node.targets for pair in _pairs(target, node.value)):
                named.setdefault(name, []).append(value)
    return named


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return [pair for each, said in zip(target.elts, value.elts, strict=False) for pair in _pairs(each, said)]
    if isinstance(target, ast.Tuple):
        return [pair for each in target.elts for pair in _pairs(each, value)]
    return []


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _marked(node: ast.expr, named: dict[str, list[ast.expr]], seen: set[str]) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and _called(part) == "N_":
            yield from (str(each.value) for each in part.args if isinstance(each, ast.Constant))
        elif isinstance(part, ast.Name) and part.id not in seen:
            for value in named.get(part.id, ()):
                yield from _marked(value, named, seen | {part.id})
