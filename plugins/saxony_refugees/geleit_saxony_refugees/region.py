"""Who the region is."""

from geleit import Form, HolidayCalendar, Region, hookimpl
from geleit_saxony_refugees.participants import Mentee, Mentor
from geleit_saxony_refugees.settings import Settings
from geleit_saxony_refugees.territories import TERRITORIES


@hookimpl
def geleit_region() -> Region:
    """Cases in Saxony, in German and English, on the Saxon calendar with its Day of Repentance and Prayer."""
    return Region(
        name="saxony_refugees",
        form=Form.CASELOAD,
        country="DE",
        languages=("de", "en"),
        host_languages=("de",),
        territories=TERRITORIES,
        mentee=Mentee,
        mentor=Mentor,
        settings=Settings,
        holidays=(HolidayCalendar(country="DE", subdivision="SN"),),
        written_for="0.1",
    )
