"""The organisation's configuration: strict, every mistake at once with its line, hostile files refused."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, time
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from geleit.config import (
    Config,
    Document,
    GenderStyle,
    Protection,
    RoundStatus,
    Tables,
    load,
    local_path,
    parse_toml,
    read_toml,
    schema,
    structure,
    structure_at,
    write_local,
)
from geleit.config.organisation import RoundTable
from geleit.config.wording import shown
from geleit.errors import ConfigError, Problem
from geleit.labels import core_labels, say
from geleit.permissions import StaffRole
from geleit.vocabulary.cefr import Cefr

GOOD = """\
[organisation]
name = "Kammer Musterland"
languages = ["de", "en"]
timezone = "Europe/Berlin"

[programme]
region = "muster_land"
title = "Mentoring Musterland"

[database]
path = "data/muster.db"
protection = "sqlcipher"

[staff]
anna = { role = "coordinator", name = "Anna Muster" }

[region]
hours_per_month = [5, 7]
weights = { occupation = 5 }

[import.columns]
"Höchste abgeschlossene Ausbildung" = "education"

[[rounds]]
id = "m-10"
title = "10. Durchgang"
end = 2023-07-12
number = 10

[[rounds]]
id = "m-11"
title = "11. Durchgang"
start = 2024-01-22
end = 2024-07-12
places = 21
status = "open"
continues = "m-10"
region = { german_minimum = "B1" }
"""


class Level(StrEnum):
    """A level of a language."""

    A1 = "A1"
    B1 = "B1"


class Size(Enum):
    """An enumeration that is not of texts."""

    SMALL = 1
    LARGE = 2


@attrs.frozen(kw_only=True)
class Inner:
    """A table within a table."""

    weeks: int = attrs.field(default=4, validator=attrs.validators.ge(1))


def _longest_not_below(instance: Any, attribute: attrs.Attribute[Any], value: int) -> None:
    if value < instance.shortest:
        raise ValueError(f"below shortest ({instance.shortest})")


@attrs.frozen(kw_only=True)
class Settings:
    """A region's settings with a field of every type."""

    text: str = "x"
    whole: int = 1
    decimal: float = 1.5
    flag: bool = False
    day: date | None = None
    clock: time | None = None
    level: Level | None = None
    german: Cefr | None = None
    size: Size = Size.SMALL
    mode: Literal["near", "far"] = "near"
    span: tuple[int, int] = (5, 7)
    names: tuple[str, ...] = ()
    weights: dict[str, int] = attrs.field(factory=dict)
    by_level: Mapping[Level, float] = attrs.field(factory=dict)
    kinds: frozenset[Level] = frozenset()
    inner: Inner = attrs.field(factory=Inner)
    phases: tuple[Inner, ...] = ()
    from_: str = ""
    shortest: int = 1
    longest: int = attrs.field(default=9, validator=_longest_not_below)


def written(folder: Path, text: str, name: str = "muster.toml") -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def document(text: str) -> Document:
    """A document of this text."""
    return parse_toml(text, Path("x.toml"))


def refused(path: Path) -> tuple[Problem, ...]:
    """The problems for which a file is refused."""
    with pytest.raises(ConfigError) as caught:
        load(path)
    return caught.value.problems


def found(text: str) -> list[tuple[int, str, str]]:
    """Line, key and English sentence of each problem of a table of `Settings`."""
    value, problems = structure(document(text), Settings)
    assert (value is None) == bool(problems)
    return [(each.line, each.key, str(each.sentence)) for each in problems]


