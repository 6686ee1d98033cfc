"""Days at the command line: read once the programme is open and knows which day today is."""

from __future__ import annotations

from typing import Any

import click

from geleit.written_days import read_day

__all__ = ["DAY", "DAY_AHEAD", "WrittenDay", "read_day"]


class WrittenDay(click.ParamType[Any]):
    """A day as people write it; it is read once the programme is open and knows which day today is."""

    name = "day"

    def __init__(self, *, ahead: bool = False) -> None:
        self.ahead = ahead

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return param.human_readable_name.upper() if isinstance(param, click.Argument) else "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value


DAY = WrittenDay()
DAY_AHEAD = WrittenDay(ahead=True)
