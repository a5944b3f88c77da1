"""The actions of a plan for another system: as text to copy, or as rows of a spreadsheet."""

from conferences.models import FamilyPlan
from conferences.plan_page import ActionRow, ItemRow

HEADINGS = (
    "Number",
    "What",
    "Who",
    "By when",
    "How often",
    "Who checks",
    "What if not",
    "Answers",
    "Asked of the authority",
    "Answer",
)


def as_rows(rows: list[ActionRow]) -> list[list[str]]:
    """One row for each action, in the order of HEADINGS."""
    return [
        [
            str(row.number),
            row.action.what,
            row.who,
            f"{row.action.by_when:%Y-%m-%d}" if row.action.by_when else "",
            row.action.how_often,
            row.checked_by,
            row.action.if_not,
            "; ".join(row.answers),
            row.action.asked_for,
            answer_words(row),
        ]
        for row in rows
    ]


def as_text(plan: FamilyPlan, reference: str, rows: list[ActionRow], items: list[ItemRow]) -> str:
    """The plan's actions and answers as plain text."""
    lines = [f"Family plan {plan.number}, {reference}", plan.get_state_display(), ""]
    for cells in as_rows(rows):
        number, what, who, *rest = cells
        lines.append(f"{number}. {who}: {what}")
        lines += [
            f"   {heading}: {cell}"
            for heading, cell in zip(HEADINGS[3:], rest, strict=True)
            if cell
        ]
    if items:
        lines += ["", "Bottom lines and questions"]
    for item in items:
        answered = "; ".join(item.answers) or "Not answered yet"
        lines.append(f"{item.item.get_kind_display()}: {item.item.text}")
        lines.append(f"   {answered}")
    if plan.review_on:
        lines += ["", f"Review by {plan.review_on:%-d %B %Y}"]
    return "\n".join(lines)


def answer_words(row: ActionRow) -> str:
    """What the authority said to what an action asks for."""
    if not row.action.asked_for:
        return ""
    said = row.action.get_asked_state_display()
    return f"{said}: {row.action.asked_answer}" if row.action.asked_answer else said
