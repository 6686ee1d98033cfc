"""`geleit outcome change`: put a result right that was entered wrongly."""

from __future__ import annotations

from typing import Any

from geleit.cli.desk import Desk
from geleit.cli.making import argument, option, programme_command
from geleit.cli.result_options import RESULT_KEYS, result_options
from geleit.errors import UsageError
from geleit.fields import fields_of
from geleit.labels import Listed, say


@programme_command(
    "outcome change",
    argument("outcome"),
    option("--category", metavar="CATEGORY", label="category_change"),
    *result_options(required=False),
    option("--detail", "details", multiple=True, metavar="FIELD=VALUE"),
    option("--confirmed-by", metavar="NAME"),
    option("--clear", multiple=True, metavar="FIELD"),
    round_=False,
)
def command(desk: Desk, *, outcome: str, details: tuple[str, ...], clear: tuple[str, ...], **values: Any) -> None:
    """Change what is given; what is cleared is unknown again."""
    from geleit.programme.outcomes import category_of
    from geleit.programme.results.changing import change_outcome
    from geleit.programme.results.listing import outcome_record

    found = outcome_record(desk.programme, outcome)
    round_ = desk.programme.round(found.outcome.round)
    category = category_of(desk.programme, round_, values["category"] or found.outcome.category)
    own = fields_of(category.detail) if category.detail else ()
    changes = {"began_on": values["began"], "ended_on": values["ended"]}
    changes |= {name: values[name] for name in ("category", "confirmed_by", *RESULT_KEYS)}
    changes = {name: value for name, value in changes.items() if value is not None}
    written = desk.values(details, own)
    for name in clear:
        if name in ("ended_on", *RESULT_KEYS):
            changes[name] = None
        elif name in {field.name for field in own}:
            written[name] = None
        else:
            known = ["ended_on", *RESULT_KEYS, *(field.name for field in own)]
            raise UsageError(say("cli.said.bad_choice", what="--clear", found=name, known=Listed(known, "list.or")))
    kept = change_outcome(desk.programme, found, changes, written)
    what = {"name": desk.name(kept.person), "category": say(f"outcome.{kept.category}")}
    desk.tell(say("cli.said.outcome_changed", day=kept.began_on, **what))
    desk.warn_about(values["note"])
