"""Free texts that tell of health, belief or flight are noticed, and those of everyday work are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.labels import core_labels
from geleit.programme.wary import warning
from geleit.vocabulary.delicate import Delicate, delicate_words

TELLING = {
    "Termin verschoben, sie ist seit Montag krankgeschrieben.": {Delicate.HEALTH},
    "Er hat Depressionen und nimmt Medikamente.": {Delicate.HEALTH},
    "Wegen der Schwangerschaft nur vormittags.": {Delicate.HEALTH},
    "She was seriously ill in spring.": {Delicate.HEALTH},
    "Wurde im Mai operiert, Rückenschmerzen.": {Delicate.HEALTH},
    "Trifft sich lieber nach dem Freitagsgebet in der Moschee.": {Delicate.BELIEF},
    "Der Betrieb fragt nach dem Kopftuch.": {Delicate.BELIEF},
    "He is a Catholic and goes to church.": {Delicate.BELIEF},
    "Erzählte von der Flucht im Schlauchboot.": {Delicate.ASYLUM},
    "Wurde politisch verfolgt und gefoltert.": {Delicate.ASYLUM},
    "His asylum interview is in June, he fled in 2015.": {Delicate.ASYLUM},
    "Jesidin, seit der Flucht traumatisiert": {Delicate.HEALTH, Delicate.BELIEF, Delicate.ASYLUM},
    "Er ist gefluechtet, ueber das Mittelmeer": {Delicate.ASYLUM},
}
EVERYDAY = (
    "Bewerbung als Gesundheits- und Krankenpflegerin im Krankenhaus Villach",
    "Anerkennung als Ärztin beantragt, Ärztekammer angerufen",
    "Krankenkasse und Sozialversicherung erklärt",
    "Ausbildung zum Physiotherapeuten; Praktikum in der Reha-Klinik",
    "Er sucht Arbeit, ich glaube, es klappt; kriegt nächste Woche Bescheid",
    "Wurde gebeten, das Zeugnis nachzureichen",
    "Fluchtwege und Brandschutz im Betrieb besprochen",
    "Angebot für Geflüchtete beim Flüchtlingsrat",
    "Gläubiger, Mahnung, Haftpflicht: an die Schuldnerberatung verwiesen",
    "Sie verfolgt ihr Ziel, die Fortbildung zu beenden",
    "Treffen mit Christian und Christina im Café neben der Kirche",
    "Kommt mit dem Zug aus Feldkirch an der Ill",
    "Blindbewerbung geschrieben, Traumjob gefunden, Diagnose am Motor geübt",
    "Fortbildung zum Asylrecht für Mentor:innen, Unterlagen der Integrationsberatung",
    "Behindertenbetreuung als Berufsfeld; Psychologie studiert, Masterarbeit über Statistik",
    "Das Unternehmen operiert in Österreich und Slowenien",
    "Talked about the CV, the war room of the sales team and how to disable an account",
    "Mock interview; she killed it. Next: orthodox marketing, a Bible of design patterns",
    "Beschäftigungserlaubnis vor Beginn klären, Termin bei der Ausländerbehörde",
)


@pytest.mark.parametrize("text", TELLING)
def test_a_telling_text_is_noticed_with_what_it_tells_of(text: str) -> None:
    """Health, belief and flight are told apart, in German and English, with umlauts or without."""
    assert set(delicate_words(text)) == TELLING[text]


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_work_is_no_alarm(text: str) -> None:
    """Professions, places, names and turns of speech that only look alike pass."""
    assert delicate_words(text) == {}


def test_the_warning_names_the_words_once_each_as_they_are_written() -> None:
    """Both texts of a form are one warning, in the reader's language."""
    found = warning("Krank, sehr krank", None, "Er floh. Krank.")
    assert found is not None
    german = core_labels().text(found, "de")
    assert german.startswith("Das klingt nach Angaben über Gesundheit („Krank“ und „krank“) und die Fluchtgeschichte")
    assert "„floh“" in german
    assert core_labels().text(found, "en").startswith("This seems to tell of health (“Krank” and “krank”)")


def test_nothing_is_said_where_nothing_was_found() -> None:
    """No text, an empty one and an ordinary one are silent."""
    assert warning() is warning(None, "") is warning("Lebenslauf besprochen") is None


@given(st.text())
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str) -> None:
    """Whatever is typed: no error, and every word found is a part of the text."""
    import unicodedata

    composed = unicodedata.normalize("NFC", text)
    assert all(word in composed for words in delicate_words(text).values() for word in words)
