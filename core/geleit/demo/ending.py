"""The last act: the round closes, results are recorded, people are asked again, and the reports are written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from geleit.demo import meeting
from geleit.demo.stage import Stage
from geleit.figures import Kind, ReportResult
from geleit.files import csv_out, report_csv, report_html, report_json, report_text
from geleit.files.new_file import create, inside
from geleit.model.lifecycle import RUNNING_PAIRS
from geleit.model.office import EmployerContact
from geleit.model.outcomes import FollowUp, FollowUpStatus
from geleit.model.partnerships import Partnership
from geleit.programme import closing, due, outcomes, partnerships, rounds
from geleit.programme.reporting import reports as reporting
from geleit.progress.calendar_months import add_months
from geleit.questions.outcomes import Category, StandardClass
from geleit.questions.sessions import From
from geleit.vocabulary.answer import Answer

_RESULTS = 0.55
_NOT_REACHED = 0.15


def close_partnerships(stage: Stage) -> None:
    """Partnerships with an end are closed with the round; of cases without one, some reach their last stage."""
    programme = stage.programme
    stage.clock.day = meeting.last_day(stage)
    policy = programme.answers(stage.round).sessions
    meeting.hold_events(stage, From.END)
    running = programme.store.all(Partnership, round=stage.round_id, state=tuple(RUNNING_PAIRS))
    certificates = sum(
        any(state.earned for state in one.progress.certificates)
        for one in due.progress_of_round(programme, stage.round)
    )
    if policy.months is None:
        chosen = stage.some(running, len(running) * 2 // 5)
        for pair in chosen:
            for step in policy.stages[1:]:
                partnerships.change_stage(programme, stage.round, pair.id, step.code)
    else:
        chosen = list(running)
    results(stage, chosen)
    for pair in chosen:
        goal = Answer.YES if stage.chance(0.6) else Answer.NO
        closing.close(programme, stage.round, pair.id, policy.end_reasons[0], goal_reached=goal)
    stage.tell("demo.closed", n=len(chosen), running=len(running) - len(chosen))
    if policy.certificates:
        stage.tell("demo.certificates", n=certificates)
    meeting.contact_employers(stage)
    talks = programme.store.all(EmployerContact)
    if talks:
        stage.tell("demo.employer_talks", employers=len({talk.employer for talk in talks}), talks=len(talks))
    if not programme.store.count(Partnership, round=stage.round_id, state=tuple(RUNNING_PAIRS)):
        rounds.close_round(programme, stage.round_id)


def _categories(stage: Stage) -> list[Category]:
    """The categories that are a result, those of work first."""
    found = stage.programme.answers(stage.round).outcomes.categories
    results_only = [category for category in found if not category.end_state]
    return sorted(results_only, key=lambda category: category.standard_class is not StandardClass.EMPLOYED)


def _result(stage: Stage, day: date) -> outcomes.Result:
    categories = _categories(stage)
    weights = [4 if one.standard_class is StandardClass.EMPLOYED else 2 if not one.soft else 1 for one in categories]
    category = stage.dice.choices(categories, weights)[0]
    work = category.standard_class is StandardClass.EMPLOYED
    answers = (Answer.YES, Answer.YES, Answer.NO, None)
    return outcomes.Result(
        category=category.code,
        began_on=day,
        hours_per_week=stage.dice.choice((20.0, 30.0, 38.5, 40.0)) if work else None,
        permanent=stage.dice.choice(answers) if work else None,
        insured=stage.dice.choice(answers) if work else None,
        adequate=stage.dice.choice(answers) if work else None,
    )


def results(stage: Stage, pairs: list[Partnership]) -> None:
    """Record what has come of it by the end, and one result that lay before the start."""
    programme = stage.programme
    today = stage.clock.day
    recorded = 0
    for place, pair in enumerate(pairs):
        if place == 0 and pair.started is not None:
            early = outcomes.Result(category=_categories(stage)[0].code, began_on=pair.started - timedelta(days=20))
            outcomes.record_outcome(programme, stage.round, pair.mentee, early)
            recorded += 1
        elif stage.chance(_RESULTS):
            began = max(pair.started or stage.start, today - timedelta(days=stage.dice.randrange(60)))
            outcomes.record_outcome(programme, stage.round, pair.mentee, _result(stage, began))
            recorded += 1
    stage.tell("demo.results", n=recorded)


def ask_again(stage: Stage) -> None:
    """Every follow-up of the year after is asked on its day; some people are not reached, which is not a no."""
    programme = stage.programme
    last = add_months(stage.clock.day, 12) + timedelta(days=7)
    waiting = [one for one in programme.store.all(FollowUp, status=FollowUpStatus.DUE) if one.due_on <= last]
    reached = 0
    for each in sorted(waiting, key=lambda one: (one.due_on, one.id)):
        stage.clock.day = max(stage.clock.day, each.due_on)
        found = not stage.chance(_NOT_REACHED)
        result = (
            _result(stage, stage.clock.day - timedelta(days=stage.dice.randrange(30)))
            if found and stage.chance(0.3)
            else None
        )
        outcomes.answer_follow_up(programme, stage.round, each.person, each.offset, reached=found, result=result)
        reached += found
    stage.tell("demo.follow_ups", n=len(waiting), reached=reached, not_reached=len(waiting) - reached)


def write_reports(stage: Stage) -> None:
    """Write every report in every format, and tell the shares with numerator and denominator."""
    programme = stage.programme
    folder = inside(stage.folder, "reports")
    folder.mkdir()
    last = stage.round.end or stage.clock.day
    written = reporting.every_report(programme, stage.round, last=max(last, stage.clock.day))
    for result in written:
        _write(stage, folder, result)
        if result.code == "outcomes":
            _tell_shares(stage, result)
    stage.tell("demo.reports", folder=folder)
    stage.tell("demo.end", config=stage.folder / "organisation.toml")


def _tell_shares(stage: Stage, result: ReportResult) -> None:
    for table in result.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.kind is Kind.SHARE and row.label is not None and cell.denominator:
                    stage.tell(
                        "demo.share",
                        label=row.label,
                        numerator=int(cell.numerator or 0),
                        denominator=int(cell.denominator),
                    )
                    stage.facts[f"share.{row.value}.numerator"] = int(cell.numerator or 0)
                    stage.facts[f"share.{row.value}.denominator"] = int(cell.denominator)


def _write(stage: Stage, folder: Path, result: ReportResult) -> None:
    programme = stage.programme
    said = (result, programme.labels, programme.language, programme.config.organisation.name)
    for suffix, text, encoding in (
        (".txt", report_text.report_text(*said), "utf-8"),
        (".json", report_json.report_json(*said), "utf-8"),
        (".html", report_html.report_html(*said), "utf-8"),
        (".csv", report_csv.report_csv(*said), csv_out.ENCODING),
    ):
        create(inside(folder, result.code, suffix), text.encode(encoding))
