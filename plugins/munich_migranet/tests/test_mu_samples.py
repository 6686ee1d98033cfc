"""The sample people: made again they are the same, they can be taken in, and what is wrong on purpose is found."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geleit import Isced, Person, Role, Round, Verdict
from geleit.config import load, structure_at
from geleit.fields import Reading, fields_of
from geleit.files.csv_in import read_csv
from geleit.files.headings import CONSENT, ID, columns_of, evidence_columns
from geleit.files.intake import Intake, read_table
from geleit.model.dossier import Dossier
from geleit.model.evidence import Consent, Evidence
from geleit.regions.asking import Asked
from geleit.regions.loading import load as load_region
from geleit.screening import Outlook, Screening, screen
from geleit.vocabulary.names import name_key
from geleit_munich_migranet import samples
from geleit_munich_migranet.samples.generate import DUPLICATE, MENTEES, MENTORS, PROBLEMS, generate

FOLDER = Path(samples.__file__ or "").parent
FILES = ("mentees.csv", "mentors.csv", "organisation.toml")
ON = date(2026, 2, 16)
LISTS = {Role.MENTEE: "mentees.csv", Role.MENTOR: "mentors.csv"}

ASKED = Asked(load_region("munich_migranet", FOLDER))


def the_round() -> Round[Any]:
    config = load(FOLDER / "organisation.toml")
    settings, problems = structure_at(config.document, ("region",), ASKED.region.settings)
    assert problems == ()
    (table,) = config.rounds
    return Round(id=table.id, title=table.title, settings=settings, start=table.start, end=table.end)


ROUND = the_round()
ANSWERS = ASKED.about(ROUND)


def taken_in(role: Role) -> Intake:
    fields = tuple(field for field in fields_of(Person) if field.name not in ("id", "rev"))
    own = fields_of(ASKED.participant(role))
    kinds = {field.ask.evidence for field in own} | {
        each.evidence.kind for each in ANSWERS.eligibility.of(role) if each.evidence
    }
    papers = evidence_columns(sorted(kind for kind in kinds if kind), {field.name for field in (*fields, *own)})
    columns = columns_of((ID, *fields, *own, CONSENT, *papers), ASKED.labels, ("de", "en"))
    with (FOLDER / LISTS[role]).open("rb") as stream:
        sheet = read_csv(stream, LISTS[role], known=columns.knows)
    return read_table(sheet, columns, Reading(ASKED.labels, ("de", "en"), ASKED.region.territories), today=ON)


INTAKES = {role: taken_in(role) for role in Role}


def rows(role: Role) -> dict[str, dict[str, Any]]:
    return {str(row.source_id): dict(row.values) for row in INTAKES[role].rows}


def dossier(role: Role, values: dict[str, Any]) -> Dossier:
    own = {field.name for field in fields_of(ASKED.participant(role))}
    person = {field.name for field in fields_of(Person)} & values.keys() - {"id"}
    papers = {name for name in values if name.removesuffix("_valid_until") != name or name not in own | person}
    kinds = sorted(papers - {"id", "consent"} - {name for name in papers if name.endswith("_valid_until")})
    evidence = tuple(
        Evidence(
            id=kind,
            person="p",
            kind=kind,
            issued_on=values[kind] if isinstance(values[kind], date) else None,
            seen_on=ON,
            by="office",
            valid_until=values.get(f"{kind}_valid_until"),
        )
        for kind in kinds
    )
    consents = (
        (Consent(id="c", person="p", purpose="programme", given_on=values["consent"], by="office"),)
        if "consent" in values
        else ()
    )
    participant = ASKED.participant(role)(**{name: values[name] for name in own if name in values})
    return Dossier(
        person=Person(id="p", **{name: values[name] for name in person}),
        role=role,
        participant=participant,
        round=ROUND,
        on=ON,
        evidence=evidence,
        consents=consents,
    )


def screened(role: Role) -> dict[str, Screening]:
    rules = ANSWERS.eligibility.of(role)
    return {id_: screen(dossier(role, values), rules) for id_, values in rows(role).items()}


SCREENED = {**screened(Role.MENTEE), **screened(Role.MENTOR)}

NOT, OPEN, MET = Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET
TO_FIND = {
    "M005": {"MU-M01": OPEN, "MU-M02": OPEN},
    "M008": {"MU-M03": NOT},
    "M012": {"MU-M04": OPEN},
    "M015": {"MU-M04": NOT},
    "M018": {"MU-M02": NOT},
    "M021": {"MU-M02": NOT},
    "M024": {"MU-M01": NOT},
    "M028": {"MU-M05": OPEN},
    "M031": {"MU-M05": NOT},
    "M038": {"MU-M06": NOT},
    "M041": {"MU-M01": OPEN, "MU-M03": OPEN, "MU-M06": OPEN, "MU-S01": OPEN},
    "M044": {"MU-S01": NOT},
    "M047": {"MU-M03": OPEN},
    "M053": {"ST-CONSENT": OPEN},
    "M056": {"MU-M04": OPEN},
    "P009": {"MU-R01": NOT, "MU-R02": NOT},
    "P017": {"MU-R05": NOT},
    "P025": {"MU-R05": OPEN},
    "P030": {"MU-R04": NOT},
    "P034": {"MU-R03": NOT},
    "P038": {"MU-R02": OPEN},
}
"""What screening finds of the problems; the others show in the matching or as a duplicate."""

ELSEWHERE = {"M035", "M050", "M059", "P041"}


def test_made_again_the_files_are_the_same(tmp_path: Path) -> None:
    """The generator's output with seed 1 is what stands here, byte by byte; another seed makes other people."""
    generate(tmp_path / "one", seed=1)
    generate(tmp_path / "two", seed=2)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (FOLDER / name).read_bytes()
    assert (tmp_path / "two" / "mentees.csv").read_bytes() != (FOLDER / "mentees.csv").read_bytes()


