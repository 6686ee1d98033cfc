"""The fourteen projects. A project is not its district: Mittelsachsen has two.

Source: Arbeitsmarktmentoren Sachsen, programme idea; asylinfo.sachsen.de. The keys are our own.
"""

from collections.abc import Mapping
from enum import StrEnum


class Project(StrEnum):
    """The key of a project."""

    CHEMNITZ = "chemnitz"
    ERZGEBIRGSKREIS = "erzgebirgskreis"
    MITTELSACHSEN_1 = "mittelsachsen-1"
    MITTELSACHSEN_2 = "mittelsachsen-2"
    VOGTLANDKREIS = "vogtlandkreis"
    ZWICKAU = "zwickau"
    DRESDEN = "dresden"
    BAUTZEN = "bautzen"
    GOERLITZ = "goerlitz"
    MEISSEN = "meissen"
    SAECHSISCHE_SCHWEIZ_OSTERZGEBIRGE = "saechsische-schweiz-osterzgebirge"
    LEIPZIG_STADT = "leipzig-stadt"
    LEIPZIG_LANDKREIS = "leipzig-landkreis"
    NORDSACHSEN = "nordsachsen"


DISTRICT_OF: Mapping[Project, str] = {
    Project.CHEMNITZ: "14511",
    Project.ERZGEBIRGSKREIS: "14521",
    Project.MITTELSACHSEN_1: "14522",
    Project.MITTELSACHSEN_2: "14522",
    Project.VOGTLANDKREIS: "14523",
    Project.ZWICKAU: "14524",
    Project.DRESDEN: "14612",
    Project.BAUTZEN: "14625",
    Project.GOERLITZ: "14626",
    Project.MEISSEN: "14627",
    Project.SAECHSISCHE_SCHWEIZ_OSTERZGEBIRGE: "14628",
    Project.LEIPZIG_STADT: "14713",
    Project.LEIPZIG_LANDKREIS: "14729",
    Project.NORDSACHSEN: "14730",
}
"""The AGS of the district in which a project works."""
