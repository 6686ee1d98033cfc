"""Invented names by origin, and occupations with what people in them look for; nobody here exists."""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """Where somebody comes from: country, first languages, women's, men's and family names."""

    country: str
    languages: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    free_movement: bool = False


ORIGINS = (
    Origin(
        "Syrien",
        ("Arabisch",),
        ("Rima", "Hala", "Lubna", "Dima"),
        ("Karam", "Anas", "Yazan", "Firas"),
        ("Al-Khatib", "Haddad", "Darwish", "Nassar", "Qabbani"),
    ),
    Origin(
        "Ukraine",
        ("Ukrainisch", "Russisch"),
        ("Oksana", "Iryna", "Halyna", "Solomiia"),
        ("Taras", "Bohdan", "Ostap", "Vasyl"),
        ("Kovalenko", "Bondarenko", "Tkachuk", "Melnyk", "Hrytsenko"),
    ),
    Origin(
        "Iran",
        ("Persisch",),
        ("Shirin", "Nasrin", "Parisa", "Mahsa"),
        ("Kaveh", "Babak", "Siamak", "Arash"),
        ("Hosseini", "Rahimi", "Tehrani", "Moradi", "Sohrabi"),
    ),
    Origin(
        "Türkei",
        ("Türkisch",),
        ("Elif", "Zeynep", "Gülşen", "Defne"),
        ("Emre", "Kerem", "Barış", "Ozan"),
        ("Yıldız", "Özdemir", "Çelik", "Kaya", "Şahin"),
    ),
    Origin(
        "Indien",
        ("Hindi", "Englisch"),
        ("Ananya", "Kavita", "Meera", "Sunita"),
        ("Rohan", "Arjun", "Vikram", "Nikhil"),
        ("Sharma", "Iyer", "Kulkarni", "Banerjee", "Reddy"),
    ),
    Origin(
        "Brasilien",
        ("Portugiesisch", "Spanisch"),
        ("Larissa", "Beatriz", "Fernanda", "Thaís"),
        ("Thiago", "Rafael", "Otávio", "Caio"),
        ("Oliveira", "Nascimento", "Araújo", "Teixeira", "Moura"),
    ),
    Origin(
        "China",
        ("Chinesisch",),
        ("Xiaoling", "Meihua", "Jingyi", "Yanan"),
        ("Weiming", "Haoran", "Jianguo", "Zihan"),
        ("Zhang", "Liu", "Huang", "Zhou", "Xu"),
    ),
    Origin(
        "Nigeria",
        ("Yoruba", "Englisch"),
        ("Folasade", "Adunni", "Titilayo", "Yetunde"),
        ("Babatunde", "Olumide", "Kayode", "Segun"),
        ("Adeyemi", "Ọlátúnjí", "Okafor", "Ogunleye", "Balogun"),
    ),
    Origin(
        "Äthiopien",
        ("Amharisch", "Englisch"),
        ("Hirut", "Tsehay", "Mekdes", "Bethlehem"),
        ("Dawit", "Abebe", "Yonas", "Girma"),
        ("Tesfaye", "Bekele", "Alemu", "Wolde", "Haile"),
    ),
    Origin(
        "Vietnam",
        ("Vietnamesisch",),
        ("Thu Hà", "Ngọc Anh", "Mai Linh", "Bích Vân"),
        ("Minh Đức", "Quang Huy", "Anh Tuấn", "Văn Long"),
        ("Nguyễn", "Trần", "Phạm", "Lê", "Đặng"),
    ),
    Origin(
        "Russland",
        ("Russisch",),
        ("Alina", "Jelena", "Marina", "Polina"),
        ("Dmitri", "Sergei", "Artjom", "Nikita"),
        ("Sokolow", "Lebedew", "Morosow", "Wolkow", "Orlow"),
    ),
    Origin(
        "Kolumbien",
        ("Spanisch",),
        ("Camila", "Valentina", "Paola", "Juliana"),
        ("Andrés", "Mateo", "Santiago", "Felipe"),
        ("Restrepo", "Gómez", "Cárdenas", "Londoño", "Zapata"),
    ),
    Origin(
        "Rumänien",
        ("Rumänisch",),
        ("Ioana", "Raluca", "Andreea", "Mihaela"),
        ("Vlad", "Răzvan", "Cosmin", "Ștefan"),
        ("Popescu", "Ionescu", "Dumitrescu", "Stoica", "Țepeș"),
        True,
    ),
    Origin(
        "Italien",
        ("Italienisch",),
        ("Chiara", "Giulia", "Elisa", "Martina"),
        ("Lorenzo", "Davide", "Matteo", "Nicolò"),
        ("Ferrari", "Moretti", "Conti", "Rinaldi", "Galli"),
        True,
    ),
)

