"""The rehearsal of every installed region: each number it tells is counted again by plain SQL."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import attrs
import pytest

from geleit.demo import running as demo
from geleit.demo.stage import Stage
from geleit.errors import UsageError
from geleit.labels import number, say
from geleit.model.people import Role
from geleit.programme import upkeep
from geleit.questions.matching import Objective
from geleit.questions.outcomes import CountedResult, Moment
from geleit.regions.installed import REGIONS, installed
from tests.organisations.rehearsed import Rehearsal, played, rehearsal

NAMES = [one.name for one in installed(REGIONS)]
SHORT = NAMES[1]
"""The region that is rehearsed once more where one is enough."""
PAGE = Path(__file__).parents[1] / "docs" / "matching.md"
"""It shows the figures of a comparison, those of the rehearsal."""
FORMATS = ("txt", "csv", "json", "html")

AGREED = "('accepted', 'active', 'paused', 'closed')"
STARTS = f"""
    SELECT mentee AS person, min(started) AS start FROM partnerships
    WHERE round = :round AND started IS NOT NULL AND state IN {AGREED} GROUP BY mentee
"""
LINE = """
    WITH RECURSIVE line(last, part) AS (
        SELECT id, id FROM partnerships WHERE round = :round AND state IN ('accepted', 'active', 'paused', 'closed')
        UNION
        SELECT line.last, p.predecessor FROM line JOIN partnerships p ON p.id = line.part
        WHERE p.predecessor IS NOT NULL
    )
"""
"""Each agreed partnership with those before it, of the same mentee."""
MEETINGS = """
    SELECT s.partnership, date(s.held_on, 'start of month') AS month, s.minutes AS minutes, 1 AS meetings
    FROM sessions s JOIN partnerships p ON p.id = s.partnership
    WHERE s.held_on >= p.started AND NOT EXISTS (
        SELECT 1 FROM statements t
        WHERE t.partnership = s.partnership AND t.month = date(s.held_on, 'start of month')
    )
    UNION ALL
    SELECT t.partnership, t.month, t.minutes, t.meetings
    FROM statements t JOIN partnerships p ON p.id = t.partnership
    WHERE date(t.month, 'start of month', '+1 month', '-1 day') >= p.started
"""
"""What counts: in a month with a statement only that, and nothing from before the start."""
DRAFTS = "SELECT content, rank() OVER (ORDER BY made_at, id) AS place FROM proposals WHERE round = :round"
TAKEN_IN = """
    SELECT count(*) FROM journal
    WHERE "table" = 'participations' AND op = 'insert' AND reason = 'import'
    AND at IN (SELECT n.at FROM journal n WHERE n.op = 'note' AND n.reason = 'import' AND n."after" ->> 'file' = '{file}')
    AND json_extract("after", '$.round') = :round AND json_extract("after", '$.role') = '{role}'
"""
DECIDED = """
    SELECT count(*) FROM decisions d JOIN participations p ON p.id = d.participation
    WHERE p.round = :round AND p.role = '{role}' AND d.move = '{move}'
"""
UNDECIDED = """
    SELECT count(*) FROM participations p WHERE round = :round AND role = 'mentee'
    AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.participation = p.id)
"""

EXPECTED = f"""
    WITH RECURSIVE days(pair, day, last) AS (
        SELECT id, started, min(coalesce(ended, :end), :end) FROM partnerships
        WHERE round = :round AND started <= :end AND state IN {AGREED}
        UNION ALL SELECT pair, date(day, '+1 day'), last FROM days WHERE day < last
    )
    SELECT CAST(sum(round(60.0 * :{{dose}} * met / whole)) AS INTEGER) FROM (
        SELECT pair, strftime('%Y-%m', day) AS month, count(*) AS met,
        CAST(strftime('%d', date(day, 'start of month', '+1 month', '-1 day')) AS INTEGER) AS whole
        FROM days WHERE NOT EXISTS (
            SELECT 1 FROM pauses p
            WHERE p.partnership = days.pair AND days.day >= p.began_on AND days.day < coalesce(p.ended_on, '9999')
        ) GROUP BY pair, month
    )