def test_a_good_file_becomes_typed_values(tmp_path: Path) -> None:
    """Every table arrives as a value of its class, a missing one as its default."""
    config = load(written(tmp_path, GOOD))
    assert config.organisation.languages == ("de", "en")
    assert config.organisation.gender_style is GenderStyle.COLON
    assert config.database.protection is Protection.SQLCIPHER
    assert config.database_path == tmp_path / "data/muster.db"
    assert config.staff is not None
    assert config.staff["anna"].role is StaffRole.COORDINATOR
    assert config.region == {"hours_per_month": [5, 7], "weights": {"occupation": 5}}
    assert config.import_.columns == {"Höchste abgeschlossene Ausbildung": "education"}
    assert config.reporting.minimum_cell == 5
    first, second = config.rounds
    assert (first.start, first.places, first.status) == (None, None, RoundStatus.PLANNED)
    assert (second.start, second.places, second.status) == (date(2024, 1, 22), 21, RoundStatus.OPEN)
    assert second.region == {"german_minimum": "B1"}
    assert config.round("m-11") is second
    assert config.round("m-12") is None


def test_a_file_without_staff_is_told_from_one_with_an_empty_list(tmp_path: Path) -> None:
    """Without `[staff]` whoever opens is the coordinator; with an empty one nobody is."""
    without = GOOD.replace('[staff]\nanna = { role = "coordinator", name = "Anna Muster" }', "")
    assert load(written(tmp_path, without)).staff is None
    empty = GOOD.replace('anna = { role = "coordinator", name = "Anna Muster" }', "")
    assert load(written(tmp_path, empty)).staff == {}


def test_ten_different_mistakes_give_ten_problems_with_their_lines(tmp_path: Path) -> None:
    """Everything wrong is said in one go, each with its line and key."""
    path = written(
        tmp_path,
        """\
[organisation]
name = 5
langages = ["de"]
timezone = "Europe/Brelin"

[programme]
region = "Muster Land"

[database]
path = "data/muster.db"
protection = "sqlciper"

[[rounds]]
id = "m-11"
title = "A"
start = 2024-07-12
end = 2024-01-22
places = "drei"

[[rounds]]
id = "m-11"
title = "B"
continues = "m-9"

[reporting]
minimum_cell = 0
""",
    )
    problems = refused(path)
    assert [(each.line, each.key, str(each.sentence)) for each in problems] == [
        (1, "organisation.languages", "is missing"),
        (2, "organisation.name", "expected a text in quotes, found 5"),
        (3, "organisation.langages", "unknown key, did you mean 'languages'?"),
        (4, "organisation.timezone", '"Europe/Brelin" is no time zone; did you mean "Europe/Berlin"?'),
        (6, "programme.title", "is missing"),
        (7, "programme.region", str(say("config.no_region", found='"Muster Land"'))),
        (
            11,
            "database.protection",
            'expected one of "sqlcipher", "disk" or "sample", found "sqlciper"; did you mean "sqlcipher"?',
        ),
        (17, "rounds[0].end", "22 Jan 2024 is before 'start' (12 Jul 2024)"),
        (18, "rounds[0].places", 'expected a whole number, found "drei"'),
        (21, "rounds[1].id", '"m-11" is already taken (line 14); each round needs its own'),
        (23, "rounds[1].continues", '"m-9" is none of the rounds in this configuration'),
        (26, "reporting.minimum_cell", "must be at least 2 (is 0)"),
    ]
    assert {each.file for each in problems} == {str(path)}
    assert problems[8].found == '"drei"'


