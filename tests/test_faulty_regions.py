"""Faulty regions: each is named with distribution, version, hook and remedy, and no other programme notices."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import attrs
import pytest

from geleit.cli import main
from geleit.errors import RegionError
from geleit.fields import fields_of
from geleit.model.people import Role
from geleit.programme import Programme, applications, findings, upkeep
from geleit.questions.eligibility import Verdict
from geleit.regions.installed import EXTENSIONS, REGIONS, installed

VERSION = "1.2.3"
BUNDLED = {"austria_wko", "munich_migranet", "saxony_refugees"}

HEAD = """
import functools
import math

import attrs
import geleit
from geleit import Criterion, Eligibility, Extension, MatchingPolicy, Region, Role, Rule, SessionPolicy, hookimpl, standard
"""
WHO = """
@hookimpl
def geleit_region():
    return Region(
        name="r", country="BE", languages=("de", "en"), host_languages=("fr",),
        mentee=geleit.Mentee, mentor=geleit.Mentor, written_for="0.1",
    )
"""
RULES = """
@hookimpl
def geleit_eligibility(round_):
    return Eligibility(mentee=standard.rules(Role.MENTEE))
"""
HEALTHY = HEAD + WHO + RULES


@attrs.frozen
class Case:
    """A faulty distribution: its module's source, and what the error must say in English and in German."""

    source: str
    hook: str
    english: tuple[str, ...]
    german: tuple[str, ...]
    labels: str = ""
    extends: bool = False


def matching(criterion: str) -> str:
    """A region with one criterion."""
    return HEALTHY + dedent(f"""
        @hookimpl
        def geleit_matching(round_):
            return MatchingPolicy(criteria=({criterion},))
        """)


def answering(body: str) -> str:
    """A healthy region with one more hook."""
    return HEALTHY + dedent(body)


def extension(body: str) -> str:
    """An extension's module."""
    return HEAD + dedent(body)


