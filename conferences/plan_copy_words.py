"""The text of a copy as blocks of a document: the same words, with their headings."""

from dataclasses import dataclass

HEADINGS = {"# ": 1, "## ": 2}


@dataclass(frozen=True)
class Block:
    """A heading of some level, or the lines of one paragraph at level 0."""

    level: int
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    blocks = []
    for part in text.split("\n\n"):
        lines = tuple(line for line in part.splitlines() if line)
        if not lines:
            continue
        sign = next((sign for sign in HEADINGS if lines[0].startswith(sign)), "")
        if sign:
            blocks.append(Block(HEADINGS[sign], (lines[0].removeprefix(sign),)))
        else:
            blocks.append(Block(0, lines))
    return blocks