def test_a_problem_is_told_in_the_readers_language(tmp_path: Path) -> None:
    """File, line and key stay as they are; the sentence is German for a German reader."""
    path = written(tmp_path, GOOD.replace("places = 21", 'places = "drei"'))
    with pytest.raises(ConfigError) as caught:
        load(path)
    first, second = caught.value.in_language("de").splitlines()
    assert first == f"In {path} ist ein Fehler. Bitte beheben Sie ihn; es wurde nichts ausgeführt."
    assert second == f'{path}:35: rounds[1].places: erwartet: eine ganze Zahl, gefunden: "drei"'


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('region = "muster_land"', 'region = "../land.py"', 7, "programme.region"),
        ('region = "muster_land"', 'region = "con"', 7, "programme.region"),
        ('["de", "en"]', "[]", 3, "organisation.languages"),
        ('["de", "en"]', '["de", "de"]', 3, "organisation.languages"),
        ('["de", "en"]', '["de", "xx"]', 3, "organisation.languages"),
        ('["de", "en"]', '["deutsch"]', 3, "organisation.languages"),
        ('"Europe/Berlin"', '"../etc/passwd"', 4, "organisation.timezone"),
        ('"Europe/Berlin"', '"Europe"', 4, "organisation.timezone"),
        ('"Europe/Berlin"', '""', 4, "organisation.timezone"),
        ('"Kammer Musterland"', '"  "', 2, "organisation.name"),
        ('id = "m-11"', 'id = "M 11"', 31, "rounds[1].id"),
        ('id = "m-11"', 'id = "nul"', 31, "rounds[1].id"),
        ("places = 21", "places = -1", 35, "rounds[1].places"),
        ("places = 21", "number = 10", 35, "rounds[1].number"),
        ('continues = "m-10"', 'continues = "m-11"', 37, "rounds[1].continues"),
        ('role = "coordinator"', 'role = "boss"', 15, "staff.anna.role"),
        ('[[rounds]]\nid = "m-10"', '[extra]\nid = "m-10"', 24, "extra"),
    ],
)
def test_each_mistake_is_found_at_its_key(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    """One mistake in a good file is refused at exactly its line."""
    assert old in GOOD
    problems = refused(written(tmp_path, GOOD.replace(old, new)))
    assert (line, key) in {(each.line, each.key) for each in problems}


def test_rounds_that_continue_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    """No round can carry over its own cases; a round that leads into the circle is not part of it."""
    text = GOOD.replace("number = 10", 'continues = "m-11"')
    text += '[[rounds]]\nid = "m-12"\ntitle = "12."\ncontinues = "m-11"\n'
    assert [each.key for each in refused(written(tmp_path, text))] == ["rounds[0].continues", "rounds[1].continues"]


def test_rounds_under_single_brackets_are_explained(tmp_path: Path) -> None:
    """The commonest slip with a list of tables is answered with the right spelling."""
    head = GOOD[: GOOD.index("[[rounds]]")]
    (problem,) = refused(written(tmp_path, head + '[rounds]\nid = "a"\ntitle = "b"\n'))
    assert "[[…]]" in str(problem.sentence)


@pytest.mark.parametrize("name", ["muster_land", "./brussels.py"])
def test_a_region_is_an_installed_one_or_a_file_beside(tmp_path: Path, name: str) -> None:
    """Both ways to name a region are accepted."""
    assert load(written(tmp_path, GOOD.replace("muster_land", name))).programme.region == name


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    """The sentence names the file and the way to a new one."""
    with pytest.raises(ConfigError, match="geleit init"):
        load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="is not a file"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\na = " + "9" * 65, 2),
        ("x = 1\na = " + "9" * 20, 2),
        ("x = 1\n\na = nan", 3),
        ("x = 1\na = [\n 1.5,\n 1e999,\n]", 4),
        ("x = 1\n" + "a." * 21 + "a = 1", 2),
        ("x = 1\ny = " + "\n[" * 21, 23),
        ("x = 1\na = '''b\n\n", 2),
        ('x = 1\na = """b\n\\"""', 2),
        ('x = 1\na = """b\\', 2),
        ('x = """\n"""\ny = "\\""\nz = ', 4),
        ("x = 1\nx = 2", 2),
        ("x = 1\n[a]\n[a]", 3),
        ("x = 1\na = 2023-02-30", 2),
        ("x = 1\na = [\n1,\n", 3),
    ],
)
def test_a_refused_text_is_refused_at_its_line(text: str, line: int) -> None:
    """Bounds, numbers and syntax all name the line, windows line ends or not."""
    for spelling in (text, text.replace("\n", "\r\n")):
        with pytest.raises(ConfigError) as caught:
            document(spelling)
        assert [each.line for each in caught.value.problems] == [line]


def test_dots_in_texts_numbers_and_comments_are_no_key() -> None:
    """Only the dots of a key count."""
    text = f"a = \"{'.' * 50}\" # {'.' * 50}\nb = [{'1.5, ' * 50}]\nc = '''\n{'.' * 50}\n'''\n"
    assert set(document(text).data) == {"a", "b", "c"}