"""
"""The policy's hours a month, for the days of each month on which a pair ran and did not pause, in minutes."""

QUERIES: Mapping[str, str] = {
    "earlier.n": "SELECT count(*) FROM partnerships WHERE round = :before AND started IS NOT NULL",
    "imported.mentees": TAKEN_IN.format(file="mentees.csv", role="mentee"),
    "imported.mentors": TAKEN_IN.format(file="mentors.csv", role="mentor"),
    "employers.n": "SELECT count(*) FROM employers WHERE source_digest IS NOT NULL",
    "decided.admitted": DECIDED.format(role="mentee", move="admit"),
    "decided.waiting": DECIDED.format(role="mentee", move="wait"),
    "decided.refused": DECIDED.format(role="mentee", move="refuse"),
    "decided.open": UNDECIDED,
    "decided.mentors": DECIDED.format(role="mentor", move="admit"),
    "proposed.pairs": f"SELECT json_array_length(content, '$.pairs') FROM ({DRAFTS}) WHERE place = 1",
    "proposed.unmatched": f"SELECT json_array_length(content, '$.unmatched') FROM ({DRAFTS}) WHERE place = 1",
    "published.n": """
        SELECT count(*) FROM partnerships p JOIN proposals d ON d.id = p.proposal
        WHERE p.round = :round AND d.round = :round AND d.state = 'published'
    """,
    "answered.accepted": """
        SELECT count(DISTINCT a.partnership) FROM acceptances a JOIN partnerships p ON p.id = a.partnership
        WHERE p.round = :round AND a.accepted
        AND NOT EXISTS (SELECT 1 FROM acceptances n WHERE n.partnership = a.partnership AND NOT n.accepted)
    """,
    "answered.declined": """
        SELECT count(*) FROM partnerships p WHERE round = :round AND state = 'declined'
        AND EXISTS (SELECT 1 FROM acceptances a WHERE a.partnership = p.id AND NOT a.accepted AND a.reason IS NOT NULL)
    """,
    "signed.n": """
        SELECT count(*) FROM agreements a JOIN partnerships p ON p.id = a.partnership
        WHERE p.round = :round AND NOT p.carried
        AND p.proposal = (SELECT id FROM proposals WHERE round = :round ORDER BY made_at, id LIMIT 1)
    """,
    "signed_again.n": """
        SELECT count(*) FROM agreements a JOIN partnerships p ON p.id = a.partnership
        WHERE p.round = :round AND NOT p.carried
        AND p.proposal <> (SELECT id FROM proposals WHERE round = :round ORDER BY made_at, id LIMIT 1)
    """,
    "event.present": """
        SELECT sum(present) FROM attendances a JOIN events e ON e.id = a.event WHERE e.round = :round
    """,
    "event.people": "SELECT count(*) FROM attendances a JOIN events e ON e.id = a.event WHERE e.round = :round",
    "lists.sessions": """
        SELECT count(*) FROM sessions s JOIN partnerships p ON p.id = s.partnership WHERE p.round = :round
    """,
    "lists.statements": """
        SELECT count(*) FROM statements s JOIN partnerships p ON p.id = s.partnership WHERE p.round = :round
    """,
    "sessions.n": "SELECT count(*) FROM sessions",
    "sessions.statements": "SELECT count(*) FROM statements",
    "mentor_left.n": """
        SELECT count(*) FROM partnerships
        WHERE round = :round AND end_reason = 'mentor_left' AND ended_by = 'mentor' AND state = 'closed'
    """,
    "rematch.waiting": f"""
        SELECT count(DISTINCT json_extract(one.value, '$.mentee')) FROM ({DRAFTS}) d, json_each(d.content) side,
        json_each(side.value) one WHERE d.place = 2 AND side.key IN ('pairs', 'unmatched')
    """,
    "rematch.pairs": f"SELECT json_array_length(content, '$.pairs') FROM ({DRAFTS}) WHERE place = 2",
    "due.reached": """
        SELECT count(*) FROM milestones_done m JOIN partnerships p ON p.id = m.partnership WHERE p.round = :round
    """,
    "hours.minutes": f"""
        {LINE} SELECT sum(m.minutes) FROM ({MEETINGS}) m JOIN partnerships p ON p.id = m.partnership
        WHERE p.id IN (SELECT last FROM line)
        OR p.id IN (SELECT c.predecessor FROM partnerships c WHERE c.round = :round AND c.carried)
    """,
    "hours.least": EXPECTED.format(dose="dose_least"),
    "hours.most": EXPECTED.format(dose="dose_most"),
    "hours.pairs": f"SELECT count(*) FROM partnerships WHERE round = :round AND started <= :end AND state IN {AGREED}",
    "hours_as_needed.pairs": f"""
        SELECT count(*) FROM partnerships WHERE round = :round AND started IS NOT NULL AND state IN {AGREED}
    """,
    # The job that was found early has an employer, what is asked later a follow-up.
    "results.n": """
        SELECT count(*) FROM outcomes WHERE round = :round AND follow_up IS NULL AND employer IS NULL
    """,
    "closed.n": "SELECT count(*) FROM partnerships WHERE round = :round AND end_reason = 'completed'",
    "closed.running": "SELECT count(*) FROM partnerships WHERE round = :round AND state IN ('active', 'paused')",
    "certificates.n": f"""
        {LINE} SELECT count(*) FROM (
            SELECT line.last, count(DISTINCT CASE WHEN m.meetings > 0 THEN m.month END) AS months_met,
            sum(m.minutes) AS minutes, sum(m.meetings) AS meetings FROM line JOIN ({MEETINGS}) m ON m.partnership = line.part GROUP BY line.last
        ) WHERE months_met >= :certificate_months OR minutes >= 60 * :certificate_hours OR meetings >= :certificate_meetings
    """,
    "employer_talks.employers": "SELECT count(DISTINCT employer) FROM employer_contacts",
    "employer_talks.talks": "SELECT count(*) FROM employer_contacts",
    "follow_ups.n": "SELECT count(*) FROM follow_ups WHERE asked_on IS NOT NULL",
    "follow_ups.reached": "SELECT count(*) FROM follow_ups WHERE status = 'answered'",
    "follow_ups.not_reached": "SELECT count(*) FROM follow_ups WHERE status = 'not_reached'",
}
"""Fact → the same number from the tables. `:round` and `:before` are rounds, `:end` the round's last day, `:on` the
reports' last day."""


