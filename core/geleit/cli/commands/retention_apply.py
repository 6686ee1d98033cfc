"""`geleit retention apply`: erase, anonymise or restrict whatever is due."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.kinds import one_of
from geleit.cli.making import flag, option, programme_command
from geleit.config.retention import Category
from geleit.labels import say


@programme_command(
    "retention apply",
    option("--category", "categories", multiple=True, type=one_of(Category), label="category_retention"),
    flag("--dry-run", "dry_run"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, categories: tuple[Category, ...], dry_run: bool) -> None:
    """Do it, and print what was done and what was left."""
    from geleit.cli.retention_rows import HEADINGS, objects, rows
    from geleit.programme.privacy.retention import apply

    found = apply(desk.programme, categories=categories, dry_run=dry_run)
    left = [one for one, _ in found.left]
    if desk.as_json:
        desk.json({"dry_run": dry_run, "done": objects(desk, found.done), "left": objects(desk, left)})
    elif found.done or left:
        desk.table(HEADINGS, rows(desk, (*found.done, *left)))
    code = "cli.said.retention_would" if dry_run else "cli.said.retention_applied"
    desk.tell(say(code, n=len(found.done)))
    if left:
        desk.tell(say("cli.said.retention_left", n=len(left)))
