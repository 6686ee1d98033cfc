"""People of the tandems in Augsburg and Munich, as rows of the lists in which they come."""

from __future__ import annotations

MENTEE = "id;given_name;family_name;languages;territory;occupations;target_occupations;wanted_topics;wanted_forms"
MENTOR = "id;given_name;family_name;languages;territory;occupations;offered_topics;wished_occupations;wished_languages"
ENGINEER, COOK = "2142", "5120"


def mentee(id_: str, occupation: str = ENGINEER, *, topics: str = "", forms: str = "") -> tuple[str, ...]:
    """Somebody in Augsburg who speaks Arabic and German."""
    return id_, id_.capitalize(), "Muster", "ar:C2,de:B2", "09761", occupation, occupation, topics, forms


def mentor(
    id_: str, occupation: str = ENGINEER, *, topics: str = "", field: str = "", languages: str = ""
) -> tuple[str, ...]:
    """A mentor in Augsburg who speaks German."""
    return id_, id_.capitalize(), "Beispiel", "de:C2", "09761", occupation, topics, field, languages