@attrs.frozen
class Story:
    """A rehearsal that has been played."""

    name: str
    folder: Path
    stage: Stage
    lines: tuple[str, ...]

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """The database, opened read-only and without geleit."""
        path = self.folder / "data" / "demo.db"
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            yield db

    def number(self, sql: str, **parameters: Any) -> Any:
        """The one value of a query."""
        known = {**self.parameters(), **parameters}
        used = {name: known[name] for name in re.findall(r":([a-z_]+)", sql)}
        with self.database() as db:
            rows = db.execute(sql, used).fetchall()
        assert len(rows) == len(rows[0]) == 1
        return rows[0][0]

    def parameters(self) -> dict[str, Any]:
        """The round, its days, and the policy's figures that a query compares with."""
        round_ = self.stage.round
        policy = self.stage.programme.answers(round_).sessions
        certificates, dose = policy.certificates, policy.dose
        first = certificates[0] if certificates else None
        return {
            "round": self.stage.round_id,
            "before": round_.continues,
            "end": str(round_.end),
            "on": self.report("outcomes")["period"]["last"],
            "first": self.report("outcomes")["period"]["first"],
            "dose_least": dose.least if dose else None,
            "dose_most": dose.most if dose else None,
            "certificate_months": first.months_met if first else None,
            "certificate_hours": first.hours if first else None,
            "certificate_meetings": first.meetings if first else None,
        }

    def report(self, code: str) -> Any:
        """A report as it lies in the folder, as JSON."""
        return json.loads((self.folder / "reports" / f"{code}.json").read_text("utf-8"))

    def told(self, code: str, **values: object) -> str:
        """A sentence of the story in its language."""
        return self.stage.programme.say(say(f"demo.{code}", **values))

    def objective(self, code: str) -> str:
        """What an objective is called in a table."""
        return self.stage.programme.say(f"comparison.objective.{code}")

    def facts_of(self, step: str) -> dict[str, int]:
        """The facts of a step by their names."""
        return {
            name.removeprefix(f"{step}."): value
            for name, value in self.stage.facts.items()
            if name.startswith(f"{step}.")
        }


