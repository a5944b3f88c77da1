"""Every page of a meeting costs as many queries for thirty people and actions as for one.

The lists of meetings, the calendar and the pages of resources say so in their own tests.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.domain.recording import record_event
from cases.models import ContactPoint, Event, KeepApart, NetworkMember, Person
from conferences.models import (
    ActionReview,
    AttendanceDecision,
    Availability,
    Booking,
    BriefItem,
    BriefSignature,
    Check,
    Feedback,
    FeedbackAnswer,
    Meeting,
    MeetingInvitation,
    MeetingParty,
    Need,
    Participant,
    PlanAction,
    PlanAgreement,
    PlanAnswer,
    PlanCopy,
    Resource,
)
from tests.factories.conferences import make_conference, make_plan, make_ready
from tests.factories.recording import queries_of

pytestmark = pytest.mark.django_db
MANY = 29
# What a page of a meeting may cost at all: signing in, the case around it, and itself.
MOST = 60
FAMILY = (("Ngozi", "family", "mother"), ("Obi", "family", "father"))


class Scene:
    """A meeting today, with a plan that is being written and an earlier one that holds."""

    def __init__(self):
        self.conference = make_conference(
            stage="plan_agreed", starts_at=timezone.now() - timedelta(hours=1), network=FAMILY
        )
        self.meeting = self.conference.meeting
        self.service = self.conference.service
        self.by = self.service.coordinator
        make_ready(self.meeting, self.by)
        self.agreed = make_plan(self.meeting, self.by)
        self.writing = self.meeting.plans.create(
            number=2, state="writing", written_by=self.by, amends=self.agreed
        )
        self.review = Meeting.objects.create(
            format="review_conference",
            team=self.service.team,
            stage="scheduled",
            reviews=self.meeting,
            starts_at=timezone.now() - timedelta(hours=1),
            ends_at=timezone.now() + timedelta(hours=1),
            opened_by=self.by,
        )
        MeetingParty.objects.create(meeting=self.review, case=self.conference.case)
        self.one = self.more(0)

    def more(self, number):
        """One more person with all that is known of them, and one more of everything."""
        meeting, by, now = self.meeting, self.by, timezone.now()
        person = Person.objects.create(
            first_name=f"Ann{number}", last_name="Example", created_by=self.service.worker
        )
        stranger = Person.objects.create(
            first_name=f"Sue{number}", last_name="Example", created_by=self.service.worker
        )
        for member in (person, stranger):
            NetworkMember.objects.create(
                case=self.conference.case,
                person=member,
                part="family",
                side="mother",
                added_by=self.service.worker,
            )
        contact = ContactPoint(
            person=person, channel="email", recorded_by=by, may_write="yes",
            confirmed_on=timezone.localdate(), confirmed_by=by,
        )  # fmt: skip
        contact._value = f"ann{number}@example.org"
        contact.save()
        participant = self.participant(meeting, person, answer="yes", arrived_at=now)
        away = self.participant(
            meeting, stranger, attendance="another_way", way="letter", views="Hello."
        )
        for one, outcome in ((participant, "comes"), (away, "another_way")):
            AttendanceDecision.objects.create(
                participant=one, outcome=outcome, ground="", recorded_by=by, decided_by="Mo"
            )
        Need.objects.create(participant=participant, kind="lift")
        Availability.objects.create(
            participant=participant, weekday=1, part_of_day="morning", can="yes", recorded_by=by
        )
        Check.objects.create(
            meeting=meeting, participant=participant, key="travel", state="done", by=by
        )
        KeepApart.objects.create(
            first=person,
            second=self.conference["Obi"].person,
            kind="must_not_meet",
            reason="An order.",
            source="order",
            audience="case",
            review_on=timezone.localdate(),
            recorded_by=by,
        )
        MeetingInvitation.objects.create(
            participant=participant, revision=1, channel="email", contact_point=contact,
            state="sent", sent_at=now, made_by=by,
        )  # fmt: skip
        venue = Resource.objects.create(kind="venue", name=f"Hall {number}", added_by=by)
        Booking.objects.create(
            resource=venue, meeting=meeting, held=(now, now + timedelta(hours=3)), booked_by=by
        )
        self.plan_rows(participant, number)
        self.feedback(participant)
        record_event(
            self.conference.case, Event.Kind.MEETING_MOVED, by=by, subject=meeting, to_value="Ready"
        )
        self.participant(self.review, person)
        return participant

    def participant(self, meeting, person, **fields):
        return Participant.objects.create(
            **{"meeting": meeting, "person": person, "part": "family", "family_side": "mother",
               "attendance": "comes", "added_by": self.by} | fields
        )  # fmt: skip

    def plan_rows(self, participant, number):
        brief, by = self.meeting.brief, self.by
        item = BriefItem.objects.create(
            brief=brief, kind="question", text=f"Who does {number}?", position=number, added_by=by
        )
        BriefSignature.objects.create(
            brief=brief, version=100 + number, answer="sent_back", text="…", by=by
        )
        for plan in (self.agreed, self.writing):
            action = PlanAction.objects.create(
                plan=plan, what="Does bedtime.", participant=participant, who="Ann",
                checker=self.conference["Ngozi"], asked_for="Shoes", position=number + 2,
            )  # fmt: skip
            PlanAnswer.objects.create(plan=plan, item=item, action=action)
            PlanAgreement.objects.create(
                plan=plan, participant=participant, answer="yes", recorded_by=by
            )
            ActionReview.objects.create(
                meeting=self.review, action=action, outcome="done", recorded_by=by
            )
        PlanCopy.objects.create(
            plan=self.agreed, participant=participant, channel="hand", made_by=by
        )
        self.item, self.action = item, action

    def feedback(self, participant):
        feedback = Feedback.objects.create(
            meeting=self.meeting,
            participant=participant,
            who="family",
            when="day",
            asked_on=timezone.localdate(),
            answered_on=timezone.localdate(),
            recorded_by=self.by,
        )
        FeedbackAnswer.objects.create(feedback=feedback, key="listened", value=4)


def of_meeting(name):
    return lambda scene: reverse(f"conferences:{name}", args=[scene.meeting.public_id])


def of_review(name):
    return lambda scene: reverse(f"conferences:{name}", args=[scene.review.public_id])


def of_person(name):
    return lambda scene: reverse(f"conferences:{name}", args=[scene.one.public_id])


def of_plan(name, which="agreed"):
    return lambda scene: reverse(f"conferences:{name}", args=[getattr(scene, which).public_id])


def check_page(scene):
    asked = "&".join(f"who={one.public_id}" for one in scene.meeting.participants.all())
    return f"{of_meeting('invitation_prepare')(scene)}?{asked}"


MEETING_PAGES = (
    "meeting_detail", "meeting_people", "people_decide", "participant_add", "meeting_checklist", "find_date",
    "meeting_date", "meeting_brief", "brief_edit", "meeting_report", "report_edit",
    "meeting_invitations", "meeting_day", "walk_in_add", "day_decide", "day_mode_start",
    "meeting_seating", "run_sheet", "meeting_plan", "meeting_feedback", "meeting_move",
    "meeting_call_off",
)  # fmt: skip
PERSON_PAGES = (
    "participant_detail", "participant_edit", "participant_contact", "participant_needs",
    "participant_decide", "arrival_plan", "answer_record", "invitation_told",
)  # fmt: skip
PLAN_PAGES = ("plan_detail", "plan_export", "plan_copy_add")
WRITING_PAGES = ("plan_edit", "plan_agreements", "plan_agree", "action_add")
PAGES = {
    **{name: ("coordinator", of_meeting(name)) for name in MEETING_PAGES},
    **{name: ("coordinator", of_person(name)) for name in PERSON_PAGES},
    **{name: ("coordinator", of_plan(name)) for name in PLAN_PAGES},
    **{name: ("coordinator", of_plan(name, "writing")) for name in WRITING_PAGES},
    "meeting_review": ("coordinator", of_review("meeting_review")),
    "review_record": ("coordinator", of_review("review_record")),
    "meeting_detail for a referrer": ("worker", of_meeting("meeting_detail")),
    "meeting_plan for a referrer": ("worker", of_meeting("meeting_plan")),
    "invitation_prepare": ("coordinator", check_page),
    "plan_respond": ("referring_manager", of_plan("plan_respond")),
}


def costs_of(scene):
    """How many queries each page costs, by the name of its route and who looks."""
    costs = {}
    for which, (who, address) in PAGES.items():
        client = Client()
        client.force_login(getattr(scene.service, who))
        costs[which] = queries_of(client, address(scene))
    return costs


def test_every_page_costs_the_same_for_one_person_and_for_thirty():
    scene = Scene()
    few = costs_of(scene)

    for number in range(1, MANY + 1):
        scene.more(number)

    many = costs_of(scene)
    assert {which: (few[which], many[which]) for which in few if few[which] != many[which]} == {}
    assert {which: cost for which, cost in few.items() if cost > MOST} == {}