CASES = {
    "raises": Case(
        answering("""
            @hookimpl
            def geleit_sessions(round_):
                raise LookupError("no hours for 2026")
            """),
        "geleit_sessions",
        ("LookupError: no hours for 2026", "Please tell the region's authors"),
        ("LookupError: no hours for 2026", "Bitte die Autor:innen der Region verständigen"),
    ),
    "system_exit": Case(
        answering("""
            @hookimpl
            def geleit_outcomes(round_):
                raise SystemExit(7)
            """),
        "geleit_outcomes",
        ("SystemExit: 7", "other programmes are not affected"),
        ("SystemExit: 7", "andere Programme sind nicht betroffen"),
    ),
    "wrong_type": Case(
        answering("""
            @hookimpl
            def geleit_sessions(round_):
                return {"months": 6}
            """),
        "geleit_sessions",
        ("must return SessionPolicy, not dict",),
        ("muss SessionPolicy zurückgeben, nicht dict",),
    ),
    "wrong_type_inside": Case(
        HEAD
        + WHO
        + dedent("""
            @hookimpl
            def geleit_eligibility(round_):
                return Eligibility(mentee=["AGE"])
            """),
        "geleit_eligibility",
        ("mentee[0]", "expected Rule, found str"),
        ("mentee[0]", "erwartet wird Rule, nicht str"),
    ),
    "hours_as_a_pair": Case(
        answering("""
            @hookimpl
            def geleit_sessions(round_):
                return SessionPolicy(dose=(2, 3), months="6")
            """),
        "geleit_sessions",
        ("dose: expected Dose or None, found tuple", "months: expected int or None, found str"),
        ("dose: erwartet wird Dose oder None, nicht tuple", "months: erwartet wird int oder None, nicht str"),
    ),
    "generator_function": Case(
        answering("""
            @hookimpl
            def geleit_reports(round_):
                yield from standard.reports(round_)
            """),
        "geleit_reports",
        ("returns a generator", "please return the finished value"),
        ("liefert einen Generator", "bitte den fertigen Wert mit return zurückgeben"),
    ),
    "generator_returned": Case(
        answering("""
            @hookimpl
            def geleit_reports(round_):
                return (report for report in standard.reports(round_))
            """),
        "geleit_reports",
        ("must return tuple, not generator",),
        ("muss tuple zurückgeben, nicht generator",),
    ),
    "coroutine": Case(
        answering("""
            @hookimpl
            async def geleit_sessions(round_):
                return SessionPolicy()
            """),
        "geleit_sessions",
        ("please return the finished value",),
        ("bitte den fertigen Wert mit return zurückgeben",),
    ),
    "nan_weight": Case(
        matching('Criterion("occupation", geleit.same_occupation(), math.nan)'),
        "geleit_matching",
        ("the weight of occupation must be a finite number of at least 0, but is nan",),
        ("das Gewicht von occupation muss eine endliche Zahl ab 0 sein, ist aber nan",),
    ),
    "misspelt": Case(
        answering("""
            @hookimpl
            def geleit_sesions(round_):
                return SessionPolicy()
            """),
        "geleit_sesions",
        ("probably geleit_sessions is meant",),
        ("gemeint ist wohl geleit_sessions",),
    ),
    "misspelt_and_unmarked": Case(
        answering("""
            def geleit_matchign(round_):
                return standard.matching(round_)
            """),
        "geleit_matchign",
        ("probably geleit_matching is meant",),
        ("gemeint ist wohl geleit_matching",),
    ),
    "cached": Case(
        answering("""
            @hookimpl
            @functools.lru_cache
            def geleit_sessions(round_):
                return SessionPolicy()
            """),
        "geleit_sessions",
        ("please remove the cache",),
        ("bitte den Zwischenspeicher entfernen",),
    ),
    "cached_outside": Case(
        answering("""
            @functools.lru_cache
            @hookimpl
            def geleit_sessions(round_):
                return SessionPolicy()
            """),
        "geleit_sessions",
        ("please remove the cache",),
        ("bitte den Zwischenspeicher entfernen",),
    ),
    "unmarked": Case(
        answering("""
            def geleit_sessions(round_):
                return SessionPolicy()
            """),
        "geleit_sessions",
        ("please write @geleit.hookimpl above it",),
        ("bitte @geleit.hookimpl darüber schreiben",),
    ),
    "wrong_argument": Case(
        answering("""
            @hookimpl
            def geleit_sessions(cohort):
                return SessionPolicy()
            """),
        "geleit_sessions",
        ("asks for cohort", "round_"),
        ("verlangt cohort", "round_"),
    ),
    "undecorated": Case(
        HEAD
        + dedent("""
            class Mentee(geleit.Mentee):
                wishes: str | None = None

            @hookimpl
            def geleit_region():
                return Region(
                    name="r", country="BE", languages=("de", "en"), host_languages=("fr",),
                    mentee=Mentee, mentor=geleit.Mentor, written_for="0.1",
                )
            """)
        + RULES,
        "geleit_region",
        ("the class Mentee for mentee", "please write @geleit.participant above it"),
        ("für mentee die Klasse Mentee", "bitte @geleit.participant darüber schreiben"),
    ),
    "settings_undecorated": Case(
        HEAD
        + dedent("""
            class Settings:
                months: int = 6
            """)
        + WHO.replace("mentee=", "settings=Settings, mentee=")
        + RULES,
        "geleit_region",
        ("the settings Settings", "please write @geleit.settings above it"),
        ("die Einstellungen Settings", "bitte @geleit.settings darüber schreiben"),
    ),
    "setting_without_default": Case(
        HEAD
        + dedent("""
            @geleit.settings
            class Settings:
                months: int
            """)
        + WHO.replace("mentee=", "settings=Settings, mentee=")
        + RULES,
        "geleit_region",
        ("the settings Settings", "give every value a default"),
        ("die Einstellungen Settings", "jedem Wert", "eine Vorgabe geben"),
    ),
    "field_without_default": Case(
        HEAD
        + dedent("""
            @geleit.participant
            class Mentee(geleit.Mentee):
                swims: bool
                email: str | None = None
            """)
        + WHO.replace("geleit.Mentee", "Mentee")
        + RULES,
        "geleit_region",
        ("the field swims of the class Mentee has no default", "the field email of the class Mentee is called like"),
        ("das Feld swims der Klasse Mentee hat keinen Vorgabewert", "das Feld email der Klasse Mentee heißt wie"),
    ),
    "missing_language": Case(
        HEAD
        + WHO
        + dedent("""
            @hookimpl
            def geleit_eligibility(round_):
                return Eligibility(mentee=(Rule("XX-AGE", geleit.at_least("age", 16)),))
            """),
        "geleit_eligibility",
        ("the text “rule.XX-AGE” is missing in the language de", "please add it to labels.toml"),
        ("der Text „rule.XX-AGE“ fehlt in der Sprache de", "bitte in labels.toml ergänzen"),
        labels='[rule]\nXX-AGE = { en = "Sixteen or older" }\n',
    ),
    "duplicate_code": Case(
        HEAD
        + WHO
        + dedent("""
            @hookimpl
            def geleit_eligibility(round_):
                return Eligibility(mentee=(*standard.rules(Role.MENTEE), Rule("ST-AGE", geleit.at_least("age", 16))))
            """),
        "geleit_eligibility",
        ("the code ST-AGE occurs more than once", "every code must be unique"),
        ("der Code ST-AGE kommt mehrmals vor", "jeder Code muss eindeutig sein"),
    ),
    "unknown_field": Case(
        HEAD
        + WHO
        + dedent("""
            @hookimpl
            def geleit_eligibility(round_):
                return Eligibility(mentee=(Rule("ST-AGE", geleit.at_least("agee", 16)),))
            """),
        "geleit_eligibility",
        ("ST-AGE reads the field agee, which does not exist",),
        ("ST-AGE liest das Feld agee, das es nicht gibt",),
    ),
    "import_error": Case(
        "import a_module_that_nobody_has\n" + HEALTHY,
        "",
        ("ModuleNotFoundError", "Please install the package again or tell the region's authors"),
        ("ModuleNotFoundError", "Bitte das Paket neu installieren"),
    ),
    "broken_labels": Case(
        HEALTHY,
        "",
        ("labels.toml", "please correct the file"),
        ("labels.toml", "bitte die Datei berichtigen"),
        labels="[rule\n",
    ),
    "never_declared": Case(
        matching('Criterion("occupation", geleit.prefers("gender", "gender"), 1)'),
        "geleit_matching",
        ("occupation", "gender", "beside_the_pair"),
        ("occupation", "gender", "beside_the_pair"),
    ),
    "never_read": Case(
        matching('Criterion("occupation", lambda mentee, mentor: mentee.gender == mentor.gender, 1)'),
        "geleit_matching",
        ("occupation", "gender"),
        ("occupation", "gender"),
    ),
    "lifts_gender": Case(
        matching(
            'Criterion("occupation", lambda one, other: one.gender == other.gender, 1, lifts="gender", source="x")'
        ),
        "geleit_matching",
        ("occupation wants to see the field gender", "only origin can be lifted"),
        ("occupation will das Feld gender sehen", "nur origin kann"),
    ),
    "lifts_without_source": Case(
        matching('Criterion("occupation", geleit.same_occupation(), 1, lifts="origin")'),
        "geleit_matching",
        ("only with a source",),
        ("mit Quelle",),
    ),
    "answers_as_extension": Case(
        answering("""
            @hookimpl
            def geleit_extend(round_):
                return Extension()
            """),
        "geleit_extend",
        ("please put the additions into your own answers",),
        ("bitte die Zusätze in die eigenen Antworten aufnehmen",),
    ),
    "silent": Case(
        HEAD + WHO,
        "geleit_eligibility",
        ("every region must answer this question",),
        ("diese Frage muss jede Region beantworten",),
    ),
    "extension_answers": Case(
        extension("""
            @hookimpl
            def geleit_matching(round_):
                return standard.matching(round_)
            """),
        "geleit_matching",
        ("that question is the region's, an extension answers geleit_extend only",),
        ("diese Frage gehört der Region, eine Erweiterung antwortet nur auf geleit_extend",),
        extends=True,
    ),
    "extension_answers_by_another_name": Case(
        extension("""
            @hookimpl(specname="geleit_matching")
            def weights(round_):
                return standard.matching(round_)
            """),
        "geleit_matching",
        ("an extension answers geleit_extend only",),
        ("eine Erweiterung antwortet nur auf geleit_extend",),
        extends=True,
    ),
    "extension_raises": Case(
        extension("""
            @hookimpl
            def geleit_extend(round_):
                raise LookupError("nothing to add")
            """),
        "geleit_extend",
        ("LookupError: nothing to add", "Please tell the region's authors"),
        ("LookupError: nothing to add", "verständigen"),
        extends=True,
    ),
    "extension_wrong_type": Case(
        extension("""
            @hookimpl
            def geleit_extend(round_):
                return None
            """),
        "geleit_extend",
        ("does not answer geleit_extend",),
        ("beantwortet geleit_extend nicht",),
        extends=True,
    ),
    "extension_undecorated": Case(
        extension("""
            class More(geleit.Participant):
                wishes: str | None = None

            @hookimpl
            def geleit_extend(round_):
                return Extension(mentee=More)
            """),
        "geleit_extend",
        ("the class More for mentee", "please write @geleit.participant above it"),
        ("die Klasse More", "bitte @geleit.participant darüber schreiben"),
        extends=True,
    ),
    "extension_replaces_a_field": Case(
        extension("""
            @geleit.participant
            class More(geleit.Participant):
                may_work: str | None = None

            @hookimpl
            def geleit_extend(round_):
                return Extension(mentee=More)
            """),
        "geleit_extend",
        ("the field may_work", "please use another name"),
        ("das Feld may_work", "bitte anders nennen"),
        extends=True,
    ),
    "extension_repeats_a_code": Case(
        extension("""
            @hookimpl
            def geleit_extend(round_):
                return Extension(milestones=(geleit.Milestone("kick_off", geleit.Due(days=3)),))
            """),
        "geleit_extend",
        ("the code kick_off occurs more than once",),
        ("der Code kick_off kommt mehrmals vor",),
        extends=True,
    ),
    "extension_reads_nothing": Case(
        extension("""
            @hookimpl
            def geleit_extend(round_):
                return Extension(rules=Eligibility(mentee=(Rule("XX", geleit.is_true("nowhere")),)))
            """),
        "geleit_extend",
        ("XX reads the field nowhere, which does not exist",),
        ("XX liest das Feld nowhere, das es nicht gibt",),
        labels='[rule]\nXX = { de = "XX", en = "XX" }\n',
        extends=True,
    ),
}