def test_a_byte_order_mark_is_accepted_and_another_encoding_refused(tmp_path: Path) -> None:
    """Windows editors write a mark; text in another encoding is refused with its line."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_toml(path).data == {"a": 1}
    path.write_bytes(b"a = 1\nb = '\xfc'\n")
    with pytest.raises(ConfigError) as caught:
        read_toml(path)
    assert caught.value.problems[0].line == 2


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("a = 1\na = 2", "ein Schlüssel steht zweimal in derselben Tabelle"),
        ("[a]\n[a]", "dieselbe Tabelle ist zweimal angelegt"),
        ("a 1", "nach dem Schlüssel fehlt das Gleichheitszeichen"),
        ("a = 1 2", "nach dem Wert steht noch etwas auf der Zeile"),
        ("a = drei", "hier fehlt ein gültiger Wert; Text gehört in Anführungszeichen"),
        ("a = 'x", "der Text ist nicht mit einem Anführungszeichen geschlossen"),
        ('a = "C:\\daten"', "ein \\ im Text muss \\\\ geschrieben werden (bei Pfaden genügt /)"),
        ("[a", "der Tabellenkopf ist nicht geschlossen"),
        ("straße = 1", "nach dem Schlüssel fehlt das Gleichheitszeichen"),
        ("äpfel = 1", "hier wird ein Schlüssel oder ein Tabellenkopf erwartet"),
    ],
)
def test_a_syntax_error_is_told_in_german(text: str, german: str) -> None:
    """The parser's English is put into the reader's language where its meaning is known."""
    with pytest.raises(ConfigError) as caught:
        document(text)
    assert core_labels().text(caught.value.problems[0].sentence, "de") == german


def test_lines_of_tables_lists_and_inline_tables() -> None:
    """A table stands at its header, a key in an inline table at the inline table's key, an entry where it begins."""
    text = """\
a.b = 1
"q.r" = { x = 1, y.z = [2, 3] }
[s.t]
u = [
  1, # one
  { v = 2 },
]
[s]
[[rounds]]
[rounds.region]
w = '''
x = 1
'''
[[rounds]]
[[rounds.parts]]
[[rounds.parts]]
k = 1979-05-27 07:32:00
"""
    assert document(text).lines == {
        ("a",): 1,
        ("a", "b"): 1,
        ("q.r",): 2,
        ("q.r", "x"): 2,
        ("q.r", "y"): 2,
        ("q.r", "y", "z"): 2,
        ("q.r", "y", "z", 0): 2,
        ("q.r", "y", "z", 1): 2,
        ("s",): 8,
        ("s", "t"): 3,
        ("s", "t", "u"): 4,
        ("s", "t", "u", 0): 5,
        ("s", "t", "u", 1): 6,
        ("s", "t", "u", 1, "v"): 6,
        ("rounds",): 9,
        ("rounds", 0): 9,
        ("rounds", 0, "region"): 10,
        ("rounds", 0, "region", "w"): 11,
        ("rounds", 1): 14,
        ("rounds", 1, "parts"): 15,
        ("rounds", 1, "parts", 0): 15,
        ("rounds", 1, "parts", 1): 16,
        ("rounds", 1, "parts", 1, "k"): 17,
    }


