"""No file is taken for a closed one that is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from geleit.errors import StoreError
from geleit.model.people import Person
from geleit.programme import Programme

CONFIG = """
[organisation]
name = "Verein"
languages = ["de"]
timezone = "Europe/Berlin"
[programme]
region = "./tiny.py"
title = "Mentoring"
[database]
path = "data/tiny.db"
protection = "sqlcipher"
"""
REGION = '''
import geleit


@geleit.hookimpl
def geleit_region():
    """Who it is."""
    return geleit.Region(name="tiny", country="DE", languages=("de",), host_languages=("de",),
                         mentee=geleit.Mentee, mentor=geleit.Mentor, written_for="0.1")


@geleit.hookimpl
def geleit_eligibility(round_):
    """Everybody."""
    return geleit.Eligibility()
'''


def test_an_encryption_that_is_asked_for_and_not_there_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """The sentence says what to do, in both languages, and no database appears."""
    (tmp_path / "tiny.py").write_text(REGION, encoding="utf-8")
    (tmp_path / "organisation.toml").write_text(CONFIG, encoding="utf-8")
    with Programme.open(tmp_path / "organisation.toml") as programme, pytest.raises(StoreError) as refused:
        programme.store.all(Person)
    for language in ("de", "en"):
        assert 'protection = "disk"' in refused.value.in_language(language)
    assert not (tmp_path / "data").exists()
