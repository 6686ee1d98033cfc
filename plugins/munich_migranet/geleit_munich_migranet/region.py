"""Who the region is."""

from geleit import Form, HolidayCalendar, Region, hookimpl
from geleit_munich_migranet.participants import Mentee, Mentor
from geleit_munich_migranet.settings import Settings
from geleit_munich_migranet.territories import AGS, TERRITORIES, Nuts

_CATEGORIES = ("public", "catholic")


@hookimpl
def geleit_region() -> Region:
    """Tandems in Munich and Augsburg, in German and English, on the Bavarian calendar.

    15 August is a holiday in both; the city of Augsburg alone also rests on 8 August, its Festival of Peace.
    """
    return Region(
        name="munich_migranet",
        form=Form.TANDEM,
        country="DE",
        languages=("de", "en"),
        host_languages=("de",),
        territories=TERRITORIES,
        mentee=Mentee,
        mentor=Mentor,
        settings=Settings,
        holidays=(
            HolidayCalendar(country="DE", subdivision="BY", categories=_CATEGORIES),
            HolidayCalendar(
                country="DE", subdivision="Augsburg", categories=_CATEGORIES, territories=(AGS[Nuts.AUGSBURG_CITY],)
            ),
        ),
        written_for="0.1",
    )
