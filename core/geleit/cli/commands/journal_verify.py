"""`geleit journal verify`: whether the change history is whole."""

from __future__ import annotations

from geleit.cli.desk import Desk
from geleit.cli.making import option, programme_command
from geleit.labels import say


@programme_command(
    "journal verify",
    option("--witness", "witnesses", multiple=True, metavar="NUMBER:HASH"),
    round_=False,
    json=True,
)
def command(desk: Desk, *, witnesses: tuple[str, ...]) -> int:
    """Check the chain, the witnesses, and that the history leads to the live records; 1 if anything is wrong."""
    from geleit.programme.safekeeping.verifying import verify_history

    found = verify_history(desk.programme, witnesses)
    if desk.as_json:
        desk.json(
            {
                "entries": found.entries,
                "erased": found.erased,
                "witness": str(found.head),
                "faults": [desk.text(fault) for fault in found.faults],
            }
        )
    else:
        desk.put(desk.text(say("cli.said.history", n=found.entries, erased=found.erased)))
        desk.put(desk.text(say("cli.said.witness", witness=str(found.head))))
    for fault in found.faults:
        desk.tell(fault)
    if found.whole:
        desk.tell("cli.said.history_whole")
    return 0 if found.whole else 1
