"""`run`: the acts of a rehearsal in their order."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path
from random import Random

from geleit.config import load as load_config
from geleit.demo import applying, ending, meeting, pairing
from geleit.demo.stage import RehearsalClock, Stage, Tell
from geleit.demo.until import Until
from geleit.errors import UsageError
from geleit.files.new_file import create
from geleit.labels import say
from geleit.programme import Programme
from geleit.regions.loading import load

CONFIG = "organisation.toml"
_BEFORE = 14


_MONTHS_TO_THE_MIDDLE = 3
"""By then somebody has left, somebody has found a job, and a pair has paused."""


def run(
    region: str,
    folder: Path,
    seed: int,
    tell: Tell,
    *,
    language: str | None = None,
    until: Until = Until.END,
    account: str | None = None,
) -> Stage:
    """Play a region's sample organisation into a folder and tell the story; returns the stage with the facts told.

    `account` is whose name stands in the records, the operating system's where none is given.

    Raises UsageError if the region has no samples or the folder already holds a rehearsal.
    """
    config = _copy_samples(region, folder)
    tables = load_config(config).rounds
    dated = [(table.start, table) for table in tables if table.start is not None]
    if not dated:
        raise UsageError(say("demo.no_round", region=region))
    start, last = max(dated, key=lambda one: one[0])
    clock = RehearsalClock(start - timedelta(days=_BEFORE))
    with Programme.open(
        config, clock=clock, randomness=Random(seed), account=account, language=language, rehearsal=True
    ) as programme:
        stage = Stage(programme, clock, Random(seed), folder, tell, last.id)
        stage.tell("demo.title", organisation=programme.config.organisation.name, round=last.title)
        if last.continues is not None:
            pairing.earlier_round(stage, last.continues)
        _play(stage, until)
        if until is not Until.END:
            stage.tell("demo.stopped", day=clock.day, moment=clock.day.isoformat(), config=config)
    return stage


def _play(stage: Stage, until: Until) -> None:
    """The acts in their order, as far as is wanted."""
    applying.take_applications(stage)
    if until is Until.APPLICATIONS:
        return
    applying.decide_on_all(stage)
    applying.somebody_is_away(stage)
    proposal = pairing.draft_pairs(stage)
    if until is Until.PROPOSAL:
        return
    pairing.decide(stage, proposal, stage.round)
    meeting.round_begins(stage)
    if until is Until.MIDDLE:
        meeting.months(stage, _MONTHS_TO_THE_MIDDLE)
        return
    meeting.months(stage)
    ending.close_partnerships(stage)
    ending.ask_again(stage)
    ending.write_reports(stage)


def _copy_samples(region: str, folder: Path) -> Path:
    loaded = load(region, Path.cwd())
    samples = files(loaded.module) / "samples" if hasattr(loaded.module, "__path__") else None
    if samples is None or not (samples / CONFIG).is_file():
        raise UsageError(say("demo.no_samples", region=region))
    target = folder / CONFIG
    if target.exists():
        raise UsageError(say("demo.folder_taken", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    with as_file(samples) as source:
        for path in sorted(source.iterdir()):
            if path.suffix in (".csv", ".toml", ".md"):
                _copy(path, folder)
    return target


def _copy(path: Path, folder: Path) -> None:
    """Copy a sample; what is there already, a link to elsewhere included, is left alone."""
    try:
        create(folder / path.name, path.read_bytes())
    except FileExistsError as error:
        raise UsageError(say("demo.folder_taken", folder=folder)) from error
