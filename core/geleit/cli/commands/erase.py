"""`geleit erase`: erase a person, or finish erasures that were interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geleit.cli.desk import Desk
from geleit.cli.making import argument, flag, option, programme_command
from geleit.errors import UsageError
from geleit.labels import Listed, say

if TYPE_CHECKING:
    from geleit.programme.privacy.erasure import Erased


@programme_command(
    "erase",
    argument("person", required=False),
    option("--reason", metavar="TEXT", label="reason_erase"),
    option("--request", metavar="ID", label="request_erase"),
    option("--close", metavar="CODE", label="close_erase"),
    flag("--anonymise"),
    flag("--continue", "go_on", label="continue_erase"),
    flag("--dry-run", "dry_run"),
    round_=False,
    json=True,
)
def command(
    desk: Desk,
    *,
    person: str | None,
    reason: str | None,
    request: str | None,
    close: str | None,
    anonymise: bool,
    go_on: bool,
    dry_run: bool,
) -> int:
    """Erase, and say what went, what stays and why."""
    from geleit.programme.privacy.erasure import erase

    if go_on == (person is not None):
        raise UsageError(say("cli.said.erase_whom"))
    if person is None:
        return _continued(desk)
    done = erase(desk.programme, person, reason or "", request=request, close=close, counts=anonymise, dry_run=dry_run)
    if desk.as_json:
        desk.json(_object(desk, done))
    else:
        _show(desk, done)
    _warn(desk, done)
    return 1 if done.traces else 0


def _continued(desk: Desk) -> int:
    from geleit.programme.privacy.erasure import go_on

    # Opening the records has done it already, unless somebody else kept them in use then.
    found = go_on(desk.programme)
    people = len(found.people) or desk.programme.erased_again
    if desk.as_json:
        desk.json({"erased": people, "traces": list(found.traces)})
    desk.tell(say("cli.said.erase_continued", n=people))
    if found.traces:
        desk.tell(say("cli.said.erase_traces", files=Listed(found.traces)))
    return 1 if found.traces else 0


def _object(desk: Desk, done: Erased) -> dict[str, Any]:
    return {
        "person": done.person,
        "done": done.done,
        "anonymised": done.counts,
        "deleted": dict(done.deleted),
        "emptied": dict(done.emptied),
        "kept": dict(done.kept),
        "duties": [{"category": duty.category.value, "until": duty.until, "basis": duty.basis} for duty in done.duties],
        "closed": len(done.closed),
        "frozen_reports": done.frozen,
        "other_rows": done.others,
        "copies_removed": list(done.copies),
        "traces": list(done.traces),
        "lists": list(done.lists),
        "recipients": [desk.text(one) for one in done.recipients],
    }


def _show(desk: Desk, done: Erased) -> None:
    for code, counted in (("deleted", done.deleted), ("emptied", done.emptied), ("kept", done.kept)):
        if counted:
            rows = Listed([say("cli.said.erase_rows", what=_named(desk, table), n=n) for table, n in counted.items()])
            desk.put(desk.text(say(f"cli.said.erase_{code}", rows=rows)))
    for duty in done.duties:
        category = say(f"retention.category.{duty.category.value}")
        code = "cli.said.erase_duty" if duty.until else "cli.said.erase_duty_open"
        desk.put(desk.text(say(code, category=category, day=duty.until, basis=duty.basis)))
    if done.closed:
        desk.put(desk.text(say("cli.said.erase_closed", pairs=Listed(done.closed))))


def _named(desk: Desk, table: str) -> Any:
    code = f"store.table.{table}"
    return say(code) if desk.programme.labels.languages_of(code) else table


def _warn(desk: Desk, done: Erased) -> None:
    code = "erase_would" if not done.done else "erase_kept_some" if done.duties else "erase_done"
    desk.tell(say(f"cli.said.{code}", name=done.name))
    if done.frozen:
        desk.tell(say("cli.said.erase_frozen", n=done.frozen))
    if done.others:
        desk.tell(say("cli.said.erase_others", n=done.others))
    if done.traces:
        desk.tell(say("cli.said.erase_traces", files=Listed(done.traces)))
    if done.lists:
        desk.tell(say("cli.said.erase_lists", files=Listed(done.lists)))
    if done.recipients:
        desk.tell(say("cli.said.tell_recipients", recipients=Listed(done.recipients)))
    if done.done:
        desk.tell("cli.said.erase_elsewhere")
