"""A database whose file somebody deletes, moves or replaces while it is open takes nothing more, and says so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from geleit.errors import StoreError
from geleit.programme import Programme, office
from tests.organisations.tiny import configuration, laid_out


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_nothing_is_written_to_a_file_that_is_gone(tmp_path: Path, how: str) -> None:
    """What the system would keep until the program ends, and lose then, is refused; what was there before stays."""
    config = laid_out(tmp_path, configuration())
    with Programme.open(config) as programme:
        office.add_task(programme, "before")
        path = programme.config.database_path
        aside = path.with_name("aside.db")
        if how == "deleted":
            shutil.copy(path, aside)
            path.unlink()
        elif how == "moved":
            os.replace(path, aside)
        else:
            shutil.copy(path, aside)
            shutil.copy(path, path.with_name("other.db"))
            os.replace(path.with_name("other.db"), path)
        with pytest.raises(StoreError) as refused:
            office.add_task(programme, "lost")
        assert refused.value.sentence.code == "store.file_lost"
    if how != "replaced":
        os.replace(aside, path)
    with Programme.open(config) as programme:
        titles = [task.title for task in office.tasks(programme)]
        assert "lost" not in titles
        if how == "moved":
            assert titles == ["before"]
