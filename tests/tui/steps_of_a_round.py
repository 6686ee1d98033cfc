"""The steps that every round has, each on the screens and by its command, with the comparison after it."""

from __future__ import annotations

from pathlib import Path

from tests.tui.walking import Walker


async def open_the_round(person: Walker, title: str, id_: str) -> None:
    """Open it in the settings."""
    await person.area(9)
    await person.mark("#settings-scopes", title)
    await person.step("open")
    await person.confirm()
    person.same(f"round open CONFIG {id_ and f'--round {id_}'}")


async def take_in(person: Walker, *lists: str) -> None:
    """Take in lists that lie in the organisation's folder, each after a trial."""
    for what in lists:
        await person.take_in(what)
        person.walk.command(f"import CONFIG FOLDER/{what}.csv --what {what} --dry-run {person.walk.of_round}")
        person.same(f"import CONFIG FOLDER/{what}.csv --what {what} {person.walk.of_round}")


async def admit(person: Walker, name: str, id_: str, *moves: str) -> None:
    """Talk to somebody and admit them, by the moves that it takes."""
    of_round = person.walk.of_round
    await person.person(name)
    await person.step("interview")
    await person.fill()
    person.same(f"interview CONFIG {id_} {of_round}")
    for move in moves or ("admit",):
        await person.decide(move)
        command = f"admit CONFIG {id_}" if move == "admit" else f"move CONFIG {id_} {move}"
        person.same(f"{command} {of_round}")


async def match_and_publish(person: Walker) -> None:
    """Work out a proposal and decide on it."""
    of_round = person.walk.of_round
    await person.area(3)
    await person.step("run")
    await person.fill()
    await person.rest()
    person.same(f"match CONFIG {of_round}")
    await person.step("decide")
    await person.confirm()
    person.same(f"decide CONFIG {of_round}")


async def log(person: Walker, name: str, id_: str, day: str, minutes: int, topic: tuple[str, str], note: str) -> None:
    """Log a meeting; `topic` is what is typed and its code."""
    await person.pair(name)
    await person.step("log")
    await person.fill(held_on=day, minutes=str(minutes), topics=topic[0], note=note)
    person.same(f"log CONFIG {id_} {day} --minutes {minutes} --topic {topic[1]} {person.walk.of_round} --note", note)


async def close(person: Walker, name: str, id_: str, reason: tuple[str, str]) -> None:
    """End a pair whose goal was reached; `reason` is what is typed and its code."""
    await person.pair(name)
    await person.step("close")
    await person.fill(reason=reason[0], goal_reached="ja")
    person.same(f"close CONFIG {id_} --reason {reason[1]} --goal yes {person.walk.of_round}")


async def find_a_job(
    person: Walker, name: str, id_: str, category: tuple[str, str], began: str, employer: str, evidence: str
) -> None:
    """Record a result with its evidence; `category` is what is typed and its code."""
    await person.area(5)
    await person.step("new")
    await person.fill(person=name, category=category[0])
    await person.fill(began_on=began, employer=employer, evidence=evidence)
    words = f"outcome add CONFIG {id_} {category[1]} --began {began} {person.walk.of_round}"
    person.same(words, "--employer", employer, "--evidence", evidence)


async def ask_again(person: Walker, name: str, id_: str, offset: str) -> None:
    """Ask somebody again, and do not reach them."""
    await person.area(5)
    await person.mark("#follow-ups", name, "! fällig")
    await person.step("answer")
    await person.fill(reached="nicht erreicht")
    person.same(f"followup answer CONFIG {id_} {offset} --not-reached {person.walk.of_round}")


async def save_a_report(person: Walker, title: str, code: str) -> None:
    """Save a report; both files are the same."""
    await person.area(7)
    await person.step("choose")
    await person.choose(title)
    await person.step("save")
    await person.fill(format="JSON", place="saved.json")
    person.same(f"report CONFIG {code} --format json --out FOLDER/saved.json {person.walk.of_round}")
    first, second = (_content(place / "saved.json") for place in (person.walk.screens, person.walk.commands))
    differing = [(a, b) for a, b in zip(first, second, strict=False) if a != b]
    assert first == second, f"the saved reports differ: {differing[:5]}"


def _content(path: Path) -> list[str]:
    """A report without its witness, which is the history's chain and so as random as its salts."""
    return [line for line in path.read_text("utf-8").splitlines() if '"witness"' not in line]
