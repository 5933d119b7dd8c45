"""The model that the lock installs, loaded once; tests that need it skip where there is none."""

from __future__ import annotations

import pytest

from qda.nlp import pipeline
from qda.nlp.pipeline import Pipeline


@pytest.fixture(scope="session")
def model() -> Pipeline:
    loaded = pipeline.load()
    if not loaded.has_model:
        pytest.skip("no English spaCy model is installed")
    return loaded


@pytest.fixture(scope="session")
def blank() -> Pipeline:
    return pipeline.blank()
