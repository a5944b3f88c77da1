"""A list of staff, understood: who they are, as what and where. Nothing here is written."""

from dataclasses import dataclass
from datetime import date

from conferences.importing.columns import Mapping
from conferences.importing.contacts import read_phones
from conferences.importing.dates import read_date
from conferences.importing.files import Tracker
from conferences.importing.lists import CannotBeRead, ListRead, ListRow, one_phone, read_list
from conferences.importing.records import Answers
from conferences.importing.values import plain, read_full_name, write_name

NAME, EMAIL, JOB, TEAM = 100, 254, 100, 100
# Columns of a staff list that an account has no place for.
UNPLACED = ("languages", "area", "hours", "notes")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A row of the list. `team` and `manager` are names as written, `role` a key of words.CHOICES."""

    row: int
    mark: str
    first_name: str
    last_name: str
    email: str
    team: str
    role: str
    job_title: str
    manager: str
    phone: str
    left_on: date | None


def understand_staff(
    tracker: Tracker,
    sheet: str,
    mapping: Mapping,
    answers: Answers | None = None,
    *,
    today: date,
) -> ListRead[Colleague]:
    """Read a list of staff; an email address is one person. Raises FileRefused."""

    def read(row: ListRow) -> Colleague:
        return _colleague(row, today)

    return read_list(
        tracker, sheet, mapping, answers or Answers(), read=read, key=lambda one: one.email
    )


def _colleague(row: ListRow, today: date) -> Colleague:
    first, last = _names(row)
    email = row.email("email")
    if not email:
        raise CannotBeRead("email", "There is no email address: an account is known by it.")
    role = row.coded("role", "staff_role")
    if role is None:
        text = row.texts.get("role", "")
        raise CannotBeRead(
            "role",
            f"What “{text}” is here has to be said first."
            if text
            else "There is no role. Write coordinator or business support.",
        )
    if not role:
        raise CannotBeRead("role", "This is not the role of somebody who works with this service.")
    phone = _phone(row)
    for key in UNPLACED:
        row.leave(key)
    row.leave_others()
    return Colleague(
        row=row.number,
        mark=row.mark,
        first_name=first,
        last_name=last,
        email=email,
        team=row.text("team", TEAM),
        role=role,
        job_title=row.text("role", JOB),
        manager=plain(row.text("manager")),
        phone=phone,
        left_on=_left(row, today),
    )


def _names(row: ListRow) -> tuple[str, str]:
    first, last = row.text("forename", NAME), row.text("surname", NAME)
    key = "surname" if "surname" in row.texts else "name"
    if not (first and last):
        full = read_full_name(row.text("name", 2 * NAME))
        first, last = first or full.forename, last or full.surname
    first, last = write_name(first), write_name(last)
    if not (first or last):
        raise CannotBeRead(key, "There is no name.")
    if not (first and last):
        raise CannotBeRead(key, f"There is no {'last' if first else 'first'} name.")
    if len(first) > NAME or len(last) > NAME:
        raise CannotBeRead(key, f"A name is longer than {NAME} characters. Shorten it.")
    return first, last


def _phone(row: ListRow) -> str:
    """The first number of the cell; more of them, or remarks, have no place in an account."""
    phones = read_phones(row.text("phone"))
    for number in phones.numbers:
        if kept := one_phone(number.value):
            if len(phones.numbers) > 1 or number.remarks:
                row.leave("phone")
            return kept
    row.leave("phone")
    return ""


def _left(row: ListRow, today: date) -> date | None:
    text = row.text("left")
    if not text:
        return None
    read = read_date(text, today=today, order="day")
    if read.value is None:
        raise CannotBeRead("left", f"“{text}” is not a date.")
    day: date = read.value
    return day
