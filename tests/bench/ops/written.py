"""docs/speed.md out of what was measured, with the growth of each page as a picture."""

from pathlib import Path
from typing import Any

from tests.bench.ops.pictures import picture
from tests.bench.ops.table import (
    HEAD,
    LOAD_HEAD,
    OTHER_HEAD,
    found_words,
    lines,
    loaded,
    others,
)

INTRODUCTION = """# Speed

Written by `make bench ARGS=--write` from what it measured, and from nothing else. What is measured and how is in
[benchmarks.md](benchmarks.md): pages over HTTP from the server of the image, signed in as whoever uses them, with the
rules of access and the record of who looked; each beside its *limit*, the same bytes or the same rows by hand-written
SQL on the same server. Only the ratios say anything on a machine that others use too.
"""


def write_page(found: dict[str, Any], docs: Path) -> None:
    before, after = found["load"]
    text = [
        INTRODUCTION,
        f"Machine: {found['machine']}. Load {before} when it began and {after} after it (its own is about 1). "
        f"{found['rounds']} rounds: the median of the ratios of the rounds, with the smallest and the largest.",
        "",
        *_table(
            ("cases", "people", "disk, MB", "made in, s", "web worker, MB (PSS)"),
            [
                (
                    f"{one['cases']:,}", f"{one['people']:,}", f"{one['megabytes']:,}",
                    str(one["seconds"]), str(one["web_pss_megabytes"]),
                )
                for one in found["databases"]
            ],
        ),
    ]  # fmt: skip
    rows, more = lines(found), others(found)
    if rows:
        text += ["## Pages", "", *_table(HEAD, rows)]
    if found["found"]:
        text += [found_words(found["found"]), ""]
    if more:
        text += ["## What is no page", "", *_table(OTHER_HEAD, more)]
    if under_load := loaded(found):
        text += ["## Under load", "", *_table(LOAD_HEAD, under_load)]
    if drawn := picture(found):
        (docs / "speed.svg").write_text(drawn)
        text += [
            "## Growth",
            "",
            "The page is the thick line, its limit the dashed one.",
            "",
            "![Milliseconds of each page and its limit by number of cases; the first table has the numbers](speed.svg)",
            "",
        ]
    (docs / "speed.md").write_text("\n".join(text))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        "|" + "---|" * len(head),
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]
