"""What the generator draws from: names, languages, documents and trades. Nobody of these exists."""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """Names and languages of a country, and how often it is drawn.

    A given name in another script is written as `script|call name`. `since`: nobody arrived before March of that year.
    """

    country: str
    weight: int
    language: str
    second: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    documents: tuple[str, ...]
    migrant: bool = False
    since: int = 2016


_RECOGNISED = ("aufenthaltserlaubnis 25_1", "aufenthaltserlaubnis 25_2")
_MIXED = ("aufenthaltserlaubnis 25_2", "aufenthaltserlaubnis 25_3", "aufenthaltsgestattung", "duldung_60a")
_OPEN = ("aufenthaltsgestattung", "duldung_60a", "duldung_60d", "aufenthaltserlaubnis 104c")

ORIGINS = (
    Origin(
        "Syrien",
        24,
        "Arabisch",
        "Englisch",
        ("Rima", "Hala", "رنا|Rana", "Nour", "Samar", "Ghada"),
        ("Omar", "محمد|Mohammad", "Khaled", "Yazan", "Firas", "Anas"),
        ("Al-Khatib", "Haddad", "Darwish", "Sabbagh", "العلي", "Qasem"),
        (*_RECOGNISED, "aufenthaltserlaubnis 25_2", "niederlassungserlaubnis"),
    ),
    Origin(
        "Ukraine",
        22,
        "Ukrainisch",
        "Russisch",
        ("Оксана|Oksana", "Iryna", "Natalija", "Kateryna", "Switlana", "Halyna"),
        ("Андрій|Andrij", "Serhij", "Mykola", "Taras"),
        ("Коваленко", "Shevchenko", "Bondarenko", "Tkatschenko", "Melnyk", "Sydorenko"),
        ("aufenthaltserlaubnis 24", "fiktionsbescheinigung", "aufenthaltserlaubnis 24"),
        since=2022,
    ),
    Origin(
        "Afghanistan",
        18,
        "Dari",
        "Paschtu",
        ("Zahra", "Fereshta", "Shabnam", "Parwana", "مریم|Maryam"),
        ("Ahmad Farid", "Nasrullah", "Rohullah", "احمدضیا|Ahmad Zia", "Hamed"),
        ("Rahimi", "Ahmadzai", "Nazari", "Sultani", "Popal"),
        (*_RECOGNISED, "aufenthaltserlaubnis 25_3", "aufenthaltsgestattung"),
    ),
    Origin(
        "Irak",
        8,
        "Kurdisch (Sorani)",
        "Arabisch",
        ("Shilan", "Zaynab", "Hevin"),
        ("Rebwar", "Karwan", "Haydar"),
        ("Aziz", "Al-Jabouri", "Mahmoud", "Barzani"),
        _MIXED,
    ),
    Origin(
        "Iran",
        8,
        "Persisch",
        "Englisch",
        ("مهرنوش|Mehrnoosh", "Shirin", "Leila"),
        ("علی‌رضا|Alireza", "Behrouz", "Kaveh"),
        ("حسینی‌نژاد", "Moradi", "Karimi", "Jafari"),
        _MIXED,
    ),
    Origin(
        "Eritrea",
        8,
        "Tigrinya",
        "Arabisch",
        ("Selam", "Freweyni", "ሰላም|Selam"),
        ("Filmon", "ሚካኤል|Mikael", "Yonas"),
        ("Tesfay", "Ghebremeskel", "ተስፋዬ", "Habtemariam"),
        (*_RECOGNISED, "aufenthaltserlaubnis 25_1"),
    ),
    Origin(
        "Venezuela",
        9,
        "Spanisch",
        "Englisch",
        ("María José", "Yusmary", "Daniela"),
        ("José Ángel", "Wilmer", "Luis Alejandro"),
        ("Rodríguez Peña", "Colmenares", "Núñez", "Briceño"),
        _OPEN,
    ),
    Origin(
        "Türkei",
        7,
        "Türkisch",
        "Kurdisch (Kurmandschi)",
        ("Gülşen", "Zeynep", "Berîvan"),
        ("Çağlar", "İbrahim", "Mustafa"),
        ("Yıldız", "Şahin", "Öztürk", "Aydın"),
        _MIXED,
    ),
    Origin(
        "Somalia",
        5,
        "Somali",
        "Arabisch",
        ("Hodan", "Ayaan", "Fadumo"),
        ("Abdirahman", "Guled"),
        ("Warsame", "Nuur", "Jimcaale"),
        (*_RECOGNISED, "aufenthaltserlaubnis 25_3"),
    ),
    Origin(
        "Kamerun",
        4,
        "Französisch",
        "Englisch",
        ("Aïcha", "Solange"),
        ("Christian", "Hervé"),
        ("Ngo Bayiha", "Tchoumi", "Fotso"),
        _OPEN,
    ),
    Origin(
        "Nigeria",
        4,
        "Yoruba",
        "Englisch",
        ("Folákẹ́", "Ìyábọ̀"),
        ("Olúwaṣeun", "Adébáyọ̀"),
        ("Adéyẹmí", "Ọláníyan", "Okafor"),
        _OPEN,
    ),
    Origin(
        "Äthiopien",
        3,
        "Amharisch",
        "Englisch",
        ("ትዕግስት|Tigist", "Hiwot"),
        ("Dawit", "አበበ|Abebe"),
        ("Bekele", "ከበደ", "Wolde"),
        _MIXED,
    ),
    Origin(
        "Russland",
        3,
        "Tschetschenisch",
        "Russisch",
        ("Малика|Malika", "Aminat"),
        ("Адам|Adam", "Zelimkhan"),
        ("Zaurbek", "Dzhabrail", "Ахмад"),
        _OPEN,
    ),
    Origin(
        "Vietnam",
        4,
        "Vietnamesisch",
        "Englisch",
        ("Thị Hồng Nhung", "Ngọc Lan"),
        ("Văn Đức", "Quốc Huy"),
        ("Nguyễn", "Trần", "Phạm"),
        ("aufenthaltserlaubnis other", "niederlassungserlaubnis"),
        migrant=True,
    ),
    Origin(
        "China",
        2,
        "Chinesisch",
        "Englisch",
        ("丽娜|Lina", "Xiaoyan"),
        ("伟|Wei",),
        ("李", "Zhang", "王"),
        ("aufenthaltserlaubnis other", "blaue_karte_eu"),
        migrant=True,
    ),
    Origin(
        "Indien",
        3,
        "Hindi",
        "Englisch",
        ("Priyanka", "Ananya"),
        ("Arjun", "Vikram"),
        ("Sharma", "Iyer", "Chaudhary"),
        ("aufenthaltserlaubnis other", "visum"),
        migrant=True,
    ),
)

