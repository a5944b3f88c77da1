"""The table of permissions as people read it: a page for staff, and docs/permissions.md."""

from dataclasses import dataclass

from accounts.permissions import HOLDERS, PERMISSION_LABELS, SEAT_LABELS, Seat


@dataclass(frozen=True)
class Line:
    label: str
    cells: list[bool]


SEATS = list(SEAT_LABELS.values())


def lines() -> list[Line]:
    return [
        Line(label, [seat in HOLDERS[permission] for seat in Seat])
        for permission, label in PERMISSION_LABELS.items()
    ]


def as_markdown() -> str:
    """The page in the docs. Written by `manage.py document_permissions`; a test compares."""
    rows = [
        "| May | " + " | ".join(SEATS) + " |",
        "|---|" + "---|" * len(SEATS),
        *(
            f"| {line.label} | " + " | ".join("yes" if cell else "–" for cell in line.cells) + " |"
            for line in lines()
        ),
    ]
    return _HEAD + "\n".join(rows) + "\n"


_HEAD = """# Who may do what

Made from `accounts/permissions.py` by `manage.py document_permissions`: change that, not this.

A role in a team gives a seat; the seat gives what is below. Whether somebody may know of a
particular family is asked as well, and first: a case is seen by those allocated to it and by
the coordinators and managers of its teams, by its access list alone when it is restricted, in
an emergency for an hour, and never by those excluded from it.

"""