@attrs.frozen
class House:
    """A folder on the path where distributions are installed, and organisations that use them."""

    site: Path
    offices: Path

    def install(self, name: str, source: str, *, labels: str = "", group: str = REGIONS) -> None:
        """Install a package of one module with an entry point, as pip would leave it."""
        package = self.site / f"{name}_pkg"
        package.mkdir()
        (package / "__init__.py").write_text(source, encoding="utf-8")
        if labels:
            (package / "labels.toml").write_text(labels, encoding="utf-8")
        info = self.site / f"{name}_dist-{VERSION}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name}-dist\nVersion: {VERSION}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {name}_pkg\n", encoding="utf-8")

    def organisation(self, region: str, extensions: tuple[str, ...] = ()) -> Path:
        """An organisation's file."""
        path = self.offices / f"{region}.toml"
        listed = ", ".join(f'"{name}"' for name in extensions)
        path.write_text(
            f"""
            [organisation]
            name = "House"
            languages = ["de", "en"]
            timezone = "Europe/Brussels"
            [programme]
            region = "{region}"
            title = "Programme"
            extensions = [{listed}]
            [database]
            path = "{region}.db"
            protection = "sample"
            [[rounds]]
            id = "r1"
            title = "Round 1"
            start = 2026-01-05
            """,
            encoding="utf-8",
        )
        return path


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    made = House(tmp_path / "site", tmp_path / "offices")
    made.site.mkdir()
    made.offices.mkdir()
    monkeypatch.syspath_prepend(made.site)
    made.install("healthy", HEALTHY)
    before = set(sys.modules)
    yield made
    for name in set(sys.modules) - before:
        if name.endswith("_pkg"):
            del sys.modules[name]


