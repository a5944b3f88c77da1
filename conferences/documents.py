"""The papers of a meeting that its format declares: which of them are there, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from cases.models import Case
from conferences.domain.planning import meeting_with_plan
from conferences.entry_values import Line, in_order, lines_of, people_named, words_of
from conferences.formats import Document
from conferences.models import Brief, FamilyPlan, InformationReport, Meeting, ReviewRecord
from conferences.plan_page import readable_plans
from conferences.standing import Standing

# Finds the row whose page a document is; None while nothing is written that could be read.
Finder = Callable[[Meeting, User, Case], Meeting | FamilyPlan | None]


@dataclass(frozen=True)
class Paper:
    """One document that is there for this reader."""

    label: str
    about: str
    url: str


@dataclass(frozen=True)
class PaperPart:
    """The entries of one kind in a document, each as its answers."""

    heading: str
    entries: list[list[Line]]


def documents_of(standing: Standing) -> list[Paper]:
    """What somebody can read of the papers of a meeting, as its format declares them."""
    meeting, declared, papers = standing.meeting, standing.meeting.declared, []
    kinds = {key: declared.kinds[key] for one in declared.documents for key in one.kinds}
    written = {entry.kind for entry in standing.entries(*kinds.values())} if kinds else set()
    for document in declared.documents:
        if not _may_read(standing, document):
            continue
        if document.kinds:
            if written.isdisjoint(document.kinds):
                continue
            key = {"public_id": meeting.public_id, "key": document.key}
            papers.append(Paper(document.label, document.about, reverse(document.page, kwargs=key)))
        elif standing.case is not None and standing.knows_whole:
            thing = FINDERS[document.needs](meeting, standing.user, standing.case)
            if thing is not None:
                url = reverse(document.page, kwargs={"public_id": thing.public_id})
                papers.append(Paper(document.label, document.about, url))
    return papers


def paper_of(standing: Standing, document: Document) -> list[PaperPart]:
    """What stands in a document made of entries, kind by kind; nothing that may not be read."""
    if not _may_read(standing, document):
        return []
    declared = standing.meeting.declared
    kinds = [declared.kinds[key] for key in document.kinds]
    entries = standing.entries(*kinds)
    if not entries:
        return []
    people, words = people_named(standing.meeting, standing.user), words_of(declared)
    parts = []
    for kind in kinds:
        rows = in_order(kind, entries)
        if rows:
            said = [lines_of(one, words=words, people=people) for one in rows]
            parts.append(PaperPart(kind.label if kind.one_per_meeting else kind.plural, said))
    return parts


def _may_read(standing: Standing, document: Document) -> bool:
    reading = Permission.MEETING_RECORD if document.for_service else Permission.MEETING_VIEW
    has_come = standing.meeting.declared.has_come_to
    return standing.may(reading) and has_come(standing.meeting.stage_now, document.from_stage)


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