def told_by(played: Rehearsal, language: str | None = None) -> Story:
    """What can be asked about a rehearsal."""
    return Story(played.name, played.folder, played.stage(language), played.lines)


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Story]]:
    """Each region's rehearsal, played once and on first use."""
    every: list[Story] = []

    @cache
    def of(name: str) -> Story:
        every.append(told_by(rehearsal(name, tmp_path_factory)))
        return every[-1]

    yield of
    for one in every:
        one.stage.programme.close()


@pytest.fixture(params=[*NAMES[:2], *(pytest.param(name, marks=pytest.mark.soak) for name in NAMES[2:])])
def story(request: pytest.FixtureRequest, stories: Callable[[str], Story]) -> Story:
    """Each region's rehearsal in turn."""
    return stories(request.param)


def counted_sql(result: CountedResult) -> str:
    """The people of a counted result, from its declaration: category, fields, time, and how long it has lasted."""
    codes = ", ".join(f"'{code}'" for code in result.categories)
    base = {Moment.START: "s.start", Moment.EXIT: "p.left_on", Moment.JOB_START: "o.began_on"}[result.counted_from]
    conditions = [f"o.category IN ({codes})", "o.began_on >= s.start"]
    conditions += [f"o.{name} = '{getattr(value, 'value', value)}'" for name, value in result.where.items()]
    if result.within_months is not None:
        conditions.append(f"({base} IS NULL OR o.began_on <= {months_after(base, result.within_months)})")
    if result.lasting_months is None:
        conditions.append("o.began_on <= :on")
    else:
        lasted = months_after("o.began_on", result.lasting_months)
        conditions.append(f"min(coalesce(o.ended_on, :on), :on) >= {lasted}")
    return f"""
        SELECT DISTINCT o.person FROM outcomes o JOIN ({STARTS}) s ON s.person = o.person
        JOIN participations p ON p.round = :round AND p.role = 'mentee' AND p.person = o.person
        WHERE o.round = :round AND {" AND ".join(conditions)}
    """


def months_after(day: str, months: int) -> str:
    """So many months later, or the last day of that month where it has no such day."""
    last = f"date({day}, 'start of month', '+{months + 1} months', '-1 day')"
    return f"min(date({day}, '+{months} months'), {last})"


def whole_sql(result: CountedResult) -> str:
    """Everybody who started, without those who could not be reached when last asked and of whom nothing is known."""
    return f"""
        SELECT count(*) FROM participations p JOIN ({STARTS}) s ON s.person = p.person
        WHERE p.round = :round AND p.role = 'mentee' AND p.admitted_on IS NOT NULL
        AND (p.person IN ({counted_sql(result)}) OR coalesce((
            SELECT f.status FROM follow_ups f WHERE f.participation = p.id AND f.asked_on IS NOT NULL
            ORDER BY f.asked_on DESC, f.id DESC LIMIT 1
        ), '') <> 'not_reached')
    """


def shares(story: Story) -> dict[str, int]:
    """Numerator and denominator of every counted result, from SQL."""
    found = {}
    for result in story.stage.programme.answers(story.stage.round).outcomes.counted:
        found[f"{result.code}.numerator"] = story.number(f"SELECT count(*) FROM ({counted_sql(result)})")
        found[f"{result.code}.denominator"] = story.number(whole_sql(result))
    return found


def test_three_stories_are_told(story: Story) -> None:
    """Every installed region has one, of some length, with somebody's name in most lines."""
    assert len(NAMES) >= 3
    assert len(story.lines) > 20
    assert len(story.stage.facts) > 25
    assert story.stage.programme.config.organisation.name in story.lines[0]


