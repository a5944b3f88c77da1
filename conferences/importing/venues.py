"""A list of venues, understood. Nothing here is written."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from conferences.importing.columns import Mapping
from conferences.importing.contacts import read_phones
from conferences.importing.files import Tracker
from conferences.importing.lists import CannotBeRead, ListRead, ListRow, one_phone, read_list
from conferences.importing.records import Answers
from conferences.importing.values import plain, read_count, read_detail

# As long as the columns of a venue are.
NAME, ADDRESS, ACCESS, COST, CONTACT, NOTE, DIRECTIONS = 150, 300, 300, 100, 150, 500, 1000
MOST_SEATS = 10_000
STEP_FREE = {
    "yes": "yes;y;full;fully;throughout;level access;ramp;ramped;lift;accessible;step-free;step free",
    "partly": "partly;partial;partially;ground floor;ground floor only;some;limited;one step",
    "no": "no;n;none;steps;stairs;stairs only;not accessible;inaccessible",
}
_STEP_FREE = {word: code for code, words in STEP_FREE.items() for word in words.split(";")}


@dataclass(frozen=True, slots=True)
class Venue:
    """A row of the list; `facts` are fields of a resource by name."""

    row: int
    mark: str
    name: str
    postcode: str
    facts: dict[str, Any]


def understand_venues(
    tracker: Tracker,
    sheet: str,
    mapping: Mapping,
    answers: Answers | None = None,
    *,
    today: date,
) -> ListRead[Venue]:
    """Read a list of venues; one name and postcode is one venue. Raises FileRefused."""
    return read_list(
        tracker,
        sheet,
        mapping,
        answers or Answers(),
        read=_venue,
        key=lambda one: f"{plain(one.name)}¦{one.postcode}",
    )


def _venue(row: ListRow) -> Venue:
    name = row.text("name", NAME)
    if not name:
        raise CannotBeRead("name", "There is no name of the venue.")
    notes: list[str] = []
    postcode = row.postcode("postcode")
    facts: dict[str, Any] = {
        "address": row.text("address", ADDRESS),
        "directions": _labelled(row, "Parking", "parking"),
        "cost": row.text("cost", COST),
        "contact_name": row.text("contact", CONTACT),
        "contact_email": row.email("email"),
        "contact_phone": _phone(row, notes),
        **_access(row),
        **_rooms(row, notes),
        **_seats(row, notes),
        **_kitchen(row, notes),
        **_owner(row, notes),
    }
    notes += [
        text
        for text in (
            _labelled(row, "Outdoor space", "outdoor"),
            _labelled(row, "Area", "area"),
            row.text("notes", NOTE),
            *(f"{heading}: {text}" for heading, text in row.others()),
        )
        if text
    ]
    facts["note"] = "\n".join(notes)
    if len(facts["note"]) > NOTE:
        raise CannotBeRead(
            "notes", f"What has no field of its own is more than {NOTE} characters. Shorten it."
        )
    return Venue(row.number, row.mark, name, postcode, facts)


def _labelled(row: ListRow, label: str, key: str) -> str:
    text = row.text(key, NOTE)
    return f"{label}: {text}" if text else ""


def _phone(row: ListRow, notes: list[str]) -> str:
    text = row.text("phone")
    phones = read_phones(text)
    kept = next((kept for one in phones.numbers if (kept := one_phone(one.value))), "")
    if text and (not kept or len(phones.numbers) > 1 or phones.numbers[0].remarks):
        notes.append(f"Telephone: {text}")
    return kept


def _access(row: ListRow) -> dict[str, str]:
    """Step-free only where the list says so in words we know: a guess would leave somebody outside."""
    text = row.text("step_free")
    head = re.split(r"\s[-–]\s|[(,;:]", text, maxsplit=1)[0].strip()
    code = _STEP_FREE.get(plain(text).strip(" ."), _STEP_FREE.get(plain(head), ""))
    says = [] if not text or plain(text) in ("yes", "no", "y", "n", "partly") else [text]
    if loop := row.text("hearing_loop"):
        says.append(f"Hearing loop: {loop}")
    note = ". ".join(says)
    if len(note) > ACCESS:
        raise CannotBeRead("step_free", f"This is longer than {ACCESS} characters. Shorten it.")
    return {"step_free": code, "access_note": note}


def _rooms(row: ListRow, notes: list[str]) -> dict[str, int]:
    text = row.text("rooms")
    if not text:
        return {}
    read = read_count(text)
    if read.value is not None:
        _check(row, "rooms", read.value, text)
        if read.remark:
            notes.append(f"Rooms: {text}")
        return {"rooms": max(1, read.value)}
    notes.append(f"Rooms: {text}")
    named = [part for part in re.split(r"[,;\n]|\s+(?:and|&)\s+", text) if part.strip()]
    return {"rooms": len(named)}


def _seats(row: ListRow, notes: list[str]) -> dict[str, int]:
    text = row.text("seats")
    if not text:
        return {}
    read = read_count(text)
    if read.remark or read.value is None:
        notes.append(f"Seats: {text}")
    if read.value is None:
        return {}
    _check(row, "seats", read.value, text)
    return {"seats": read.value}


def _check(row: ListRow, key: str, number: int, text: str) -> None:
    if number > MOST_SEATS or re.search(r"\d{5,}", text):
        raise CannotBeRead(key, f"“{text}” is too many.")


def _kitchen(row: ListRow, notes: list[str]) -> dict[str, bool]:
    text = row.text("kitchen")
    said = read_detail(text).value if text else None
    if said is None or not said.code:
        return {}
    if said.remark:
        notes.append(f"Kitchen: {text}")
    return {"has_kitchen": said.code == "yes"}


def _owner(row: ListRow, notes: list[str]) -> dict[str, bool]:
    text = row.text("council")
    said = read_detail(text).value if text else None
    if said is None or not said.code:
        return {}
    if said.remark:
        notes.append(f"Council premises: {text}")
    return {"is_neutral": said.code == "no"}
