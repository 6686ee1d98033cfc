"""Text on its way out: to a terminal through `safe`, to a spreadsheet through `neutral_cell`."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from geleit.display import neutral_cell, original_cell, safe

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


def test_a_replaced_character_stays_visible() -> None:
    """Something was there: it is replaced, not dropped."""
    assert safe("a\x1b[31mb\u202ec") == "a\ufffd[31mb\ufffdc"


def test_a_cut_text_says_so() -> None:
    """The last character of a text that was cut is an ellipsis."""
    assert safe("x" * 201) == "x" * 199 + "…"
    assert safe("x" * 200) == "x" * 200


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


def test_a_phone_number_survives() -> None:
    """A number with its country code is neutralised on the way out and whole again on the way in."""
    assert original_cell(neutral_cell("+49 170 1234567")) == "+49 170 1234567"


def test_an_apostrophe_from_elsewhere_is_kept() -> None:
    """A file that no neutraliser wrote loses no letter of a name."""
    assert original_cell("'t Hooft") == "'t Hooft"
