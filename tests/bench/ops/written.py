"""docs/speed.md out of what was measured, with the growth of each page as a picture."""

from math import log10
from pathlib import Path
from typing import Any

from tests.bench.ops.table import HEAD, lines

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 320, 60, 40


def write_page(found: dict[str, Any], docs: Path) -> None:
    (docs / "speed.svg").write_text(_picture(found))
    rows = lines(found)
    text = [
        "# Speed",
        "",
        "Written by `make bench` (`ARGS=--write`) from what it measured: pages over HTTP from the server",
        "of the image, signed in, with access rules and the record of who looked; each beside its limit,",
        "which is the same bytes from hand-written SQL on the same server, with the same rule and record.",
        "The product has no Django admin: beside stands a textbook's `ListView` or `DetailView` of the",
        "same tables, without rule or record. Only the ratios say anything on a machine others use too.",
        "",
        f"Machine: {found['machine']}; load {found['load'][0]} before and {found['load'][1]} after; "
        f"{found['rounds']} rounds, median and smallest to largest of the ratios of the rounds.",
        "",
        "| cases | people | disk, MB | made in, s | web worker, MB (PSS) |",
        "|---|---|---|---|---|",
        *(
            f"| {one['cases']:,} | {one['people']:,} | {one['megabytes']:,} | {one['seconds']} "
            f"| {one['web_pss_megabytes']} |"
            for one in found["databases"]
        ),
        "",
        f"| {' | '.join(HEAD)} |",
        "|" + "---|" * len(HEAD),
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        "![Milliseconds of each page by number of cases, both axes logarithmic; the table above has the numbers](speed.svg)",
        "",
    ]
    if shown := found["found"]:
        text += [
            f"Found among the first 20, of {shown['sample']}: {shown['surname']:.1%} with a slip in "
            f"the surname (goal 99 %), {shown['each']:.1%} with one in each word (goal 94 %).",
            "",
        ]
    (docs / "speed.md").write_text("\n".join(text))


def _picture(found: dict[str, Any]) -> str:
    """Lines on two logarithmic axes, each named at its end and drawn its own way."""
    series = [
        (row["name"], [(int(size), one["milliseconds"]) for size, one in row["sizes"].items()])
        for row in found["rows"]
    ]
    sizes = [size for _, points in series for size, _ in points]
    times = [time for _, points in series for _, time in points]
    low, high = 10 ** int(log10(min(times))), 10 ** (int(log10(max(times))) + 1)

    def x(size: float) -> float:
        return LEFT + (log10(size) - log10(min(sizes))) * 330 / max(
            log10(max(sizes)) - log10(min(sizes)), 1e-9
        )

    def y(time: float) -> float:
        return HEIGHT - BOTTOM - (log10(time) - log10(low)) * 260 / (log10(high) - log10(low))

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="t" font-family="sans-serif" font-size="11">',
        '<title id="t">Milliseconds of each page by number of cases</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for size in sorted(set(sizes)):
        drawn.append(
            f'<text x="{x(size):.0f}" y="{HEIGHT - 18}" text-anchor="middle">{size:,}</text>'
        )
    tick = low
    while tick <= high:
        drawn.append(
            f'<path d="M{LEFT} {y(tick):.1f}H{LEFT + 330}" stroke="#b1b4b6"/>'
            f'<text x="{LEFT - 6}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g} ms</text>'
        )
        tick *= 10
    taken: list[float] = []
    for at, (name, points) in enumerate(sorted(series, key=lambda one: -one[1][-1][1])):
        path = "L".join(f"{x(size):.1f} {y(time):.1f}" for size, time in points)
        place = y(points[-1][1])
        while any(abs(place - other) < 13 for other in taken):
            place += 2
        taken.append(place)
        dash = ("", "6 3", "2 2", "8 2 2 2")[at % 4]
        drawn.append(
            f'<path d="M{path}" fill="none" stroke="#0b0c0c" stroke-width="1.5" stroke-dasharray="{dash}"/>'
            f'<text x="{LEFT + 338}" y="{place + 4:.1f}">{name}</text>'
        )
    return "\n".join([*drawn, "</svg>", ""])
