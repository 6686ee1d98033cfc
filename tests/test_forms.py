"""The form of a region chooses words and nothing else."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from geleit.errors import RegionError
from geleit.labels import core_labels
from geleit.questions.region import Form
from geleit.regions import words
from geleit.regions.asking import Asked
from geleit.regions.loading import load

REGION = '''
import geleit


@geleit.hookimpl
def geleit_region():
    """Who it is."""
    return geleit.Region(
        name="tiny", form=geleit.Form.{form}, country="DE", languages=("de", "en"), host_languages=("de",),
        mentee=geleit.Mentee, mentor=geleit.Mentor, written_for="{version}",
    )


@geleit.hookimpl
def geleit_eligibility(round_):
    """Everybody."""
    return geleit.Eligibility()
'''


def _asked(folder: Path, form: str = "TANDEM", version: str = "0.1") -> Asked:
    (folder / "tiny.py").write_text(REGION.format(form=form, version=version), encoding="utf-8")
    return Asked(load("./tiny.py", folder))


def test_a_case_is_called_a_case_and_a_pair_a_pair(tmp_path: Path) -> None:
    """The same label has the words of the region's form in both languages."""
    pairs, cases = _asked(tmp_path).labels, _asked(tmp_path, "CASELOAD").labels
    assert pairs.text("lifecycle.pair", "de") == "Tandem"
    assert cases.text("lifecycle.pair", "de") == "Begleitung"
    assert cases.text("lifecycle.pair", "en") == "Case"


@pytest.mark.parametrize("form", Form)
def test_a_forms_words_stand_in_for_words_that_exist(tmp_path: Path, form: Form) -> None:
    """No word of a form is for a label that nobody uses, and each has the languages and the values of that label."""
    region = attrs.evolve(_asked(tmp_path).region, form=form)
    host = core_labels()
    for code, texts in words.form_labels(region).items():
        assert set(texts) >= {"de", "en"} <= host.languages_of(code), code


def test_a_region_for_a_newer_host_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """The error says both versions; a version that is none is refused too."""
    with pytest.raises(RegionError) as newer:
        _asked(tmp_path, version="99.0")
    assert "99.0" in str(newer.value)
    with pytest.raises(RegionError):
        _asked(tmp_path, version="soon")
