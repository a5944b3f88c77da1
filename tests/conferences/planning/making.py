"""A family that has met, with a signed brief and a plan: what the tests of plans stand on."""

from datetime import timedelta

from django.utils import timezone

from conferences.domain.agreeing import agree_plan, record_agreement
from conferences.domain.planning import add_action, answer_item, start_plan
from conferences.models import Brief, BriefItem
from tests.factories.conferences import make_conference


def make_met(**fields):
    """A conference whose family met yesterday, with a bottom line and a question."""
    conference = make_conference(
        **{"stage": "held", "starts_at": timezone.now() - timedelta(days=1)} | fields
    )
    brief = Brief.objects.create(meeting=conference.meeting)
    for kind, text in (
        ("bottom_line", "Amira is never alone with strangers."),
        ("question", "Who puts Amira to bed?"),
    ):
        BriefItem.objects.create(
            brief=brief, kind=kind, text=text, added_by=conference.service.worker
        )
    return conference


def make_plan(conference):
    """A plan being written: two actions that answer the question, words for the bottom line."""
    by = conference.service.coordinator
    plan = start_plan(conference.meeting, by=by)
    line, question = BriefItem.objects.to_be_answered().filter(brief__meeting=conference.meeting)
    bedtime = add_action(
        plan,
        by=by,
        what="Does bedtime Monday to Friday",
        participant=conference["Pat"],
        checker=conference["Lal"],
        answers=[question],
    )
    add_action(plan, by=by, what="Pays for swimming", who="Dad", participant=conference["Emeka"])
    answer_item(plan, line, by=by, words="One of us is always there.")
    assert bedtime.checked_by == "Lal"
    return plan


def make_agreed(conference):
    plan = make_plan(conference)
    by = conference.service.coordinator
    record_agreement(plan, conference["Pat"], by=by, answer="yes", words="Gladly.")
    record_agreement(plan, conference["Emeka"], by=by, answer="partly")
    return agree_plan(plan, by=by)
