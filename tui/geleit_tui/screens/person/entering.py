"""What is entered about a person: a document, a consent, an interview, a note, a reminder, access in an emergency."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geleit.fields.choices import choices_of
from geleit.fields.kinds import CodeKind
from geleit.fields.vocabulary import Vocabulary
from geleit.labels import Sentence, say
from geleit.programme.decisions import interview, interview_fields
from geleit.programme.office import add_task, note_contact
from geleit.programme.papers import paper_kinds, see_paper
from geleit.programme.privacy.consents import Standing, give_consent, withdraw_consent
from geleit.programme.staff.unlocking import Unlocked, unlock
from geleit.programme.wary import warning
from geleit_tui.dialogs.form import Form
from geleit_tui.forms.fields import answered, item_of
from geleit_tui.widgets.entry import Ask, Item

if TYPE_CHECKING:
    from geleit_tui.screens.person.screen import PersonRoom

_ENTER = "ui.person.enter"


def _ask(
    room: PersonRoom,
    title: str,
    items: list[Item],
    submit: Callable[[dict[str, Any]], Any],
    done: Callable[[Any], Sentence],
) -> None:
    """Ask, enter it, say so and show the record again."""

    def entered(result: Any) -> None:
        if result is not None:
            room.geleit.tell(done(result))
            room.reload()

    heading = room.text(say(f"{_ENTER}.{title}", name=room.shown.name))
    room.app.push_screen(Form(heading, items, submit), entered)


def paper(room: PersonRoom) -> None:
    """A document that was seen today; what a rule waits for stands first."""
    record, desk = room.shown, room.desk
    round_ = desk.programme.round(record.part.round)
    wanted = [missing.code.removeprefix("evidence.") for one in record.findings for missing in one.missing]
    kinds = sorted(paper_kinds(desk.programme, round_), key=lambda kind: (kind not in wanted, kind))
    first = kinds[0] if kinds and kinds[0] in wanted else None
    items = [
        Item(
            "kind",
            f"{_ENTER}.kind",
            Ask.ONE,
            value=first,
            choices=[(kind, desk.label("evidence", kind)) for kind in kinds],
            required=True,
        ),
        Item("issued", f"{_ENTER}.issued", Ask.DAY),
        Item("valid_until", f"{_ENTER}.valid_until", Ask.DAY_AHEAD),
        Item("wording", f"{_ENTER}.wording", Ask.TEXT, warn=warning),
    ]

    def submit(answers: dict[str, Any]) -> Any:
        return see_paper(
            desk.programme,
            round_,
            record.id,
            answers["kind"],
            issued_on=answers["issued"],
            valid_until=answers["valid_until"],
            wording=answers["wording"],
            role=record.part.role,
        )

    _ask(room, "paper", items, submit, lambda seen: say(f"{_ENTER}.paper_done", paper=say(f"evidence.{seen.kind}")))


def consent(room: PersonRoom) -> None:
    """A consent, or that it was withdrawn."""
    record, desk = room.shown, room.desk
    purposes = {f"{one.purpose} {one.recipient}": one for one in record.consents}
    waiting = next((key for key, one in purposes.items() if one.standing is not Standing.GIVEN), None)
    languages = choices_of(CodeKind(Vocabulary.LANGUAGE), desk.programme.reading, desk.language) or ()
    items = [
        Item(
            "purpose",
            f"{_ENTER}.purpose",
            Ask.ONE,
            value=waiting or next(iter(purposes), None),
            choices=[
                (key, f"{desk.text(one.purpose_words)} ({desk.text(one.recipient_words)})")
                for key, one in purposes.items()
            ],
            required=True,
        ),
        Item(
            "what",
            f"{_ENTER}.what",
            Ask.ONE,
            value="given",
            choices=[(code, desk.text(f"{_ENTER}.{code}")) for code in ("given", "withdrawn")],
            required=True,
        ),
        Item("on", f"{_ENTER}.on", Ask.DAY, value=desk.programme.today(), required=True),
        Item("language", f"{_ENTER}.language", Ask.ONE, choices=list(languages)),
        Item("channel", f"{_ENTER}.channel"),
    ]

    def submit(answers: dict[str, Any]) -> Sentence:
        one = purposes[answers["purpose"]]
        if answers["what"] == "withdrawn":
            ended = withdraw_consent(desk.programme, record.id, one.purpose, recipient=one.recipient, on=answers["on"])
            return (
                say(f"{_ENTER}.consent_done", what=say(f"{_ENTER}.withdrawn")) if ended else say(f"{_ENTER}.not_given")
            )
        give_consent(
            desk.programme,
            record.id,
            one.purpose,
            recipient=one.recipient,
            language=answers["language"],
            channel=answers["channel"],
            given_on=answers["on"],
        )
        return say(f"{_ENTER}.consent_done", what=say(f"{_ENTER}.given"))

    _ask(room, "consent", items, submit, lambda told: told)


def talk(room: PersonRoom) -> None:
    """An interview with its ratings."""
    record, desk = room.shown, room.desk
    round_ = desk.programme.round(record.part.round)
    fields = interview_fields(desk.programme, record.part.role)
    items = [
        Item("held_on", f"{_ENTER}.on", Ask.DAY, value=desk.programme.today(), required=True),
        *(item_of(field, desk) for field in fields),
        Item("talk_note", f"{_ENTER}.note", Ask.TEXT, warn=warning),
    ]

    def submit(answers: dict[str, Any]) -> Any:
        return interview(
            desk.programme,
            round_,
            record.id,
            held_on=answers["held_on"],
            ratings=answered(fields, answers),
            note=answers["talk_note"],
            role=record.part.role,
        )

    _ask(room, "interview", items, submit, lambda _: say(f"{_ENTER}.interview_done"))


def contact(room: PersonRoom) -> None:
    """A note of a talk, for staff only."""
    record, desk = room.shown, room.desk
    items = [
        Item("kind", f"{_ENTER}.contact_kind", value=desk.text(f"{_ENTER}.contact_usual"), required=True),
        Item("on", f"{_ENTER}.on", Ask.DAY, value=desk.programme.today(), required=True),
        Item("note", f"{_ENTER}.note", Ask.TEXT, warn=warning),
    ]

    def submit(answers: dict[str, Any]) -> Any:
        return note_contact(desk.programme, record.id, answers["kind"], on=answers["on"], note=answers["note"])

    _ask(room, "contact", items, submit, lambda _: say(f"{_ENTER}.contact_done"))


def task(room: PersonRoom) -> None:
    """A reminder about the person."""
    record, desk = room.shown, room.desk
    items = [
        Item("title", f"{_ENTER}.task_title", required=True, warn=warning),
        Item("due_on", f"{_ENTER}.task_due", Ask.DAY_AHEAD),
    ]

    def submit(answers: dict[str, Any]) -> Any:
        return add_task(desk.programme, answers["title"], due_on=answers["due_on"], person=record.id)

    _ask(room, "task", items, submit, lambda _: say(f"{_ENTER}.task_done"))


def unlocking(room: PersonRoom) -> None:
    """Open the protected fields in an emergency."""
    from zoneinfo import ZoneInfo

    record, desk = room.shown, room.desk
    zone = ZoneInfo(desk.programme.config.organisation.timezone)
    items = [Item("reason", f"{_ENTER}.unlock_why", Ask.TEXT, required=True)]

    def submit(answers: dict[str, Any]) -> Unlocked:
        return unlock(desk.programme, record.id, answers["reason"])

    _ask(room, "unlock", items, submit, lambda found: say(f"{_ENTER}.unlock_done", day=found.until.astimezone(zone)))
