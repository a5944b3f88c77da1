"""What is said and decided on the way of one conference, and what its timeline must tell."""

import re

from django.core import mail

from cases.models import Event
from tests.browser.journeys_conference import BY_EMAIL, UNCLE

LETTER = "I am sorry about Easter. I will keep away, and I can pay for the school bus."
HARM = "Nobody would be in the house when Carys works on a Thursday night."
COPIES = {
    "Carys": "Given by hand",
    "Gwen": "Post",
    "Marlon": "Email",
    "Elowen": "Read out",
    "Grace": "Email",
}
WITHOUT_COPY = ("Maxim", "Idris", "Sybil", "Odette", "Lucia", "Tomasz", "Hettie", "Wilf")
POSTPONED = "Gwen is in hospital until Friday."
CLOSED = "Thirteen weeks without a late morning."
# Other families of the council are written to as well, when their hour comes.
ADDRESSES = {*(f"{name.lower()}@example.org" for name in BY_EMAIL), "grace.adeyemi@example.org"}
LEE, PRIYA, HELEN = "Lee Marsh", "Priya Shah", "Helen Osei"
STORY = [
    (LEE, "Preparing", "Date set", ""),
    (LEE, "Date set", "Preparing", f"The family asked. {POSTPONED}"),
    (LEE, "Preparing", "Date set", ""),
    (LEE, "Date set", "Ready", ""),
    (LEE, "Ready", "Family has met", ""),
    (PRIYA, "Family has met", "Plan not agreed yet", HARM),
    (LEE, "Plan not agreed yet", "Plan agreed", ""),
    (LEE, "Plan agreed", "Plan with the family", ""),
    (LEE, "Review being arranged", "Review date set", ""),
    (LEE, "Review date set", "Reviewed", ""),
    (HELEN, "With a coordinator", "The family's plan is working", CLOSED),
]
Kind = Event.Kind
EVERY_STEP = {
    *(Kind.REFERRAL_SENT, Kind.REFERRAL_ACCEPTED, Kind.COORDINATOR_ALLOCATED),
    *(Kind.MEETING_OPENED, Kind.PARTICIPANT_ADDED, Kind.BRIEF_CHANGED, Kind.BRIEF_SENT),
    *(Kind.BRIEF_SIGNED, Kind.REPORT_WRITTEN, Kind.REPORT_SIGNED, Kind.REPORT_SHARED),
    *(Kind.NOTE_WRITTEN, Kind.PARTICIPANT_CONTACTED, Kind.PARTICIPANT_CHANGED),
    *(Kind.ATTENDANCE_DECIDED, Kind.CHECK_SETTLED, Kind.MEETING_DATED, Kind.BOOKING_CONFIRMED),
    *(Kind.INVITATION_MADE, Kind.INVITATION_SENT, Kind.INVITATION_ANSWERED, Kind.MEETING_MOVED),
    *(Kind.SEATING_CHANGED, Kind.ARRIVAL_RECORDED, Kind.PART_TIMED, Kind.VIEWS_READ_OUT),
    *(Kind.PLAN_WRITTEN, Kind.PLAN_REFUSED, Kind.PLAN_ANSWERED, Kind.PLAN_AGREED),
    *(Kind.PLAN_COPY_CHECKED, Kind.PLAN_COPY_SENT, Kind.FEEDBACK_RECORDED),
    *(Kind.REVIEW_RECORDED, Kind.CASE_CLOSED),
}


def check_each_got_their_own_three_and_the_uncle_none() -> None:
    """Each email went to one address; its calendar entry names nobody and counts up."""
    sent = [one for one in mail.outbox if one.attachments and one.to[0] in ADDRESSES]
    entries = [(one.to, str(one.attachments[0].content)) for one in sent]
    assert len(entries) == 3 * (len(BY_EMAIL) + 1)
    for to, entry in entries:
        assert len(to) == 1
        assert entry.count("ATTENDEE") <= 1
        assert UNCLE not in entry
    marlons = [entry for to, entry in entries if to == ["marlon@example.org"]]
    assert ["METHOD:CANCEL" in entry for entry in marlons] == [False, True, False]
    assert [re.search(r"SEQUENCE:(\d+)", entry)[1] for entry in marlons] == ["1", "2", "3"]
