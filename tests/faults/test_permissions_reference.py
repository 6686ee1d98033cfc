"""P9: what the documentation says about permissions is what the program does."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from geleit.config import colleagues, load
from geleit.permissions import Action, StaffRole, identify

DOCS = Path(__file__).parents[2] / "docs"

START = """\
[organisation]
name = "Beispielverein"
languages = ["de"]
timezone = "Europe/Berlin"

[programme]
region = "some_region"
title = "Mentoring"
"""


def _maker() -> ModuleType:
    spec = spec_from_file_location("make_permissions", DOCS / "reference" / "make_permissions.py")
    assert spec is not None and spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_matrix_in_the_documentation_is_the_one_that_is_asked() -> None:
    """After a change of the tables: `python docs/reference/make_permissions.py`."""
    maker = _maker()
    assert (DOCS / "reference" / "permissions.md").read_text(encoding="utf-8") == maker.page()


def test_every_action_and_role_stands_in_the_matrix() -> None:
    """No row is forgotten in the making."""
    text = (DOCS / "reference" / "permissions.md").read_text(encoding="utf-8")
    assert [action for action in Action if f"| `{action.value}` |" not in text] == []


def test_the_page_says_plainly_what_roles_are_not() -> None:
    """Nobody is to take a role for a lock."""
    text = (DOCS / "permissions.md").read_text(encoding="utf-8")
    assert "They are no lock" in text and "has its key sees\neverything" in text
    assert [role for role in StaffRole if f"`{role.value}`" not in text] == []


@pytest.mark.parametrize("page", ["permissions.md", "deployment.md"])
def test_the_configurations_of_the_pages_can_be_read(page: str, tmp_path: Path) -> None:
    """Every TOML of the pages is accepted as it stands; together they make a list of staff."""
    snippets = re.findall(r"^```toml\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    text = "\n".join(snippets)
    if "[database]" not in text:
        text = f'[database]\npath = "x.db"\n\n{text}'
    path = tmp_path / "organisation.toml"
    path.write_text(f"{START}\n{text}", encoding="utf-8")
    staff = load(path).staff
    assert staff is not None
    listed = colleagues(staff)
    for account, entry in staff.items():
        for name in entry.shared or (None,):
            assert identify(account, listed, name).role in StaffRole
