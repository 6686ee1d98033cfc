"""Makes the pictures of the documentation from the demo's own output: `uv run python docs/pictures/make.py`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

from geleit.demo.running import run

HERE = Path(__file__).parent
WIDTH, LINES = 104, 64
LINE_HEIGHT, CHARACTER, MARGIN = 19, 8.4, 18
STYLE = "font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; white-space: pre"


def picture(command: str, story: list[str]) -> str:
    """A terminal with a command and what it tells, as an SVG that needs nothing else."""
    lines = [f"$ {command}"]
    for sentence in story:
        indent = "    " if sentence.startswith(" ") else "  "
        lines += wrap(sentence, WIDTH, initial_indent=indent[:-2], subsequent_indent=indent)
    lines = lines[:LINES]
    width = round(WIDTH * CHARACTER + 2 * MARGIN)
    height = LINE_HEIGHT * len(lines) + 2 * MARGIN
    texts = "\n".join(
        f'<text x="{MARGIN}" y="{MARGIN + 13 + LINE_HEIGHT * row}" fill="{"#8fd18f" if row == 0 else "#e6e6e6"}" '
        f'xml:space="preserve">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(command)}">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#1c1f24"/>\n<g style="{STYLE}">\n{texts}\n</g>\n</svg>\n'
    )


def main() -> None:
    """Write the picture of a rehearsal, in English and in German."""
    for language in ("en", "de"):
        with tempfile.TemporaryDirectory() as folder:
            story: list[str] = []
            run("austria_wko", Path(folder) / "demo", 1, story.append, language=language)
            told = [sentence.replace(folder, "").replace("/demo", "geleit-demo") for sentence in story]
        (HERE / f"demo.{language}.svg").write_text(picture("geleit demo austria_wko", told), encoding="utf-8")


if __name__ == "__main__":
    main()
