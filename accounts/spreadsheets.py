"""Cells that a spreadsheet shows and never runs."""

# The full-width signs count too: spreadsheets fold them into the plain ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(text: str) -> str:
    """Put an apostrophe before what would start a formula, after spaces and quotes, too."""
    bare = text.lstrip(" \"'\u00a0")
    if text.startswith(FORMULA_STARTS) or bare.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text