ENTRY = {
    "aufenthaltserlaubnis": "erwerbstaetigkeit_gestattet",
    "niederlassungserlaubnis": "erwerbstaetigkeit_gestattet",
    "blaue_karte_eu": "beschaeftigung_gestattet",
    "visum": "beschaeftigung_gestattet",
    "fiktionsbescheinigung": "erwerbstaetigkeit_gestattet",
    "aufenthaltsgestattung": "nur_mit_genehmigung",
    "duldung_60a": "nur_mit_genehmigung",
    "duldung_60d": "beschaeftigung_gestattet",
}
"""The wording that stands on the invented documents; on real ones it is read."""

TRADES = (
    ("7231", "3", True, 6),
    ("7212", "3", True, 5),
    ("7411", "3", True, 5),
    ("7115", "3", True, 3),
    ("7126", "3", True, 3),
    ("5120", "3", True, 5),
    ("5120", "2", False, 3),
    ("3221", "4", True, 5),
    ("5321", "3", True, 4),
    ("5311", "3", True, 3),
    ("5223", "2", False, 6),
    ("9112", "1", False, 5),
    ("9329", "2", False, 6),
    ("9333", "2", False, 4),
    ("8332", "2", False, 3),
    ("7531", "2", False, 4),
    ("5141", "2", False, 3),
    ("6111", "1", False, 2),
    ("4110", "3", False, 4),
    ("2142", "6", False, 4),
    ("2512", "6", False, 4),
    ("2341", "6", False, 4),
    ("2411", "6", False, 3),
    ("2211", "7", False, 2),
    ("2310", "8", False, 1),
)
"""ISCO-08 occupation, ISCED level, vocational qualification, how often."""

PLACES = (
    ("14612", 80),
    ("14627", 6),
    ("14628", 8),
    ("14625", 6),
)
"""Where people live, by AGS, and how often: Dresden and the districts around it."""

GOALS = (
    "Ich möchte wieder in meinem Beruf arbeiten.",
    "Eine Ausbildung, am liebsten im Betrieb.",
    "Arbeit in Teilzeit, weil die Kinder noch klein sind.",
    "Mein Abschluss soll anerkannt werden.",
    "Schnell Geld verdienen und Deutsch verbessern.",
    "Einen Betrieb kennenlernen und zeigen, was ich kann.",
    "Den Führerschein machen und als Fahrer:in arbeiten.",
)

REFERRED = (
    "Jobcenter Dresden",
    "Agentur für Arbeit",
    "Flüchtlingssozialarbeit",
    "Volkshochschule",
    "Migrationsberatung",
    "Freundeskreis",
    "selbst gemeldet",
)

REASONS = (
    "hat einen Beruf und sucht aktiv",
    "erste Praxis in Sachsen, zuverlässig",
    "Deutsch reicht für die Einarbeitung",
    "klare Vorstellung vom Ziel, Kinderbetreuung geklärt",
)

NEEDS = (
    "findet ohne Begleitung nicht in den erlernten Beruf",
    "Anerkennung und Betriebssuche zusammen sind allein nicht zu schaffen",
)

SECTORS = (
    ("Gesundheitswesen (WZ 86)", ("Pflegedienst", "Klinik")),
    ("Heime (WZ 87)", ("Seniorenhaus", "Wohnpark")),
    ("Gastronomie (WZ 56)", ("Gasthaus", "Kantine")),
    ("Beherbergung (WZ 55)", ("Hotel", "Pension")),
    ("Metallerzeugnisse (WZ 25)", ("Metallbau", "Schweißtechnik")),
    ("Kfz-Handel und Reparatur (WZ 45)", ("Autohaus", "Werkstatt")),
    ("Bauinstallation (WZ 43)", ("Elektro", "Ausbau")),
    ("Lagerei (WZ 52)", ("Logistik", "Lager")),
    ("Nahrungsmittel (WZ 10)", ("Bäckerei", "Fleischerei")),
    ("Informationstechnik (WZ 62)", ("Software", "Systemhaus")),
)

FIRM_WORDS = ("Elbhang", "Sandstein", "Weinberg", "Heide", "Mühlgraben", "Lindenhof", "Bergfried", "Rosengarten")

CONTACTS = ("Kerstin Uhlig", "Jens Petzold", "Antje Kretzschmar", "Ronny Böhme", "Mandy Förster", "Uwe Zschoche")