def test_every_number_of_the_story_equals_plain_sql(story: Story) -> None:
    """A fact without a query fails, and so does a query that says something else."""
    facts = {name: value for name, value in story.stage.facts.items() if not name.startswith("share.")}
    assert facts.keys() - QUERIES.keys() == set()
    wrong = {
        name: (facts[name], found)
        for name, sql in QUERIES.items()
        if name in facts and (found := story.number(sql)) != facts[name]
    }
    assert wrong == {}


def test_the_shares_of_the_story_equal_plain_sql(story: Story) -> None:
    """Numerator and denominator of every counted result, in the facts and in the sentences."""
    found = shares(story)
    facts = story.facts_of("share")
    by_result = {name: value for name, value in facts.items() if "." in name}
    assert by_result == {
        name: value for name, value in found.items() if found[f"{name.split('.')[0]}.denominator"] or name in by_result
    }
    for side in ("numerator", "denominator"):
        assert facts[side] == sum(value for name, value in by_result.items() if name.endswith(side))
    for code in {name.split(".")[0] for name in by_result}:
        said = story.told(
            "share",
            label=say(f"counted.{code}"),
            numerator=found[f"{code}.numerator"],
            denominator=found[f"{code}.denominator"],
        )
        assert said in story.lines
    assert any(value for name, value in by_result.items() if name.endswith("numerator"))


def test_the_story_explains_three_pairs_and_one_person_without(story: Story) -> None:
    """The sentences are those that are kept with the proposal, and both people's names are in them."""
    at = story.lines.index(story.told("proposed", **story.facts_of("proposed")))
    with story.database() as db:
        content = json.loads(
            db.execute(
                "SELECT content FROM proposals WHERE round = ? ORDER BY made_at, id LIMIT 1", [story.stage.round_id]
            ).fetchone()[0]
        )
        names = {
            id_: (called or given) + " " + family
            for id_, called, given, family in db.execute("SELECT id, call_name, given_name, family_name FROM people")
        }
    by_sentence = {pair["sentence"]: pair for pair in content["pairs"]}
    best = max(pair["score"] for pair in content["pairs"])
    for line in story.lines[at + 1 : at + 4]:
        pair = by_sentence[line.strip()]
        assert names[pair["mentee"]].strip() in line
        assert names[pair["mentor"]].strip() in line
        assert len(line) > len(names[pair["mentee"]]) + len(names[pair["mentor"]]) + 20
        assert pair["score"] <= best
        assert sum(part["contribution"] for part in pair["criteria"]) > 0
    left = content["unmatched"][0]
    assert left["reason"]
    assert story.lines[at + 4] == story.told("unmatched", person=names[left["mentee"]], reason=left["reason"])


def compared_lines(story: Story) -> set[str]:
    """The rows with figures of the objectives compared, without their indent; none where nothing is compared."""
    if story.told("compared") not in story.lines:
        return set()
    below = takewhile(lambda line: line.startswith("  "), story.lines[story.lines.index(story.told("compared")) + 1 :])
    return {line.removeprefix("  ") for line in below if re.search(r"\d\)?$", line)}


def test_where_both_sides_have_wishes_the_objectives_stand_side_by_side(story: Story) -> None:
    """The usual objective's row has the proposal's own figures, the stable one no pair that would rather be together,
    and every line fits into 100 columns; elsewhere nothing is compared."""
    policy = story.stage.programme.answers(story.stage.round).matching
    if all(criterion.wish_of is None for criterion in policy.criteria):
        assert story.told("compared") not in story.lines
        return
    at = story.lines.index(story.told("compared"))
    table = list(takewhile(lambda line: line.startswith("  "), story.lines[at + 1 :]))
    assert max(map(len, table)) <= 100
    total = story.number("SELECT total FROM proposals WHERE round = :round ORDER BY made_at, id LIMIT 1")
    pairs = story.facts_of("proposed")["pairs"]
    figures = [line for line in table if line[-1].isdigit()]
    rows = {code: [line for line in figures if line.startswith(f"  {story.objective(code)} ")] for code in Objective}
    (usual,), (stable,) = rows[policy.objective], rows[Objective.STABLE]
    assert usual.split()[-9:-6] == [str(pairs), number(total / 10_000, story.stage.programme.language, 2), "0,0"]
    assert stable.split()[-1] == "0"
    assert any(story.stage.programme.labels.text("comparison.equity", "de") in line for line in table)


