"""A disk that is full in the middle: files that may not grow any more, and a database that may not."""

from __future__ import annotations

import resource
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from geleit.errors import GeleitError
from geleit.fields import evolve
from geleit.labels import core_labels
from geleit.model.people import Person
from geleit.store import Store, verify
from tests.faults.crew import Setting, answered, serve
from tests.faults.traces import looked_at

ROWS = 120


def beginning(setting: Setting, path: Path) -> None:
    """Some people."""
    with setting.opened(path) as store, store.write("begin") as tx:
        tx.add_all(Person(id=f"p{n}", given_name="Amal", family_name=f"Nr {n}") for n in range(ROWS))


def adding(store: Store) -> None:
    """One unit of work that needs room."""
    with store.write("many") as tx:
        for person in tx.all(Person):
            tx.update(evolve(person, phone="+43 316 1"))
            tx.add(Person(id=f"{person.id} again", given_name=person.given_name * 20))


def refused(work: Callable[[], None]) -> str:
    """The sentence with which work was refused, if it was."""
    try:
        work()
    except GeleitError as error:
        return core_labels().text(error.sentence, "en")
    return ""


def limited(setting: Setting, path: Path, size: int, early: bool) -> str:
    """The work with no file growing beyond a size in bytes, opening the database included if it is early."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def work() -> None:
        if early:
            limit()
        with setting.opened(path) as store:
            limit()
            adding(store)

    return refused(work)


def paged(setting: Setting, path: Path, pages: int) -> str:
    """The work with so many pages more at most."""

    def work() -> None:
        with setting.opened(path) as store:
            store.link().rows(f"PRAGMA max_page_count = {store.link().pragma('page_count') + pages}")
            adding(store)

    return refused(work)


def checked(setting: Setting, path: Path) -> list[str]:
    """What is wrong with the history."""
    with setting.opened(path) as store:
        return [str(fault) for fault in verify(store).faults]


def scenario(setting: Setting, folder: Path, *, sizes: int, pages: int, seed: int) -> Mapping[str, Any]:
    """So many limits to the size of files, and so many to the number of pages."""
    origin, work = folder / "origin" / "a.db", folder / "work" / "a.db"
    answered(lambda: beginning(setting, origin))
    before = answered(lambda: looked_at(setting, origin))
    shutil.copytree(origin.parent, work.parent)
    largest = answered(lambda: _undisturbed(setting, work))
    after = answered(lambda: looked_at(setting, work))
    added = (work.stat().st_size - origin.stat().st_size) // 4096
    dice = Random(seed)
    span = largest * 5 // 4
    works: list[Callable[[], str]] = []
    for number in range(sizes):
        size = span * number // sizes + dice.randrange(span // sizes)
        works.append(lambda size=size, early=number % 2 == 0: limited(setting, work, size, early))  # type: ignore[misc]
    works += [lambda more=added * n // pages: paged(setting, work, more) for n in range(pages)]  # type: ignore[misc]
    found: list[tuple[str, str]] = []
    faults: list[str] = []
    for each in works:
        shutil.rmtree(work.parent)
        shutil.copytree(origin.parent, work.parent)
        sentence = answered(each)
        seen = answered(lambda: looked_at(setting, work))
        state = "before" if seen == before else "after" if seen == after else "else"
        found.append((state, sentence))
        faults += answered(lambda: checked(setting, work))
    return {
        "sizes": Counter(state for state, _ in found[:sizes]),
        "pages": Counter(state for state, _ in found[sizes:]),
        # Refused although it is there, or not refused although it is not.
        "wrong": [pair for pair in found if (pair[0] == "before") != bool(pair[1])],
        "sentences": sorted({sentence for _, sentence in found if sentence}),
        "faults": faults,
    }


def _undisturbed(setting: Setting, path: Path) -> int:
    """The size of the file that is written to last."""
    with setting.opened(path) as store:
        adding(store)
        log = path.with_name(f"{path.name}-wal")
        return (log if log.exists() else path).stat().st_size


if __name__ == "__main__":
    serve(scenario)