def use(config: Path) -> None:
    """Open a programme and ask about its round."""
    with Programme.open(config) as programme:
        programme.answers(programme.round())


def refusal(attempt: Callable[[], None]) -> RegionError:
    with pytest.raises(RegionError) as caught:
        attempt()
    return caught.value


@pytest.mark.parametrize("name", CASES)
def test_a_faulty_region_is_named_with_hook_and_remedy_and_others_work(house: House, name: str) -> None:
    """Region, distribution, version, hook and remedy stand in the error, in both languages, whenever it is used."""
    case = CASES[name]
    house.install(name, case.source, labels=case.labels, group=EXTENSIONS if case.extends else REGIONS)
    config = house.organisation("healthy", (name,)) if case.extends else house.organisation(name)
    for _ in range(2):
        error = refusal(lambda: use(config))
        for language, words in (("en", case.english), ("de", case.german)):
            text = error.in_language(language)
            first = text.splitlines()[0]
            for word in (name, f"{name}-dist", VERSION, case.hook):
                assert word in first
            for word in words:
                assert word in text
    checked = "\n".join(problem.in_language("de") for problem in upkeep.check(config).problems)
    assert all(word in checked for word in (name, f"{name}-dist", VERSION, case.hook, *case.german))
    use(house.organisation("healthy"))
    listed = {(one.name, one.distribution, one.version) for one in installed()}
    assert {(name, f"{name}-dist", VERSION), ("healthy", "healthy-dist", VERSION)} <= listed
    assert {one for one, _, _ in listed} >= BUNDLED