def test_hours_stand_beside_what_the_policy_expects(story: Story) -> None:
    """What was logged is the sum of what counts; where there is a dose, least and most stand beside it."""
    dose = story.stage.programme.answers(story.stage.round).sessions.dose
    step = "hours_as_needed" if dose is None else "hours"
    with story.database() as db:
        minutes = story.number(QUERIES["hours.minutes"])
        assert db.execute("SELECT count(*) FROM statements").fetchone()[0] > 0
    start = story.told(step, pairs=story.facts_of(step)["pairs"], met="|", least="|", most="|").split("|")[0]
    (line,) = [line for line in story.lines if line.startswith(start)]
    numbers = [float(found.replace(".", "").replace(",", ".")) for found in re.findall(r"[\d.]*\d(?:,\d+)?", line)]
    assert numbers[0] == story.facts_of(step)["pairs"]
    assert numbers[1] == pytest.approx(minutes / 60, abs=0.051)
    if dose is not None:
        expected = [story.number(QUERIES[f"hours.{bound}"]) / 60 for bound in ("least", "most")]
        assert numbers[2:] == [pytest.approx(hours, abs=0.051) for hours in expected]


def test_every_report_exists_in_every_format(story: Story) -> None:
    """As many as the region has, none of them empty."""
    folder = story.folder / "reports"
    codes = {report.code for report in story.stage.programme.answers(story.stage.round).reports}
    assert {path.name for path in folder.iterdir()} == {f"{code}.{end}" for code in codes for end in FORMATS}
    assert len(codes) >= 5
    assert all(path.stat().st_size > 200 for path in folder.iterdir())


PERSON = "SELECT count(*) FROM participations p WHERE p.round = :round AND p.role = 'mentee' AND "
APPLIED = "SELECT count(*) FROM participations p WHERE p.round = :round AND p.role = '{role}'"
SIDE = "SELECT count(DISTINCT {side}) FROM partnerships p WHERE round = :round AND "
EARLY = "p.state = 'closed' AND p.end_reason NOT IN ('completed', 'carried_over')"
DONE = "p.state = 'closed' AND p.end_reason = 'completed'"
FUNNEL: Mapping[str, str] = {
    "mentee_applications": APPLIED.format(role="mentee"),
    # Whoever was admitted, or whose last decision has nothing mandatory that is unknown or not met.
    "mentee_eligible": PERSON
    + """ EXISTS (SELECT 1 FROM decisions d WHERE d.participation = p.id AND (
            d.move = 'admit' OR d.decided_at = (SELECT max(decided_at) FROM decisions WHERE participation = p.id)
            AND NOT EXISTS (
                SELECT 1 FROM json_each(d.findings) f, json_each(:mandatory) m
                WHERE m.value = f.key AND f.value IN ('unknown', 'not_met')
            )
        ))""",
    "mentee_admitted": PERSON + "admitted_on IS NOT NULL",
    "mentee_waiting": PERSON + "state = 'waiting'",
    "mentee_refused": PERSON + "state = 'refused'",
    "mentee_withdrawn": PERSON + "state IN ('withdrawn', 'unreachable')",
    "mentee_carried_over": PERSON + "state = 'carried_over'",
    "mentees_paired": PERSON
    + f"""admitted_on IS NOT NULL
        AND person IN (SELECT mentee FROM partnerships WHERE round = :round AND state IN {AGREED})""",
    "mentees_started": PERSON + f"admitted_on IS NOT NULL AND person IN (SELECT person FROM ({STARTS}))",
    "mentees_completed": SIDE.format(side="mentee") + DONE,
    "mentees_ended_early": SIDE.format(side="mentee") + EARLY,
    "mentor_applications": APPLIED.format(role="mentor"),
    "mentor_admitted": APPLIED.format(role="mentor") + " AND admitted_on IS NOT NULL",
    "mentor_refused": APPLIED.format(role="mentor") + " AND state = 'refused'",
    "mentor_left": APPLIED.format(role="mentor") + " AND state = 'left'",
    "mentors_paired": SIDE.format(side="mentor") + f"state IN {AGREED}",
    "mentors_started": SIDE.format(side="mentor") + "started IS NOT NULL",
    "mentors_completed": SIDE.format(side="mentor") + DONE,
    "mentors_ended_early": SIDE.format(side="mentor") + EARLY,
    "partnerships_agreed": SIDE.format(side="id") + f"state IN {AGREED}",
    "partnerships_started": SIDE.format(side="id") + "started IS NOT NULL AND NOT carried",
    "partnerships_carried": SIDE.format(side="id") + "started IS NOT NULL AND carried",
    "partnerships_running": SIDE.format(side="id") + "started <= :on AND (ended IS NULL OR ended > :on)",
    "partnerships_completed": SIDE.format(side="id") + DONE,
    "partnerships_ended_early": SIDE.format(side="id") + EARLY,
}
"""Figure of the report `funnel` → the same from the tables."""
OUTCOME = f"""
    SELECT count(DISTINCT o.person) FROM outcomes o LEFT JOIN ({STARTS}) s ON s.person = o.person
    WHERE o.round = :round AND (:row IS NULL OR o.category = :row)
    AND (o.category IN (SELECT value FROM json_each(:end_states))) = :is_end
    AND (s.start IS NULL OR o.began_on < s.start) = :before_start
"""
ASKED = """
    SELECT count(*) FROM follow_ups f JOIN participations p ON p.id = f.participation
    WHERE p.round = :round AND f.due_on BETWEEN :first AND :on
    AND (:row IS NULL OR f."offset" = :row) AND (:status IS NULL OR f.status = :status)
"""


