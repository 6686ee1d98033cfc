"""What a list came to, row by row: what was refused, left out, changed, and who may be there twice."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.labels import say
from geleit.programme.intake import Import
from geleit_tui.desk import Desk
from geleit_tui.widgets.column_widths import Column
from geleit_tui.widgets.windowed_table import Line

PERSON = "person:"
"""A row that leads to somebody has this and their id as its key."""


def columns(desk: Desk) -> tuple[Column, ...]:
    """The columns of the table."""
    text = desk.text
    return (
        Column("line", text("ui.importing.column.line"), 5, 7),
        Column("what", text("ui.importing.column.what"), 12, 18),
        Column("where", text("ui.importing.column.where"), 12, 30),
        Column("message", text("ui.importing.column.message"), 12, 110),
    )


def rows(desk: Desk, done: Import) -> Iterator[Line]:
    """What somebody has to look at, the refused rows first."""
    text = desk.text
    for place, problem in enumerate(done.problems):
        found = f" {text(say('problem.found', found=problem.found))}" if problem.found else ""
        cells = (str(problem.line), f"✗ {text('ui.importing.refused')}", problem.key, text(problem.sentence) + found)
        yield Line(f"problem:{place}", cells)
    for place, column in enumerate(done.unknown_columns):
        told = text("ui.importing.unknown_column_told")
        yield Line(f"column:{place}", ("–", f"! {text('ui.importing.unknown_column')}", column, told))
    for twin in done.duplicates:
        signs = ", ".join(text(f"ui.importing.sign.{sign}") for sign in twin.signs)
        told = text(say("ui.importing.twin_told", other=twin.other_name, signs=signs))
        yield Line(f"{PERSON}{twin.other}", (str(twin.line), f"? {text('ui.importing.twin')}", twin.name, told))
    for place, change in enumerate(done.changes):
        told = text(say("ui.importing.change_told", before=change.before, after=change.after))
        cells = (str(change.line), f"✓ {text('ui.importing.change')}", desk.label("field", change.field), told)
        yield Line(f"change:{place}", cells)


def summary(desk: Desk, done: Import, *, tried: bool) -> str:
    """What it came to in one sentence, and what is to be done now."""
    refused = len({problem.line for problem in done.problems})
    counts = {"accepted": done.accepted, "updated": done.updated, "unchanged": done.unchanged, "refused": refused}
    if tried:
        now = "next_valid" if refused else "next_all" if done.accepted + done.updated else "next_nothing"
        return desk.text(say("ui.importing.tried", **counts)) + "\n" + desk.text(f"ui.importing.{now}")
    if not done.written:
        return desk.text(say("ui.importing.held_back", refused=refused))
    told = desk.text(say("ui.importing.taken", **counts))
    if done.refused_file is None:
        return told
    return told + "\n" + desk.text(say("ui.importing.refused_file", file=done.refused_file))
