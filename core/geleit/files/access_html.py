"""A person's access report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from importlib.resources import files

from geleit.display import safe
from geleit.files.access_report import AccessReport
from geleit.labels import Labels, day, say

_LONGEST = 20_000


def access_html(report: AccessReport, labels: Labels) -> str:
    """The report as a page that prints well and that a screen reader can walk through; every text is escaped."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("geleit.files").joinpath("access.html.j2").read_text(encoding="utf-8")
    language = report.language
    return environment.from_string(source).render(
        report=report,
        text=lambda code: labels.text(code, language),
        whom=_clean(labels.text(say("access.for_whom", name=report.name, day=report.made_on), language)),
        entry=lambda n: labels.text(say("access.record", n=n), language),
        withheld=lambda n: labels.text(say("access.withheld", n=n), language),
        moment=lambda at: day(at, language),
        clean=_clean,
    )


def _clean(text: str) -> str:
    """Each line of a text, made harmless."""
    return "\n".join(safe(line, _LONGEST) for line in text.splitlines())