@pytest.mark.parametrize("role", list(Role))
def test_a_german_excel_would_read_them(role: Role) -> None:
    """UTF-8 with its mark, semicolons, CR LF."""
    content = (FOLDER / LISTS[role]).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid;")
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize(("role", "number"), [(Role.MENTEE, MENTEES), (Role.MENTOR, MENTORS)])
def test_every_row_can_be_taken_in(role: Role, number: int) -> None:
    """No heading is unknown, no row is refused, and there are enough people for a round."""
    found = INTAKES[role]
    assert (found.problems, found.refused, found.unknown_columns) == ((), (), ())
    assert len(found.rows) == number
    assert MENTEES >= 60 and MENTORS >= 40


def test_what_is_wrong_on_purpose_is_found() -> None:
    """Each problem shows in the findings named for it, and in no other mandatory one."""
    assert set(TO_FIND) | ELSEWHERE == set(PROBLEMS)
    for id_, expected in TO_FIND.items():
        found = {
            finding.rule: finding.verdict
            for finding in SCREENED[id_].findings
            if finding.verdict in (NOT, OPEN) and finding.rule != "MU-S02"
        }
        assert found == expected, id_


def test_everybody_else_fulfils_every_rule() -> None:
    """Whoever has no problem is eligible before the interview, which only the ratings wait for."""
    for id_, screening in SCREENED.items():
        if id_ not in TO_FIND:
            assert screening.decision is Outlook.ELIGIBLE, id_
            assert {finding.rule for finding in screening.findings if finding.verdict is OPEN} <= {"MU-S02"}


def test_meister_is_refused_by_the_kind_alone() -> None:
    """M018 has ISCED 6 like a bachelor."""
    assert rows(Role.MENTEE)["M018"]["education"] is Isced.BACHELOR
    assert SCREENED["M018"].finding("MU-M02").verdict is NOT


def test_somebody_who_looks_for_work_in_munich_may_live_elsewhere() -> None:
    """M035 lives in Augsburg."""
    assert rows(Role.MENTEE)["M035"]["territory"] == "09761"
    assert SCREENED["M035"].finding("MU-M05").verdict is MET


def test_nobody_mentors_in_the_musician_s_field() -> None:
    """M050 shares not even the first two digits of an occupation with a mentor."""
    (code,) = rows(Role.MENTEE)["M050"]["occupations"]
    mentors = {each for values in rows(Role.MENTOR).values() for each in values["occupations"]}
    assert code[:2] not in {each[:2] for each in mentors}


def test_one_pair_of_rows_is_likely_one_person() -> None:
    """The same names and the same telephone, once."""
    found = rows(Role.MENTEE)
    keys = {id_: name_key(values["given_name"], values["family_name"]) for id_, values in found.items()}
    phones = {id_: values["phone"] for id_, values in found.items()}
    first, again = DUPLICATE
    assert keys[first] == keys[again] and phones[first] == phones[again]
    for signs in (keys, phones):
        assert Counter(signs.values()).most_common(2)[1][1] == 1
    assert found[first]["given_name"] == found[again]["family_name"]


def test_both_sides_have_wishes() -> None:
    """Nearly all mentees and mentors say what they want, so that both views can be told apart."""
    for role, names in (
        (Role.MENTEE, ("wanted_topics", "wanted_forms", "target_occupations")),
        (Role.MENTOR, ("offered_topics", "offered_forms")),
    ):
        for name in names:
            without = [id_ for id_, values in rows(role).items() if name not in values]
            assert without == (["M059"] if role is Role.MENTEE else ["P041"])
    assert sum("wished_occupations" in values for values in rows(Role.MENTOR).values()) >= MENTORS // 2


def test_names_come_from_many_scripts() -> None:
    """Arabic, Persian with its joiner, Ethiopic, Cyrillic, Chinese and Latin with marks."""
    names = " ".join(
        f"{values['given_name']} {values['family_name']}" for role in Role for values in rows(role).values()
    )
    assert "\u200c" in names
    for first, last in (("\u0600", "\u06ff"), ("\u1200", "\u137f"), ("\u0400", "\u04ff"), ("\u4e00", "\u9fff")):
        assert any(first <= letter <= last for letter in names)


def test_the_readme_lists_every_problem() -> None:
    """What the generator does wrong on purpose stands in the list that people read."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for id_ in (*PROBLEMS, *DUPLICATE):
        assert id_ in readme
