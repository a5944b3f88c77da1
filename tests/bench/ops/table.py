"""What was measured, in the terminal: every goal with whether it was reached."""

from typing import Any

from restorative.embedded.steps import say


def spread(ratio: dict[str, float]) -> str:
    return f"{ratio['middle']:.2f} ({ratio['low']:.2f}-{ratio['high']:.2f})"


def verdict(ratio: dict[str, float], goal: float) -> str:
    return "reached" if ratio["middle"] <= goal else "not reached"


def lines(found: dict[str, Any]) -> list[tuple[str, ...]]:
    """A row for each page at each size; goals are those of the largest and of the growth."""
    rows = []
    for row in found["rows"]:
        largest = list(row["sizes"])[-1]
        for size, one in row["sizes"].items():
            beside = one.get("textbook_times_limit")
            ratio = one["times_limit"]
            rows.append(
                (
                    row["name"],
                    f"{int(size):,}",
                    f"{one['milliseconds']}",
                    f"{one['limit_milliseconds']}",
                    spread(ratio),
                    f"<= {row['goal']:g}: {verdict(ratio, row['goal'])}",
                    spread(row["growth"]) if size == largest and "growth" in row else "",
                    f"<= {row['goal_growth']}: {verdict(row['growth'], row['goal_growth'])}"
                    if size == largest and "growth" in row
                    else "",
                    f"{beside['middle']:.1f}" if beside else "",
                    str(one["query_count"]),
                    f"{one['bytes']:,}",
                    f"{one['rows_read']:,}",
                    f"{one['buffers']:,}",
                    ", ".join(one["scanned_whole"]),
                )
            )
    return rows


HEAD = (
    "page", "cases", "ms", "limit ms", "x limit", "goal", "growth", "goal", "textbook x limit",
    "queries", "bytes", "rows read", "buffers", "read whole",
)  # fmt: skip


def tell(found: dict[str, Any]) -> None:
    say(f"\n{found['machine']}, load {found['load'][0]} to {found['load'][1]}")
    for one in found["databases"]:
        say(
            f"{one['cases']:,} cases, {one['people']:,} people: {one['megabytes']:,} MB, "
            f"made in {one['seconds']} s; its web worker {one['web_pss_megabytes']} MB (PSS)"
        )
    if found["rows"]:
        _columns([HEAD, *lines(found)])
    if found["others"]:
        _columns([OTHER_HEAD, *others(found)])
    if lines_of_load := loaded(found):
        _columns([LOAD_HEAD, *lines_of_load])
    if found["found"]:
        say(f"\n{found_words(found['found'])}")


def _columns(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    say("")
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


OTHER_HEAD = ("what", "found", "goal", "")


def others(found: dict[str, Any]) -> list[tuple[str, ...]]:
    """What is no page beside a limit: a line each."""
    words = {True: "reached", False: "not reached", None: ""}
    return [(one["name"], one["value"], one["goal"], words[one["met"]]) for one in found["others"]]


def found_words(shown: dict[str, Any]) -> str:
    surname, each = shown["surname"], shown["each"]
    return (
        f"Found among the first 20, of {shown['sample']}: {surname:.1%} with a slip in the surname "
        f"(goal 99 %: {'reached' if surname >= 0.99 else 'not reached'}), {each:.1%} with one in each "
        f"word (goal 94 %: {'reached' if each >= 0.94 else 'not reached'})."
    )


LOAD_HEAD = (
    "what somebody did", "times", "alone, p50 ms", "p50 ms", "p99 ms", "p99 / p50", "p50 / alone",
)  # fmt: skip


def loaded(found: dict[str, Any]) -> list[tuple[str, ...]]:
    """What each kind of page took under load: a line each; none where nothing was loaded."""
    told = next((one["pages"] for one in found["others"] if "pages" in one), {})
    return [
        (
            name,
            f"{one['times']:,}",
            "" if one["idle_p50"] is None else f"{one['idle_p50']:,}",
            f"{one['p50']:,}",
            f"{one['p99']:,}",
            f"{one['p99_times_p50']}",
            "" if one["times_idle"] is None else f"{one['times_idle']}",
        )
        for name, one in told.items()
    ]
