"""A programme may be used from any thread: each gets a connection of its own, and nothing is lost between them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from geleit.model.office import Contact, Task
from geleit.model.people import Person
from geleit.programme import Programme, office
from geleit.store import verify
from tests.organisations.tiny import configuration, laid_out

WORKERS, EACH = 8, 25


def test_eight_workers_of_one_programme_lose_nothing(tmp_path: Path) -> None:
    """They open it at the same moment, write and read at the same time, and ask about the round meanwhile."""
    rounds = '[[rounds]]\nid = "r1"\ntitle = "Durchgang"\n'
    path = laid_out(tmp_path, configuration(rounds, languages=["de"]))

    with Programme.open(path) as programme:

        def work(worker: int) -> None:
            for number in range(EACH):
                office.add_task(programme, f"{worker}-{number}")
                if number == 0:
                    with programme.store.write("task") as tx:
                        tx.add(Person(id=f"p{worker}", given_name="A", family_name=str(worker)))
                office.note_contact(programme, f"p{worker}", "phone", note="Rückruf")
                assert programme.answers(programme.round("r1")).matching is not None

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, range(WORKERS)))
        store = programme.store
        titles = {task.title for task in store.all(Task)}
        assert titles == {f"{worker}-{number}" for worker in range(WORKERS) for number in range(EACH)}
        assert store.count(Contact) == WORKERS * EACH
        assert verify(store).whole
