"""How each page grows with the cases: a small picture for each, both axes logarithmic."""

from html import escape
from math import ceil, floor, log10
from typing import Any

ACROSS, WIDE, HIGH = 3, 250, 190
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 40, 28
NEEDED = 2


def picture(found: dict[str, Any]) -> str:
    """One SVG of all; empty where only one size was measured."""
    rows = [row for row in found["rows"] if len(row["sizes"]) >= NEEDED]
    if not rows:
        return ""
    times = [
        one[key]
        for row in rows
        for one in row["sizes"].values()
        for key in ("milliseconds", "limit_milliseconds")
    ]
    low, high = floor(log10(min(times))), ceil(log10(max(times)))
    deep = ceil(len(rows) / ACROSS)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ACROSS * WIDE} {deep * HIGH}" '
        'role="img" aria-labelledby="t" font-family="sans-serif" font-size="11" fill="#0b0c0c">',
        '<title id="t">Milliseconds of each page and of its limit by number of cases</title>',
        f'<rect width="{ACROSS * WIDE}" height="{deep * HIGH}" fill="#fff"/>',
    ]
    for number, row in enumerate(rows):
        at = number % ACROSS * WIDE, number // ACROSS * HIGH
        drawn.append(f'<g transform="translate({at[0]} {at[1]})">{_panel(row, low, high)}</g>')
    return "\n".join([*drawn, "</svg>", ""])


def _panel(row: dict[str, Any], low: int, high: int) -> str:
    sizes = [int(size) for size in row["sizes"]]
    first, last = log10(sizes[0]), log10(sizes[-1])
    width, height = WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM

    def x(size: int) -> float:
        return LEFT + (log10(size) - first) / (last - first) * width

    def y(milliseconds: float) -> float:
        return TOP + height - (log10(milliseconds) - low) / (high - low) * height

    words = _two_lines(row["name"])
    drawn = [
        f'<text x="8" y="{14 + 13 * at}" font-weight="bold">{escape(line)}</text>'
        for at, line in enumerate(words)
    ]
    for power in range(low, high + 1):
        level = y(10.0**power)
        drawn.append(
            f'<path d="M{LEFT} {level:.1f}H{WIDE - RIGHT}" stroke="#b1b4b6"/>'
            f'<text x="{LEFT - 5}" y="{level + 4:.1f}" text-anchor="end">{10**power:g} ms</text>'
        )
    for at, size in enumerate(sizes):
        anchor = "start" if at == 0 else "end" if at == len(sizes) - 1 else "middle"
        drawn.append(
            f'<text x="{x(size):.0f}" y="{HIGH - 10}" text-anchor="{anchor}">{size:,}</text>'
        )
    for key, dash, width in (("milliseconds", "", 2), ("limit_milliseconds", "4 3", 1.5)):
        points = [(x(int(size)), y(one[key])) for size, one in row["sizes"].items()]
        line = "L".join(f"{left:.1f} {top:.1f}" for left, top in points)
        drawn.append(
            f'<path d="M{line}" fill="none" stroke="#0b0c0c" stroke-width="{width}" '
            f'stroke-dasharray="{dash}"/>'
        )
        drawn += [f'<circle cx="{left:.1f}" cy="{top:.1f}" r="2.5"/>' for left, top in points]
    return "".join(drawn)


def _two_lines(name: str, most: int = 36) -> list[str]:
    lines = [""]
    for word in name.split():
        if len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:2]
