"""The papers of a meeting that its format declares: which of them are there, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.models import Case
from conferences.domain.planning import meeting_with_plan
from conferences.models import Brief, FamilyPlan, InformationReport, Meeting, ReviewRecord
from conferences.plan_page import readable_plans

# Finds the row whose page a document is; None while nothing is written that could be read.
Finder = Callable[[Meeting, User, Case], Meeting | FamilyPlan | None]


@dataclass(frozen=True)
class Paper:
    """One document that is there for this reader."""

    label: str
    about: str
    url: str


def documents_of(meeting: Meeting, case: Case, user: User) -> list[Paper]:
    """What somebody can read of the papers of a meeting, as its format declares them."""
    declared, papers = meeting.declared, []
    for document in declared.documents:
        reading = Permission.MEETING_RECORD if document.for_service else Permission.MEETING_VIEW
        if not may(user, reading, case):
            continue
        if not declared.has_come_to(meeting.stage_now, document.from_stage):
            continue
        thing = FINDERS[document.needs](meeting, user, case)
        if thing is not None:
            url = reverse(document.page, kwargs={"public_id": thing.public_id})
            papers.append(Paper(document.label, document.about, url))
    return papers


def _meeting(meeting: Meeting, user: User, case: Case) -> Meeting:
    return meeting


def _with_brief(meeting: Meeting, user: User, case: Case) -> Meeting | None:
    return meeting if Brief.objects.filter(meeting=meeting).exists() else None


def _with_report(meeting: Meeting, user: User, case: Case) -> Meeting | None:
    reports = InformationReport.objects.visible_to(user)
    return meeting if reports.filter(meeting=meeting).exists() else None


def _with_review(meeting: Meeting, user: User, case: Case) -> Meeting | None:
    return meeting if ReviewRecord.objects.filter(meeting=meeting).exists() else None


def _with_plan(meeting: Meeting, user: User, case: Case) -> Meeting | None:
    return meeting if readable_plans(user, meeting_with_plan(meeting), case) else None


def _agreed_plan(meeting: Meeting, user: User, case: Case) -> FamilyPlan | None:
    plans = readable_plans(user, meeting_with_plan(meeting), case)
    return next((plan for plan in plans if plan.state == FamilyPlan.State.AGREED), None)


FINDERS: dict[str, Finder] = {
    "": _meeting,
    "brief": _with_brief,
    "report": _with_report,
    "plan": _with_plan,
    "agreed_plan": _agreed_plan,
    "review": _with_review,
}
