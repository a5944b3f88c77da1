"""The list behind a figure: each record as a line, with where to enter what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.models import Case, Person
from cases.outcomes.due import follow_up_url
from cases.work_list import family_of, for_rows
from conferences.measures import Measure, Part

LIVES, STATUS = "Record where they live", "Record the legal status"
COURT, SCHOOL = "Record proceedings", "Record attendance"
OUT_OF_SCHOOL = "Record suspensions and exclusions"
# At which follow-up the answer of a measure is entered, and what is asked for there.
ASKED_AT = {
    "in_family_m3": ("m3", LIVES),
    "in_family_m6": ("m6", LIVES),
    "in_family_m12": ("m12", LIVES),
    "entered_care": ("m12", STATUS),
    "entered_care_from_letter": ("m12", STATUS),
    "proceedings": ("m12", COURT),
    "proceedings_from_letter": ("m12", COURT),
    "step_down": ("m6", STATUS),
    "attendance": ("m6", SCHOOL),
    "exclusions": ("m6", OUT_OF_SCHOOL),
    "suspensions_change": ("m6", OUT_OF_SCHOOL),
    "attendance_and_exclusions": ("m6", "Record what school says"),
    "offending": ("m6", "Record offending"),
    "employment": ("m6", "Record work"),
}


@dataclass(frozen=True)
class Line:
    """One record: who, where it leads, the day that put it into the period, its share of a sum."""

    title: str
    url: str
    reference: str
    day: date
    stage: str
    weight: int | None = None
    fix_url: str = ""
    fix_words: str = ""
    is_restricted: bool = False


def lines(measure: Measure, part: Part, rows: Sequence[Any], reader: User) -> list[Line]:
    """What a page of records says, in the order of the rows."""
    column = getattr(measure, "column", lambda part: "")(part)
    match measure.rows.name:
        case "families":
            return _of_cases(
                measure, part, [(row, row.case_id, "") for row in rows], reader, column
            )
        case "children":
            people = Person.objects.in_bulk([row.person_id for row in rows])
            named = [(row, row.case_id, people[row.person_id].full_name) for row in rows]
            return _of_cases(measure, part, named, reader, column)
        case "letters":
            return [_letter(row) for row in rows]
        case "other_work":
            return [_other_work(row, row.took_place_on) for row in rows]
        case "written_down":
            return [_written_down(row) for row in rows]
        case _:
            return [_meeting(row) for row in rows]


def cases_of(measure: Measure, rows: Sequence[Any]) -> list[int]:
    """The cases that a page of records names, for the record of who looked."""
    if measure.rows.name in ("meetings", "other_work"):
        return [party.case_id for row in rows for party in row.parties.all()]
    if measure.rows.name == "written_down":
        return [party.case_id for row in rows for party in row.meeting.parties.all()]
    return [row.case_id for row in rows if row.case_id]


def _of_cases(
    measure: Measure, part: Part, named: list[tuple[Any, int, str]], reader: User, column: str
) -> list[Line]:
    keys = [case_id for _, case_id, _ in named]
    found = for_rows(Case.objects.visible_to(reader).filter(pk__in=keys), reader)
    cases = {case.pk: case for case in found}
    lines = []
    for row, case_id, name in named:
        case = cases[case_id]
        fix_url, fix_words = _fix(measure, case) if part is Part.UNKNOWN else ("", "")
        lines.append(
            Line(
                title=name or family_of(case),
                url=case.get_absolute_url(),
                reference=case.reference or "",
                day=getattr(row, measure.index),
                stage=case.get_stage_display(),
                weight=getattr(row, column) if column else None,
                fix_url=fix_url,
                fix_words=fix_words,
                is_restricted=case.is_restricted,
            )
        )
    return lines


def _fix(measure: Measure, case: Case) -> tuple[str, str]:
    if measure.key in ASKED_AT:
        point, words = ASKED_AT[measure.key]
        return follow_up_url(case, point), words
    if measure.key in ("network_size", "family_to_professionals", "fathers"):
        url = reverse("conferences:case_meetings", kwargs={"public_id": case.public_id})
        return url, "Open the meetings"
    return case.get_absolute_url(), "Open the case"


def _letter(offer: Any) -> Line:
    children = ", ".join(child.child.full_name for child in offer.children.all())
    return Line(
        title=children or "Nobody named",
        url=offer.get_absolute_url(),
        reference=str(offer.case.reference or "") if offer.case else "No case",
        day=offer.letter_on,
        stage=offer.get_made_display(),
        fix_url=offer.get_absolute_url(),
        fix_words="Open the letter",
    )


def _meeting(meeting: Any) -> Line:
    references = [str(party.case.reference or "") for party in meeting.parties.all()]
    return Line(
        title=meeting.declared.name,
        url=meeting.get_absolute_url(),
        reference=", ".join(references),
        day=meeting.held_on,
        stage=meeting.stage_now.label,
    )


def _other_work(meeting: Any, day: date) -> Line:
    """By its kind and what it is about; nothing of what was answered in it."""
    name = meeting.declared.name
    references = [str(party.case.reference or "") for party in meeting.parties.all()]
    return Line(
        title=f"{name}: {meeting.subject}" if meeting.subject else name,
        url=meeting.get_absolute_url(),
        reference=", ".join(references) or "No case",
        day=day,
        stage=meeting.stage_now.label,
        fix_url=meeting.get_absolute_url(),
        fix_words="Open it",
    )


def _written_down(entry: Any) -> Line:
    page = entry.meeting.declared.page_of(entry.declared)
    url = reverse(
        "conferences:meeting_records",
        kwargs={"public_id": entry.meeting.public_id, "page": page.key},
    )
    line = _other_work(entry.meeting, entry.said_on)
    return replace(line, url=url, fix_url=url, fix_words=f"Open “{page.label}”")