def test_installed_regions_are_listed_without_importing_any(house: House) -> None:
    """A region that ends the interpreter on import is still listed, and the healthy one opens."""
    house.install("deadly", "raise SystemExit(1)\n")
    assert "deadly" in {one.name for one in installed(REGIONS)}
    assert not {"deadly_pkg", "healthy_pkg"} & set(sys.modules)
    use(house.organisation("healthy"))
    error = refusal(lambda: use(house.organisation("deadly")))
    assert "SystemExit" in str(error)


def test_the_command_lists_every_region_beside_faulty_ones(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """`geleit regions` names each with distribution and version, however broken some of them are."""
    for name, case in CASES.items():
        house.install(name, case.source, labels=case.labels, group=EXTENSIONS if case.extends else REGIONS)
    assert main(["regions", "--json"]) == 0
    listed = {one["name"]: (one["distribution"], one["version"]) for one in json.loads(capsys.readouterr().out)}
    assert set(listed) == {*CASES, *BUNDLED, "healthy"}
    assert all(listed[name] == (f"{name}-dist", VERSION) for name in CASES)
    assert not [name for name in sys.modules if name.endswith("_pkg")]


def test_a_region_that_is_not_installed_is_answered_with_the_nearest(house: House) -> None:
    """A misspelt name in the configuration names the region that was probably meant."""
    error = refusal(lambda: use(house.organisation("helthy")))
    assert "did you mean “healthy”" in str(error)
    assert "meinten Sie „healthy“" in error.in_language("de")


def test_a_region_installed_twice_names_both_distributions(house: House) -> None:
    """Nobody can know which of two is meant; nothing is chosen silently."""
    house.install("second", HEALTHY)
    points = house.site / f"second_dist-{VERSION}.dist-info" / "entry_points.txt"
    points.write_text(f"[{REGIONS}]\nhealthy = second_pkg\n", encoding="utf-8")
    error = refusal(lambda: use(house.organisation("healthy")))
    assert "healthy-dist" in str(error) and "second-dist" in str(error)


def test_an_extension_adds_to_the_region(house: House) -> None:
    """A healthy extension's field, rule, milestone and outcome stand behind the region's, before anything is stored."""
    source = extension("""
        @geleit.participant
        class More(geleit.Participant):
            swims: bool | None = None

        @hookimpl
        def geleit_extend(round_):
            return Extension(
                mentee=More,
                rules=Eligibility(mentee=(Rule("XX-SWIM", geleit.is_true("swims")),)),
                milestones=(geleit.Milestone("swim", geleit.Due(days=3)),),
                outcomes=(geleit.Category("SWAM"),),
            )
        """)
    labels = """
        field.swims = { de = "Schwimmt", en = "Swims" }
        rule.XX-SWIM = { de = "Schwimmt", en = "Swims" }
        milestone.swim = { de = "Schwimmen", en = "Swimming" }
        outcome.SWAM = { de = "Schwimmt", en = "Swam" }
        """
    house.install("swimming", source, labels=labels, group=EXTENSIONS)
    with Programme.open(house.organisation("healthy", ("swimming",))) as programme:
        names = [field.name for field in fields_of(programme.participant(Role.MENTEE))]
        assert names[-1] == "swims" and "may_work" in names
        answers = programme.answers(programme.round())
        assert answers.eligibility.mentee[-1].code == "XX-SWIM"
        assert answers.sessions.milestones[-1].code == "swim"
        assert answers.outcomes.categories[-1].code == "SWAM"
        people = house.offices / "mentees.csv"
        people.write_text("Nr;Vorname;Nachname;Schwimmt\nm1;Ada;Lind;ja\n", encoding="utf-8")
        done = applications.import_people(programme, programme.round(), Role.MENTEE, people)
        assert (done.accepted, done.unknown_columns) == (1, ())
        screening = findings.screen_round(programme, programme.round(), [Role.MENTEE])[0].screening
        assert screening.finding("XX-SWIM").verdict is Verdict.MET


def test_a_hook_by_another_name_counts_as_answered(house: House) -> None:
    """`hookimpl(specname=…)` is an answer like any other, and the standard is not listed in its place."""
    source = answering("""
        @hookimpl(specname="geleit_sessions")
        def half_a_year(round_):
            return SessionPolicy(months=9)
        """)
    house.install("named", source)
    with Programme.open(house.organisation("named")) as programme:
        assert programme.answers(programme.round()).sessions.months == 9
        assert "geleit_sessions" not in programme.asked.silent()
        assert "geleit_matching" in programme.asked.silent()