GERMAN = Origin(
    "Deutschland",
    ("Deutsch",),
    ("Katharina", "Sabine", "Monika", "Franziska", "Ursula", "Birgit"),
    ("Andreas", "Florian", "Maximilian", "Wolfgang", "Jürgen", "Korbinian"),
    ("Huber", "Mayr", "Obermaier", "Schätzl", "Kreuzer", "Lindner", "Weiß", "Hofbauer"),
)

IN_THEIR_SCRIPT = {
    "M004": ("علی‌رضا", "محمدی", "male", 2),
    "M011": ("Оксана", "Шевченко", "female", 1),
    "M019": ("ሰላም", "ተስፋዬ", "female", 8),
    "M026": ("晓明", "王", "male", 6),
    "M033": ("ليلى", "حداد", "female", 0),
    "P012": ("Ольга", "Гончаренко", "female", 1),
}
"""Rows whose names stand in their own script: given name, family name, gender, place of the origin in `ORIGINS`."""


class Occupation(NamedTuple):
    """An ISCO-08 code, its German name, a related code people aim at or come from, and whether it is regulated."""

    code: str
    name: str
    related: str
    regulated: bool = False


OCCUPATIONS = (
    Occupation("2512", "Softwareentwicklung", "2511"),
    Occupation("2511", "Systemanalyse", "2521"),
    Occupation("2521", "Datenbanken", "2512"),
    Occupation("2142", "Bauingenieurwesen", "2161"),
    Occupation("2144", "Maschinenbau", "2141"),
    Occupation("2151", "Elektrotechnik", "2152"),
    Occupation("2161", "Architektur", "2142", True),
    Occupation("2411", "Rechnungswesen", "2412"),
    Occupation("2421", "Unternehmensorganisation", "2422"),
    Occupation("2423", "Personalwesen", "2424"),
    Occupation("2431", "Marketing", "2432"),
    Occupation("2113", "Chemie", "2131"),
    Occupation("2131", "Biologie", "2113"),
    Occupation("2211", "Allgemeinmedizin", "2212", True),
    Occupation("2262", "Pharmazie", "2113", True),
    Occupation("2330", "Lehramt", "2320", True),
)

MUSIC = Occupation("2652", "Musik", "2652")
"""An occupation that no mentor of the samples has or is near to."""

GOALS = (
    "Ich möchte in {field} arbeiten wie vor meinem Umzug und suche jemanden, der mir den Einstieg zeigt.",
    "Ich habe mich in {field} oft beworben und keine Antwort bekommen. Ich möchte verstehen, warum.",
    "Ich will Menschen aus {field} kennenlernen und lernen, wie man hier ins Gespräch kommt.",
    "Mein Ziel ist eine Stelle in {field}, die zu meinem Studium passt.",
    "Ich übe Fachsprache für {field} und möchte bald ein Praktikum machen.",
)

WISHES = (
    "Am liebsten am Abend nach dem Kurs.",
    "Gern jemand, die selbst nach Deutschland gekommen ist.",
    "Ein ruhiger Ort wäre mir wichtig.",
    "",
    "",
)

COMPANIES = (
    "Isarwerk GmbH",
    "Kreuzhof Software AG",
    "Landeshauptstadt München",
    "Planungsbüro Au-Haidhausen",
    "Theresien Pharma GmbH",
    "Stadtwerk Beispiel",
    "Sendlinger Steuerkanzlei",
    "Lechfeld Maschinenbau KG",
)