KEYS = st.one_of(
    st.sampled_from(["id", "a.b", "a b", "=", "[x]", "#", "Größe", "x'y"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'), max_size=8),
)
LEAVES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.sampled_from(['"""', "'''\n", "# = [", "a = 1\nb = 2", "\\", '\\"']),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
TREES = st.dictionaries(
    KEYS,
    VALUES
    | st.dictionaries(KEYS, VALUES, max_size=3)
    | st.lists(st.dictionaries(KEYS, VALUES, max_size=3), max_size=3),
    max_size=5,
)


def paths(value: object, above: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """The paths of everything inside a value."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    all_: set[tuple[str | int, ...]] = set()
    for key, inner in inside:
        all_ |= {(*above, key)} | paths(inner, (*above, key))
    return all_


@given(TREES, st.booleans())
def test_every_key_has_a_line_and_its_name_stands_there(tree: dict[str, Any], multiline: bool) -> None:
    """Whatever the document, the finder knows every key, no other, and the line holds the key's name."""
    text = tomli_w.dumps(tree, multiline_strings=multiline)
    result = document(text)
    assert set(result.lines) == paths(result.data)
    lines = text.replace("\r\n", "\n").split("\n")
    for path, line in result.lines.items():
        if isinstance(path[-1], str):
            assert path[-1] in lines[line - 1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("text = 5", "expected a text in quotes, found 5"),
        ("whole = true", "expected a whole number, found true"),
        ("whole = 1.0", "expected a whole number, found 1.0"),
        ("whole = '3'", 'expected a whole number, found "3"'),
        ("decimal = true", "expected a number, found true"),
        ("decimal = '1.5'", 'expected a number, found "1.5"'),
        ("flag = 1", "expected true or false, found 1"),
        ("flag = 'no'", 'expected true or false, found "no"'),
        ("day = '2024-01-22'", 'expected a date like 2026-03-05, without quotes, found "2024-01-22"'),
        ("day = 2024-01-22T10:00:00", "expected a date like 2026-03-05, without quotes, found 2024-01-22T10:00:00"),
        ("clock = '10:00'", 'expected a time of day like 14:30:00, without quotes, found "10:00"'),
        ("level = 'b1'", 'expected one of "A1" or "B1", found "b1"; did you mean "B1"?'),
        ("level = 'Z'", 'expected one of "A1" or "B1", found "Z"'),
        ("german = 'B3'", 'expected one of "pre-A1", "A1", "A2", "B1", "B2", "C1" or "C2", found "B3"'),
        ("level = 1", 'expected one of "A1" or "B1", found 1'),
        ("size = 1", 'expected one of "small" or "large", found 1'),
        ("mode = 'fra'", 'expected one of "near" or "far", found "fra"; did you mean "far"?'),
        ("span = [5]", "expected a list of exactly 2 entries (a whole number and a whole number), found [5]"),
        (
            "span = [5, 6, 7]",
            "expected a list of exactly 2 entries (a whole number and a whole number), found [5, 6, 7]",
        ),
        ("names = 'ab'", 'expected a list in square brackets (each entry: a text in quotes), found "ab"'),
        ("weights = [1]", "expected a table (each entry: a whole number), found [1]"),
        ("kinds = 'A1'", 'expected a list in square brackets (each entry: one of "A1" or "B1"), found "A1"'),
        ("inner = 5", "expected a table, found 5"),
        ("phases = 5", "expected tables, each under double square brackets [[…]], found 5"),
    ],
)
def test_no_type_takes_another_types_spelling(text: str, sentence: str) -> None:
    """Nothing is guessed: each type takes its own spelling and says what it expects."""
    assert [each[2] for each in found(text)] == [sentence]


def test_right_values_keep_their_types() -> None:
    """Each type's own spelling gives a value of that type."""
    value, problems = structure(
        document(
            "text = 'a'\nwhole = 3\ndecimal = 2\nflag = true\nday = 2024-01-22\nclock = 10:00:00\nlevel = 'B1'\ngerman = 'pre-A1'\n"
            "size = 'large'\nmode = 'far'\nspan = [1, 2]\nnames = ['a']\nweights = { a = 1 }\nby_level = { A1 = 1 }\n"
            "kinds = ['A1', 'B1']\ninner = { weeks = 2 }\nphases = [{ weeks = 1 }, {}]\nfrom = 'b'\n"
        ),
        Settings,
    )
    assert problems == ()
    assert value == Settings(
        text="a",
        whole=3,
        decimal=2.0,
        flag=True,
        day=date(2024, 1, 22),
        clock=time(10),
        level=Level.B1,
        german=Cefr.PRE_A1,
        size=Size.LARGE,
        mode="far",
        span=(1, 2),
        names=("a",),
        weights={"a": 1},
        by_level={Level.A1: 1.0},
        kinds=frozenset(Level),
        inner=Inner(weeks=2),
        phases=(Inner(weeks=1), Inner()),
        from_="b",
    )
    assert value is not None
    assert type(value.decimal) is float


def test_mistakes_within_lists_and_tables_name_their_entry() -> None:
    """The key leads to the entry, the line is the entry's."""
    text = """\
span = [1, "2"]
names = [
  "a",
  5,
]
weights = { a = 1, b = "2" }
by_level = { B2 = 1 }
[[phases]]
weeks = 1
[[phases]]
week = 1
weeks = 0
"""
    assert [each[:2] for each in found(text)] == [
        (1, "span[1]"),
        (4, "names[1]"),
        (6, "weights.b"),
        (7, "by_level.B2"),
        (11, "phases[1].week"),
        (12, "phases[1].weeks"),
    ]


def test_a_validator_says_which_field_and_why() -> None:
    """A plain ValueError becomes a problem at its key, beside the other mistakes of the table."""
    assert found("[inner]\nweeks = 0\nx = 1\n") == [
        (2, "inner.weeks", "0 is not accepted: 'weeks' must be >= 1: 0"),
        (3, "inner.x", str(say("config.unknown_key"))),
    ]


def test_a_comparison_of_fields_waits_for_the_field_that_is_wrong() -> None:
    """A validator that reads a wrong field adds nothing; with the field right, it speaks."""
    assert [each[1] for each in found("shortest = 'x'\nlongest = 1")] == ["shortest"]
    assert [each[1:] for each in found("shortest = 5\nlongest = 1")] == [
        ("longest", "1 is not accepted: below shortest (5)")
    ]
    assert [each[1] for each in found("longest = 0")] == ["longest"]


def test_a_default_that_another_key_contradicts_is_refused_at_the_table() -> None:
    """A field that is not given is checked as well."""
    assert [each[:2] for each in found("shortest = 20")] == [(0, "")]


def test_an_attribute_error_in_a_validator_is_not_hidden() -> None:
    """Only a field that is not there yet is waited for; a fault of the class itself comes out."""

    with pytest.raises(AttributeError, match="nonsense"):
        structure(document("a = 1\nunknown = 1"), Faulty)


def _faulty(instance: Any, attribute: attrs.Attribute[Any], value: int) -> None:
    instance.nonsense()


@attrs.frozen
class Faulty:
    """A class whose validator is wrong."""

    a: int = attrs.field(default=0, validator=_faulty)


@pytest.mark.parametrize(("key", "near"), [("wieghts", "weights"), ("Text", "text"), ("fromm", "from")])
def test_an_unknown_key_names_the_nearest(key: str, near: str) -> None:
    """A slip of the pen is answered with the right spelling."""
    assert found(f"{key} = 1")[0][2] == f"unknown key, did you mean '{near}'?"


def test_a_regions_tables_are_read_within_the_document() -> None:
    """`[region]` and a round's overrides are as strict as the rest and keep the file's lines."""
    text = (
        "[region]\nwhole = 3\n[[rounds]]\nregion = { whole = 4, longest = 2 }\n[[rounds]]\n[rounds.region]\nwhol = 1\n"
    )
    whole, problems = structure_at(document(text), ("region",), Settings)
    assert problems == ()
    assert whole == Settings(whole=3)
    part, problems = structure_at(document(text), ("rounds", 0, "region"), Settings, partial=True)
    assert problems == ()
    assert part == {"whole": 4, "longest": 2}
    assert attrs.evolve(Settings(), **part) == Settings(whole=4, longest=2)
    none, problems = structure_at(document(text), ("rounds", 1, "region"), Settings, partial=True)
    assert none is None
    assert [(each.line, each.key) for each in problems] == [(7, "rounds[1].region.whol")]


def test_overrides_need_no_required_field_and_still_refuse_wrong_values() -> None:
    """Only what is given is checked, and all of it."""
    part, problems = structure_at(document("places = 3"), (), RoundTable, partial=True)
    assert (part, problems) == ({"places": 3}, ())
    part, problems = structure_at(document("places = -3\nend = 'x'"), (), RoundTable, partial=True)
    assert part is None
    assert [each.key for each in problems] == ["places", "end"]


def test_a_table_that_is_not_there_counts_as_empty() -> None:
    """Settings have defaults; a configuration need not name them."""
    assert structure_at(document("a = 1"), ("region",), Settings) == (Settings(), ())
    assert structure_at(document("a = 1"), ("region",), Settings, partial=True) == ({}, ())


def test_hostile_values_are_shown_on_one_short_line() -> None:
    """Control characters are written out and long values clipped."""
    for hostile in ("\x1b]52;c;x\x07", "a\nb", "\u202eabc", "\x9b31m", "x" * 1_000, ["y" * 100] * 100, 16**63):
        assert shown(hostile).isprintable()
        assert len(shown(hostile)) <= 60
    (problem,) = structure(document('"\\u001b[31m" = 1'), Settings)[1]
    assert problem.key.isprintable()


def test_the_programs_file_lies_over_the_hand_written_one(tmp_path: Path) -> None:
    """Single keys are replaced, the others stay, and each value knows its file and line."""
    path = written(tmp_path, GOOD)
    local = written(
        tmp_path,
        '[organisation]\nlanguages = ["en"]\n[region.weights]\nlanguages = 2\n[rounds.m-11]\nplaces = 30\n',
        "muster.local.toml",
    )
    config = load(path)
    assert config.organisation.languages == ("en",)
    assert config.organisation.name == "Kammer Musterland"
    assert config.region["weights"] == {"occupation": 5, "languages": 2}
    assert config.rounds[1].places == 30
    assert config.origin(("organisation", "languages")) == f"{local}:2"
    assert config.origin(("organisation", "languages", 1)) is None
    assert config.origin(("organisation", "name")) == f"{path}:2"
    assert config.origin(("region", "weights", "languages")) == f"{local}:4"
    assert config.origin(("region", "weights", "occupation")) == f"{path}:19"
    assert config.origin(("rounds", 1, "places")) == f"{local}:6"
    assert config.origin(("rounds", "m-11", "places")) == f"{local}:6"
    assert config.origin(("rounds", "m-11", "end")) == f"{path}:34"
    assert config.origin(("rounds", "m-12", "end")) is None
    assert config.origin(("reporting", "minimum_cell")) is None


def test_a_mistake_in_the_programs_file_names_that_file(tmp_path: Path) -> None:
    """A problem points to where the value stands."""
    path = written(tmp_path, GOOD)
    local = written(tmp_path, '[rounds.m-11]\nplaces = "x"\n[rounds.m-12]\nplaces = 3\n', "muster.local.toml")
    assert [(each.file, each.line, each.key) for each in refused(path)] == [
        (str(local), 2, "rounds[1].places"),
        (str(local), 3, "rounds[2].title"),
    ]


def test_writing_touches_only_the_programs_file(tmp_path: Path) -> None:
    """The hand-written file keeps every byte; what is written holds and adds to what was written before."""
    path = written(tmp_path, GOOD)
    before = path.read_bytes()
    config = write_local(load(path), {("rounds", 1, "places"): 25, ("organisation", "gender_style"): GenderStyle.SLASH})
    config = write_local(config, {("rounds", "m-12", "title"): "12.", ("rounds", "m-12", "start"): date(2025, 1, 1)})
    assert config == load(path)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["muster.local.toml", "muster.toml"]
    assert local_path(path).read_text(encoding="utf-8").startswith("# Vom Programm geschrieben.")
    assert config.rounds[1].places == 25
    assert config.organisation.gender_style is GenderStyle.SLASH
    assert [each.id for each in config.rounds] == ["m-10", "m-11", "m-12"]
    assert config.origin(("rounds", "m-12", "id")) is not None


def test_a_round_keeps_its_values_when_another_is_put_before_it(tmp_path: Path) -> None:
    """The program's file names rounds by id, not by place."""
    path = written(tmp_path, GOOD)
    write_local(load(path), {("rounds", 1, "places"): 25})
    written(tmp_path, GOOD.replace("[[rounds]]", '[[rounds]]\nid = "m-09"\ntitle = "9."\n\n[[rounds]]', 1))
    assert [(each.id, each.places) for each in load(path).rounds] == [("m-09", None), ("m-10", None), ("m-11", 25)]


def test_taking_a_value_back_lets_the_hand_written_one_hold(tmp_path: Path) -> None:
    """None removes the program's value, and a table that is empty then goes with it."""
    path = written(tmp_path, GOOD)
    config = write_local(load(path), {("rounds", "m-12", "title"): "12.", ("rounds", 1, "places"): 25})
    config = write_local(config, {("rounds", "m-12", "title"): None, ("rounds", "m-11", "places"): None})
    assert config.rounds == load(written(tmp_path, GOOD)).rounds
    assert config.document.overlaid == {}


@pytest.mark.parametrize(
    "changes",
    [
        {("rounds", 1, "places"): -1},
        {("organisation", "nme"): "x"},
        {("organisation", "languages", 0): "en"},
        {("rounds", "m-99", "places"): 5},
        {("region", "factor"): float("nan")},
        {("organisation", "name", "x"): 1},
        {("region", "x"): 1, ("region", "x", "y"): 2},
    ],
)
def test_nothing_is_written_that_could_not_be_loaded(tmp_path: Path, changes: dict[Any, object]) -> None:
    """A change that would lock everybody out is refused before it reaches the disk."""
    config = load(written(tmp_path, GOOD))
    with pytest.raises(ConfigError):
        write_local(config, changes)
    assert not local_path(config.path).exists()


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole or not at all: if the new file cannot take its place, the old one holds."""
    config = write_local(load(written(tmp_path, GOOD)), {("rounds", 1, "places"): 25})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ConfigError, match="No space left"):
        write_local(config, {("rounds", 1, "places"): 26})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["muster.local.toml", "muster.toml"]
    assert load(config.path).rounds[1].places == 25


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_whoever_may_read_the_hand_written_file_may_read_the_programs(tmp_path: Path) -> None:
    """Colleagues who share the configuration share both files."""
    path = written(tmp_path, GOOD)
    path.chmod(0o640)
    write_local(load(path), {("rounds", 1, "places"): 25})
    assert local_path(path).stat().st_mode & 0o777 == 0o640


def test_the_schema_lists_every_key_with_type_default_and_need() -> None:
    """What `load` accepts is what the schema lists."""
    entries = {each.key: each for each in schema(Tables)}
    assert entries["organisation.name"].required
    assert str(entries["organisation.gender_style"].kind) == 'one of ":", "*", "_" or "/-"'
    assert str(entries["organisation.languages"].kind) == "a list in square brackets (each entry: a text in quotes)"
    assert entries["rounds[].status"].default is RoundStatus.PLANNED
    assert str(entries["rounds[].start"].kind) == "a date like 2026-03-05, without quotes"
    assert entries["staff.*.shared.*.role"].required
    assert str(entries["import.columns"].kind) == "a table (each entry: a text in quotes)"
    assert entries["reporting.minimum_cell"].default == 5
    assert {each.key for each in schema(Settings)} >= {"inner.weeks", "phases[].weeks", "from", "span"}


def test_every_sentence_of_the_configuration_exists_in_german_and_english() -> None:
    """No reader meets a bare code."""
    labels = core_labels()
    codes = [code for code in labels.codes() if code.startswith("config.")]
    assert len(codes) > 50
    assert [code for code in codes if not {"de", "en"} <= labels.languages_of(code)] == []


def test_values_of_a_configuration_cannot_be_changed(tmp_path: Path) -> None:
    """Configurations are handed to workers; nobody changes one under another's hands."""
    config: Config = load(written(tmp_path, GOOD))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        config.organisation.name = "x"  # type: ignore[misc]
