"""A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from importlib.resources import files

from geleit.figures import ReportResult
from geleit.files.report_page import report_page
from geleit.labels import Labels


def report_html(result: ReportResult, labels: Labels, language: str, organisation: str) -> str:
    """The report as a page that prints well, with bars beside broken-down numbers and definitions as footnotes."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("geleit.files").joinpath("report.html.j2").read_text(encoding="utf-8")
    page = report_page(result, labels, language, organisation)
    return environment.from_string(source).render(language=language, page=page)
