"""Text on its way out: to a terminal through `safe`, to a spreadsheet through `neutral_cell`."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geleit.display import neutral_cell, original_cell, safe

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
MARKUP = (
    "[red]x[/red]",
    "[/]",
    "[/red]",
    "[@click=app.pwn]Klick[/]",
    "[@click=app.pwn('x')]Klick[/]",
    "[link=https://example.org]x[/link]",
    "[b",
    "[",
    "]",
    "[on $primary]x",
    "$var",
)
PAYLOADS = (
    *MARKUP,
    "\x1b[31mrot",
    "\x1b]52;c;eA==\x07",
    "a\u202eb",
    "a\u2066b\u2069c",
    "a\u200bb",
    "a\tb\nc",
    "a\x00b",
    "[bold]" * 50,
    FAMILY * 30,
    "x" * 100_000,
    "e" + "\u0301" * 200,
)
FURTHER = ("\x1b]52;c;eA==\x1b\\", "\x1b]0;title\x07", "\x9b31mrot", "a\u2028b\u2029c", "\ufeffa", "\ud800", "\ue000")
NAMES = (
    "علی\u200cرضا",
    "می\u200cنا",
    "Ngũgĩ",
    "Đặng Thị",
    "O’Brien",
    "Nguyễn",
    "ሰላም",
    "李小龍",
    "Łukasz",
    "Çağrı",
)
CELLS = (
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "|x",
    "%x",
    "'=x",
    "\t=1",
    "\u00a0=1",
    "\ufeff=1",
    "\u200b@x",
    "＝1",
    "\n=1",
    "'t Hooft",
)
STEERING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u2028", "\u2029", "\ufeff"}

anything = st.text(st.characters() | st.sampled_from([*STEERING, *"\x00\x1b\x07\x9b\t\n\ud800\ue000\u0301[]"]))
cells = st.text(
    st.characters() | st.sampled_from(sorted({*"'=+-@|% \t\r\n＝＋－＠", "\u00a0", "\ufeff", "\u200b", "\u0301"}))
)


def is_harmless(text: str) -> bool:
    """Whether nothing in a text can act on a terminal or turn its lines around."""
    return not any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} or c in STEERING for c in text)


@given(anything, st.integers(min_value=1, max_value=250))
def test_nothing_that_acts_on_a_terminal_passes(text: str, limit: int) -> None:
    """Whatever comes in, what goes out is harmless, composed and short enough."""
    shown = safe(text, limit)
    assert is_harmless(shown)
    assert len(shown) <= limit
    assert unicodedata.is_normalized("NFC", shown)


@given(anything, st.integers(min_value=1, max_value=250))
def test_making_safe_twice_changes_nothing_more(text: str, limit: int) -> None:
    """`safe` is idempotent."""
    assert safe(safe(text, limit), limit) == safe(text, limit)


@given(st.lists(st.sampled_from(["a", "u\u0308", "\u03b1\u0313\u0300\u0345", "\u1112\u1161\u11ab"])), st.integers(1, 9))
def test_cutting_early_shows_what_cutting_late_would(letters: list[str], limit: int) -> None:
    """A long text is composed only as far as it is shown, and reads as if it had been composed whole."""
    whole = unicodedata.normalize("NFC", "".join(letters))
    expected = whole if len(whole) <= limit else whole[: limit - 1] + "…"
    assert safe("".join(letters), limit) == expected


@pytest.mark.parametrize("payload", [*PAYLOADS, *FURTHER])
def test_a_hostile_name_is_shown_on_one_short_line(payload: str) -> None:
    """The collected display payloads come out harmless, and not empty."""
    shown = safe(payload)
    assert is_harmless(shown)
    assert 0 < len(shown) <= 200


@pytest.mark.parametrize("payload", MARKUP)
def test_markup_is_left_to_the_widget(payload: str) -> None:
    """Brackets are text like any other: `safe` neither loses nor escapes them."""
    assert safe(payload) == payload


def test_a_replaced_character_stays_visible() -> None:
    """Something was there: it is replaced, not dropped."""
    assert safe("a\x1b[31mb\u202ec") == "a\ufffd[31mb\ufffdc"


def test_a_cut_text_says_so() -> None:
    """The last character of a text that was cut is an ellipsis."""
    assert safe("x" * 201) == "x" * 199 + "…"
    assert safe("x" * 200) == "x" * 200


@pytest.mark.parametrize("name", NAMES)
def test_a_real_name_is_shown_as_it_is(name: str) -> None:
    """Joiners, accents and scripts of real names survive."""
    assert safe(name) == name


@given(cells)
@example("''=1")
def test_a_neutralised_cell_gives_its_text_back(text: str) -> None:
    """Writing and reading a cell changes nothing, whatever stands in it."""
    assert original_cell(neutral_cell(text)) == text


@given(cells)
def test_no_neutralised_cell_starts_with_something_active(text: str) -> None:
    """After blanks, controls and invisible characters, no cell begins a formula."""
    seen = "".join(
        c for c in neutral_cell(text) if c.isprintable() and not c.isspace() and unicodedata.category(c) != "Mn"
    )
    assert not seen.startswith(tuple("=+-@|%＝＋－＠"))
    assert not neutral_cell(text).startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("payload", CELLS)
def test_a_payload_is_written_with_an_apostrophe(payload: str) -> None:
    """The collected cell payloads are neutralised by exactly one apostrophe."""
    assert neutral_cell(payload) == f"'{payload}"


@pytest.mark.parametrize("text", ["O'Neil", "Müller", "12", "", " ", "علی\u200cرضا", "a=b", "3 - 4"])
def test_a_harmless_cell_stays_as_it_is(text: str) -> None:
    """Only what a spreadsheet could run is touched."""
    assert neutral_cell(text) == text


def test_a_phone_number_survives() -> None:
    """A number with its country code is neutralised on the way out and whole again on the way in."""
    assert original_cell(neutral_cell("+49 170 1234567")) == "+49 170 1234567"


def test_an_apostrophe_from_elsewhere_is_kept() -> None:
    """A file that no neutraliser wrote loses no letter of a name."""
    assert original_cell("'t Hooft") == "'t Hooft"
