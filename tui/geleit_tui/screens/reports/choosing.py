"""Choosing what to look at, and saving it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geleit.labels import say
from geleit.model.rounds import Round
from geleit.programme.reporting.pages import ShownReport
from geleit.programme.reporting.periods import UsualPeriod, usual_period
from geleit.programme.reporting.saving import FOLDER, Format, save_report
from geleit_tui.dialogs.choose import Choose
from geleit_tui.dialogs.form import Form
from geleit_tui.widgets.entry import Ask, Item

if TYPE_CHECKING:
    from datetime import date

    from geleit_tui.app import GeleitApp

_OTHER = "other"


def choose_period(app: GeleitApp, round_: Round[Any], done: Callable[[date, date], None]) -> None:
    """One of the usual periods, or any other by its days."""
    desk = app.desk
    today = desk.programme.today()
    usual = {name.value: usual_period(round_, name, today) for name in UsualPeriod}
    options = [
        (name, f"{desk.text(f'ui.reports.period.{name}')}: {desk.day(found.first)} – {desk.day(found.last)}")
        for name, found in usual.items()
    ]

    def chosen(name: str | None) -> None:
        if name == _OTHER:
            _ask_for_days(app, usual[UsualPeriod.ROUND.value].first, today, done)
        elif name is not None:
            done(usual[name].first, usual[name].last)

    options.append((_OTHER, desk.text("ui.reports.period.other")))
    app.push_screen(Choose(desk.text("ui.reports.which_period"), options), chosen)


def _ask_for_days(app: GeleitApp, first: date, last: date, done: Callable[[date, date], None]) -> None:
    form: Form[dict[str, Any]] = Form(
        app.desk.text("ui.reports.which_period"),
        [
            Item("first", say("ui.reports.first"), Ask.DAY, first, required=True),
            Item("last", say("ui.reports.last"), Ask.DAY, last, required=True),
        ],
        dict,
        yes=app.desk.text("ui.reports.show"),
    )
    app.push_screen(form, lambda days: done(days["first"], days["last"]) if days else None)


def ask_where_to_save(app: GeleitApp, round_: Round[Any], shown: ShownReport, done: Callable[[Path], None]) -> None:
    """Ask for format and place, and save; without a place it goes to the folder of reports beside the configuration."""
    desk = app.desk
    home = desk.programme.config.path.parent.absolute()

    def submit(given: dict[str, Any]) -> Path:
        written = given["place"]
        place = None if written is None else home / Path(written).expanduser()
        return save_report(desk.programme, round_, shown.result, Format(given["format"]), place).absolute()

    formats = [(form.value, desk.text(f"ui.reports.format.{form.value}")) for form in Format]
    form: Form[Path] = Form(
        desk.text(say("ui.reports.save_what", title=shown.page.title)),
        [
            Item("format", say("ui.reports.as"), Ask.ONE, Format.HTML.value, formats, required=True),
            Item(
                "place",
                say("ui.reports.place"),
                help=say("ui.reports.place_help", folder=str(home / FOLDER)),
            ),
        ],
        submit,
        intro=_whom_for(app, shown),
    )
    app.push_screen(form, lambda path: done(path) if path is not None else None)


def _whom_for(app: GeleitApp, shown: ShownReport) -> list[str]:
    if shown.page.leaves_the_house:
        return [f"✓ {app.desk.text('ui.reports.protected')}"]
    return [f"! {app.desk.text('ui.reports.not_protected')}"]