def test_the_numbers_of_the_funnel_equal_plain_sql(story: Story) -> None:
    """Every figure of the report, as it stands in the JSON file."""
    rules = story.stage.programme.answers(story.stage.round).eligibility.of(Role.MENTEE)
    mandatory = json.dumps([rule.code for rule in rules if rule.force.value == "mandatory"])
    seen = set()
    for table in story.report("funnel")["tables"]:
        assert [row["total"] for row in table["rows"]] == [True]
        for column, cell in zip(table["columns"], table["rows"][0]["cells"], strict=True):
            found = story.number(FUNNEL[column["code"]], mandatory=mandatory)
            assert (column["code"], cell["value"]) == (column["code"], found)
            seen.add(column["code"])
    assert seen == FUNNEL.keys()
    assert story.number(FUNNEL["mentees_started"]) > 10


def test_the_numbers_of_the_outcomes_equal_plain_sql(story: Story) -> None:
    """Results by category, shares by result, exits, and follow-ups by offset, as they stand in the JSON file."""
    outcomes = story.stage.programme.answers(story.stage.round).outcomes
    ends = json.dumps([category.code for category in outcomes.categories if category.end_state])
    status = {"due": None, "open": "due", "answered": "answered", "not_reached": "not_reached"}
    found = shares(story)
    compared = 0
    for table in story.report("outcomes")["tables"]:
        for row in table["rows"]:
            if table["code"] == "outcomes_counted" and row["total"]:
                continue
            for column, cell in zip(table["columns"], row["cells"], strict=True):
                code, compared = column["code"], compared + 1
                key = (table["code"], row["value"], code)
                if code == "counted_share":
                    known = (cell["numerator"], cell["denominator"])
                    assert (key, known) == (
                        key,
                        (found[f"{row['value']}.numerator"], found[f"{row['value']}.denominator"]),
                    )
                elif code.startswith("follow_ups_"):
                    asked = status[code.removeprefix("follow_ups_")]
                    assert (key, cell["value"]) == (key, story.number(ASKED, row=row["value"], status=asked))
                else:
                    expected = story.number(
                        OUTCOME,
                        row=row["value"],
                        end_states=ends,
                        is_end=code == "people_left",
                        before_start=code.endswith("_before"),
                    )
                    assert (key, cell["value"]) == (key, expected)
    assert compared > 30


