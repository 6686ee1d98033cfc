"""The objectives of a matching side by side, as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import groupby

import attrs

from geleit.display import safe
from geleit.files.report_text import aligned
from geleit.labels import Labels, Listed, Sentence, number, say
from geleit.matching.answering.comparing import Comparison, Measured
from geleit.matching.assigning.checking import SCALE
from geleit.matching.proposing.equity import Group
from geleit.questions.matching import Combine

_WIDTH = 98
_LONGEST = 2000
_NAME_WIDTH = 36
_HEADING_WIDTH = 9
_HEADINGS = (
    "matched",
    "total",
    "loss",
    "worst",
    "mentee_total",
    "mentor_total",
    "mentee_rank",
    "mentor_rank",
    "blocking",
)


Named = tuple[str, str, Group]
"""A group with what its field and its value are called."""


def comparison_text(
    comparison: Comparison, groups: Sequence[Named], minimum_cell: int, labels: Labels, language: str
) -> list[str]:
    """Two tables in lines for 100 columns with an indent of two: a row per objective with its figures, and a row per
    group with the people that each objective matches."""
    head, rows = objective_rows(comparison, labels, language)
    below = [line for one in meanings(comparison, labels, language) for line in _wrapped(one)]
    table = groups_text(comparison, groups, minimum_cell, labels, language)
    return [*_table(head, rows), *below, *(["", *table] if table else [])]


def groups_text(
    comparison: Comparison, groups: Sequence[Named], minimum_cell: int, labels: Labels, language: str
) -> list[str]:
    """A row per group with the people that each objective matches, in lines; none without groups."""
    if not groups:
        return []
    words = _Words(labels, language)
    names = {one.objective: words.objective(one.objective) for one in comparison.measured}
    return [words.text("comparison.equity"), *_groups(words, groups, names, minimum_cell)]


def meanings(comparison: Comparison, labels: Labels, language: str) -> tuple[str, ...]:
    """What the objectives and the columns mean, and how many pairs change with the objective."""
    return _Words(labels, language).below(comparison)


def objective_rows(
    comparison: Comparison, labels: Labels, language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The figures of the objectives: the headings, that of the objectives' names first, and a row per objective."""
    words = _Words(labels, language)
    head = [words.text("comparison.heading_objective"), *words.headings(*_HEADINGS)]
    rows = [(words.objective(one.objective), *words.figures(comparison, one)) for one in comparison.measured]
    return tuple(head), tuple(tuple(row) for row in rows)


def equity_text(groups: Sequence[Named], objective: str, minimum_cell: int, labels: Labels, language: str) -> list[str]:
    """One table in lines: a row per group with the people whom a proposal of an objective matches; none without
    groups."""
    words = _Words(labels, language)
    heading = {objective: words.text("comparison.heading.matched")}
    return [words.text("comparison.equity_one"), *_groups(words, groups, heading, minimum_cell)] if groups else []


def _groups(words: _Words, groups: Sequence[Named], names: Mapping[str, str], minimum_cell: int) -> list[str]:
    """A row per group under its field, a column for each objective, what the signs mean."""
    head = [*words.headings("group", "people", "waiting"), *names.values()]
    body: list[list[str]] = []
    for field, some in groupby(groups, key=lambda group: group[0]):
        body.append([field])
        body += [[f"  {value}", *words.group(group, tuple(names), minimum_cell)] for _, value, group in some]
    return [*_table(head, body), *words.below_groups([group for _, _, group in groups], minimum_cell)]


@attrs.frozen
class _Words:
    labels: Labels
    language: str

    def text(self, what: Sentence | str) -> str:
        return self.labels.text(what, self.language)

    def headings(self, *codes: str) -> list[str]:
        return [self.text(f"comparison.heading.{code}") for code in codes]

    def objective(self, code: str) -> str:
        return self.text(f"comparison.objective.{code}")

    def points(self, units: int | None) -> str:
        return "–" if units is None else number(units / SCALE, self.language, 2)

    def rank(self, value: float | None) -> str:
        return "–" if value is None else number(value, self.language, 1)

    def figures(self, comparison: Comparison, one: Measured) -> list[str]:
        """The cells under `_HEADINGS`."""
        return [
            str(one.matched),
            self.points(one.draft.total),
            number(comparison.loss(one.objective), self.language, 1),
            self.points(one.draft.worst),
            self.points(one.draft.mentee_total),
            self.points(one.draft.mentor_total),
            self.rank(one.mentee_rank),
            self.rank(one.mentor_rank),
            str(len(one.draft.blocking)),
        ]

    def below(self, comparison: Comparison) -> tuple[str, ...]:
        """What the objectives and the columns mean, and how many pairs change with the objective."""
        combine = "smaller" if comparison.combine is Combine.SMALLER else "sum"
        meanings = [
            say("comparison.meaning", name=self.objective(one.objective), meaning=say(f"Objective.{one.objective}"))
            for one in comparison.measured
        ]
        others = Listed(
            [
                say(
                    "comparison.difference",
                    objective=self.objective(one.objective),
                    n=comparison.differing(one.objective, comparison.usual),
                )
                for one in comparison.measured
                if one.objective != comparison.usual
            ]
        )
        said = [f"comparison.legend_{combine}", "comparison.legend_rank"]
        usual = self.objective(comparison.usual)
        return (
            " ".join(map(self.text, meanings)),
            " ".join(map(self.text, said)),
            self.text(say("comparison.differing", objective=usual, differences=others)),
        )

    def below_groups(self, groups: Sequence[Group], minimum_cell: int) -> list[str]:
        """What the columns and the signs of hidden numbers mean."""
        said = [say("comparison.legend_equity")]
        hidden = {group.hidden for group in groups}
        if "small" in hidden:
            said.append(say("output.legend_small", k=minimum_cell))
        if "protecting" in hidden:
            said.append(say("output.legend_hidden"))
        return _wrapped(" ".join(map(self.text, said)))

    def group(self, group: Group, objectives: Sequence[str], minimum_cell: int) -> list[str]:
        """People, days waited, and for each objective the matched people with their share of the group."""
        if group.people is None:
            return [self.text(say("output.small", k=minimum_cell) if group.hidden == "small" else "output.hidden")]
        days = "–" if group.waiting_days is None else number(group.waiting_days, self.language)
        return [str(group.people), days, *(self._matched(group, objective) for objective in objectives)]

    def _matched(self, group: Group, objective: str) -> str:
        matched, people = group.matched[objective], group.people or 1
        return self.text(say("comparison.matched", n=matched, percent=number(100 * matched / people, self.language, 0)))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows under headings that are broken into several lines, with a rule between; short rows are filled up."""
    broken = [
        textwrap.wrap(heading, _HEADING_WIDTH if place else _NAME_WIDTH) for place, heading in enumerate(headings)
    ]
    height = max(map(len, broken))
    head = [[([""] * (height - len(words)) + words)[line] for words in broken] for line in range(height)]
    body = [[safe(name, _NAME_WIDTH), *cells, *[""] * (len(headings) - 1 - len(cells))] for name, *cells in rows]
    lines = aligned([*head, *body])
    rule = "-" * max(map(len, lines))
    return [*lines[:height], rule, *lines[height:]]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(safe(text, _LONGEST), _WIDTH)
