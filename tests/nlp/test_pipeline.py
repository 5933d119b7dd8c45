"""spaCy is loaded late, from the user's model first, and says honestly what it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.errors import Cancelled
from qda.nlp import pipeline
from qda.nlp.pipeline import PATTERNS, Pipeline
from qda.progress import Stoppable

SENTENCE = "Maria Gonzalez was asking for help in Leeds."


def saved(folder: Path, language: str, name: str = "own") -> Path:
    """A pipeline without components on disk, as a user may have trained one."""
    import spacy

    nlp = spacy.blank(language)
    nlp.meta["name"], nlp.meta["version"] = name, "2.1.0"
    nlp.to_disk(folder)
    return folder


def test_importing_the_room_loads_no_spacy() -> None:
    modules = "qda.nlp.pipeline, qda.nlp.gerunds, qda.nlp.terms, qda.nlp.names"
    code = f"import sys, {modules}; qda.nlp.gerunds.check('relief'); print('spacy' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"


def test_the_users_own_model_comes_first(tmp_path: Path) -> None:
    loaded = pipeline.load(str(saved(tmp_path / "mine", "en")))

    assert loaded.found_by == "en_own 2.1.0"
    assert (loaded.refused, len(loaded.sha256)) == ("", 64)


def test_a_model_inside_a_package_folder_is_found(tmp_path: Path) -> None:
    saved(tmp_path / "en_own-2.1.0", "en")

    assert pipeline.load(str(tmp_path)).found_by == "en_own 2.1.0"


def test_two_models_have_two_hashes(tmp_path: Path) -> None:
    one, other = saved(tmp_path / "one", "en", "own"), saved(tmp_path / "other", "en", "owm")

    assert pipeline.load(str(one)).sha256 != pipeline.load(str(other)).sha256


@pytest.mark.parametrize("content", ["nothing", "a file", "German", "broken"])
def test_a_path_without_a_usable_model_is_passed_over_with_a_sentence(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "MODELS", ())
    path = tmp_path / "mine"
    if content == "a file":
        path.write_text("no model")
    elif content == "German":
        saved(path, "de")
    elif content == "broken":
        (saved(path, "en") / "meta.json").write_text("{")

    loaded = pipeline.load(str(path))

    assert loaded.found_by == PATTERNS
    assert loaded.refused.endswith(".") and str(path) in loaded.refused


def test_a_model_for_another_spacy_is_refused(tmp_path: Path) -> None:
    folder = saved(tmp_path, "en")
    meta = folder / "meta.json"
    meta.write_text(meta.read_text().replace('"spacy_version":">=3', '"spacy_version":">=9'))

    assert "another version" in pipeline.load(str(folder)).refused


def test_without_any_model_there_are_words_and_sentences_but_no_tags_and_no_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "MODELS", ("no_such_model",))

    loaded = pipeline.load()

    assert (loaded.found_by, loaded.has_model, loaded.sha256) == (PATTERNS, False, "")
    assert {word.tag for word in loaded.words(SENTENCE)} == {""}
    assert loaded.entities(SENTENCE) == ()
    assert [span.of("It rained. We waited.") for span in loaded.sentences("It rained. We waited.")] == [
        "It rained.",
        "We waited.",
    ]


def test_the_installed_model_is_one_of_those_looked_for(model: Pipeline) -> None:
    assert model.found_by.split()[0] in pipeline.MODELS


def test_words_carry_tag_lemma_and_place(model: Pipeline) -> None:
    asking = next(word for word in model.words(SENTENCE) if word.text == "asking")

    assert (asking.tag, asking.lemma) == ("VBG", "ask")
    assert asking.span.of(SENTENCE) == "asking"


def test_names_are_found_in_their_places_over_pieces(model: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_PIECE", 60)
    text = f"Nothing much.\n{SENTENCE}\n{'It rained all day. ' * 5}\n{SENTENCE}\n"

    people = [entity.span for entity in model.entities(text) if entity.label == "PERSON"]

    assert [span.of(text) for span in people] == ["Maria Gonzalez", "Maria Gonzalez"]
    assert people[0].start == text.index("Maria")


def test_looking_for_names_can_be_stopped(model: Pipeline) -> None:
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        model.entities(SENTENCE, progress)


def test_the_model_knows_english_words_only(model: Pipeline, blank: Pipeline) -> None:
    assert [model.knows(word) for word in ("safeguarded", "Relief", "vertrauen")] == [False, True, False]
    assert not blank.knows("relief")


@given(st.text(alphabet="ab \n", max_size=200), st.integers(min_value=1, max_value=40))
def test_pieces_together_are_the_text(text: str, size: int) -> None:
    cut = [text[start:end] for start, end in pipeline.pieces(text, size)]

    assert "".join(cut) == text
    assert all(0 < len(piece) <= size for piece in cut)