def test_a_result_from_before_the_start_is_kept_and_not_counted(story: Story) -> None:
    """There is one in each story, in a column of its own."""
    total = story.report("outcomes")["tables"][0]["rows"][-1]
    assert total["total"]
    assert total["cells"][1]["value"] >= 1


def test_what_is_left_behind_is_a_working_deployment(story: Story) -> None:
    """The check finds no mistake and no drift, and SQLite none either."""
    found = upkeep.check(story.folder / "organisation.toml")
    assert found.problems == ()
    assert found.drift == ()
    with story.database() as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_row_of_the_history_has_an_actor_and_a_time(story: Story) -> None:
    """And each of them is a day of the story, in its order."""
    with story.database() as db:
        assert db.execute("SELECT count(*) FROM journal").fetchone()[0] > 1000
        lacking = "SELECT count(*) FROM journal WHERE trim(actor) = '' OR at IS NULL OR reason IS NULL"
        assert db.execute(lacking).fetchone() == (0,)
        days = [day for (day,) in db.execute("SELECT date(at) FROM journal ORDER BY seq")]
    assert all(date.fromisoformat(day) for day in set(days))
    assert len(set(days)) > 5


def test_every_record_stands_in_the_history(story: Story) -> None:
    """Each row of each table was added exactly once, by the journal's own count."""
    with story.database() as db:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("journal") and "sqlite" not in name
        ]
        for table in tables:
            rows = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            sign = "sum(CASE op WHEN 'insert' THEN 1 WHEN 'delete' THEN -1 ELSE 0 END)"
            kept = db.execute(f'SELECT coalesce({sign}, 0) FROM journal WHERE "table" = ?', [table]).fetchone()[0]
            assert (table, rows) == (table, kept)


@pytest.mark.parametrize("name", [SHORT, *(pytest.param(one, marks=pytest.mark.soak) for one in NAMES if one != SHORT)])
def test_in_english_the_story_has_the_same_numbers(stories: Callable[[str], Story], name: str, tmp_path: Path) -> None:
    """The language changes no number; the sentences are English, those of the proposal too."""
    story, english = stories(name), told_by(played(name, tmp_path / "english", "en"), "en")
    with english.stage.programme:
        assert english.stage.facts == story.stage.facts
        assert english.lines[0].endswith("(a rehearsal with invented people)")
        assert sum(a == b for a, b in zip(english.lines, story.lines, strict=True)) <= 1
        assert compared_lines(english) <= {line.rstrip() for line in PAGE.read_text("utf-8").splitlines()}
        assert "Look at it: geleit run" in english.lines[-1]


def test_the_same_seed_tells_the_same_story_twice(stories: Callable[[str], Story], tmp_path: Path) -> None:
    """Line for line, but for the folder; and the records are the same row by row."""
    again = played(SHORT, tmp_path / "again")
    both = stories(SHORT), told_by(again)
    both[1].stage.programme.close()
    told = [[line.replace(str(one.folder), "") for line in one.lines] for one in both]
    assert told[0] == told[1]
    dumps = []
    for one in both:
        with one.database() as db:
            # Salts are never from a seed, and with them the chain is another one each time.
            hidden = ("_sqlite_migrations", 'INTO "journal_')
            dumps.append([line for line in db.iterdump() if not any(name in line for name in hidden)])
            dumps[-1] += map(str, db.execute("SELECT * FROM journal ORDER BY seq"))
    assert dumps[0] == dumps[1]


def test_a_folder_with_a_rehearsal_is_not_played_over(story: Story) -> None:
    """What somebody has gone on with is theirs."""
    before = (story.folder / "data" / "demo.db").read_bytes()
    with pytest.raises(UsageError):
        demo.run(story.name, story.folder, 1, lambda line: None)
    assert (story.folder / "data" / "demo.db").read_bytes() == before
