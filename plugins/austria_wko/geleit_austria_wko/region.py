"""Who the region is."""

from __future__ import annotations

from geleit import Form, Region, hookimpl
from geleit_austria_wko.participants import Mentee, Mentor
from geleit_austria_wko.settings import Settings
from geleit_austria_wko.territories import AUSTRIA, HOLIDAYS


@hookimpl
def geleit_region() -> Region:
    """The programme of the Austrian chambers with ÖIF and AMS, in pairs."""
    return Region(
        name="austria_wko",
        form=Form.TANDEM,
        country="AT",
        languages=("de", "en"),
        host_languages=("de",),
        territories=AUSTRIA,
        mentee=Mentee,
        mentor=Mentor,
        settings=Settings,
        holidays=HOLIDAYS,
        written_for="0.1",
    )
