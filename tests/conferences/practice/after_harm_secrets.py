"""Fills each side of a harm with a word that is found again wherever it turns up."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.domain.contacting import add_contact
from cases.domain.networks import add_to_network
from cases.domain.noting import write_note
from cases.domain.people import add_person
from cases.domain.tasking import add_task
from cases.models import Case, Person, Referral
from cases.reminders.planning import plan_cases
from conferences.domain.checking import settle_check
from conferences.domain.contacting_people import record_contact, say_needs
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry, remove_entry
from conferences.domain.feeding_back import ask_for_feedback, record_feedback
from conferences.domain.finding_dates import record_availability
from conferences.domain.gathering import add_participant, remove_participant
from conferences.domain.holding import record_arrival
from conferences.domain.inviting import mark_told, record_answer
from conferences.domain.meetings import move_meeting, open_meeting
from conferences.domain.sides import join_side
from conferences.formats import Answer, EntryKind
from conferences.models import Entry, Meeting, MeetingInvitation, Participant
from tests.conferences.practice import after_harm
from tests.conferences.practice.after_harm import KEY, Harm

SIDES = ("harmed", "harming")
# No word, and no part of one.
WORDS = {"harmed": "Quillonara", "harming": "Brackwadde"}
REFERENCES = {"harmed": "QQX-2026-77001", "harming": "BBX-2026-88002"}


def make_filled() -> Harm:
    """Two meetings of the same two cases: one with a date ahead, one held and followed up."""
    harm = after_harm.make_harm(joined=False)
    for side, case in harm.cases.items():
        word = WORDS[side]
        Case.objects.filter(pk=case.pk).update(reference=REFERENCES[side])
        Referral.objects.filter(case=case).update(reason=word, strengths=word)
        Person.objects.filter(cases_about__case=case).update(last_name=word)
        case.refresh_from_db()
    join_side(harm.meeting, REFERENCES["harmed"], by=harm.facilitator)
    for side in SIDES:
        fill(harm, side)
    move_meeting(harm.refreshed(), "preparing_both", by=harm.facilitator)
    after_harm.give_a_date(harm, days=20)
    tell(harm)
    ahead = harm.meeting
    harm.meeting = open_meeting(harm.cases["harmed"], KEY, by=harm.facilitator, side="harmed")
    join_side(harm.meeting, REFERENCES["harming"], by=harm.facilitator)
    for side in SIDES:
        fill(harm, side)
    move_meeting(harm.refreshed(), "preparing_both", by=harm.facilitator)
    after_harm.give_a_date(harm, days=5)
    tell(harm)
    after_harm.give_a_date(harm, days=-3)
    postpone(harm)
    hold(harm)
    harm.held, harm.meeting = harm.meeting, ahead
    plan(harm)
    return harm


def plan(harm: Harm) -> None:
    plan_cases([case.pk for case in harm.cases.values()])


def kinds_of(harm: Harm, side: str) -> list[EntryKind]:
    kinds = harm.refreshed().declared.kinds.values()
    return [kind for kind in kinds if kind.compartment == side]


def answers(kind: EntryKind, word: str) -> dict[str, Any]:
    """An answer to every field of a kind: the first that is offered, or the word."""
    said: dict[str, Any] = {}
    for one in kind.first_asked:
        match one.answer:
            case Answer.TEXT | Answer.LONG_TEXT:
                said[one.key] = f"{word} said so."
            case Answer.DATE:
                said[one.key] = timezone.localdate() + timedelta(days=2)
            case Answer.SEVERAL:
                said[one.key] = [key for key, _ in one.offered]
            case Answer.CHOICE | Answer.YES_NO:
                said[one.key] = one.offered[0][0]
    return said


def write_all(harm: Harm, side: str, *, again: bool = False) -> None:
    meeting = harm.refreshed()
    for kind in kinds_of(harm, side):
        if not meeting.declared.has_come_to(meeting.stage_now, kind.from_stage):
            continue
        if again and kind.one_per_meeting:
            continue
        add_entry(meeting, kind.key, by=harm.facilitator, values=answers(kind, WORDS[side]))


def fill(harm: Harm, side: str) -> None:
    """What is written and who is known on one side, its word in every field that takes one."""
    word, case, by = WORDS[side], harm.cases[side], harm.facilitator
    write_all(harm, side)
    people = [bring(harm, side, part) for part in ("family", "supporter")]
    for number, one in enumerate(people, start=1):
        Participant.objects.filter(pk=one.pk).update(
            relation=word, suggested_by=word, worries=word, views=word, arrival_note=word
        )
        say_needs(one, by=by, needs={"food": word, "lift": word})
        settle_check(harm.meeting, "voluntary", by=by, participant=one, state="not_needed",
                     why=word)  # fmt: skip
        settle_check(harm.meeting, "risk_assessed", by=by, participant=one)
        one.refresh_from_db()
        record_availability(one, by=by, version=one.version, weekly={(number, "morning"): "no"},
                            daily={})  # fmt: skip
        record_contact([one], by=by, kind="visit", happened_on=timezone.localdate(), text=word,
                       minutes=37, visited=True, prepared=True)  # fmt: skip
    away = bring(harm, side, "family", comes=False)
    decide_attendance(
        away, by=by, outcome="no_part", ground="other", why=word, heard="letter",
        heard_detail=word, review_on=timezone.localdate(), decided_by=word,
    )  # fmt: skip
    remove_participant(bring(harm, side, "family"), by=by, why=word)
    write_note(case, by=by, children=list(case.children.all()), kind="visit", happened_on=timezone.localdate(),
               text=word, audience="case")  # fmt: skip
    add_task(title=f"Ring {word}", due_on=timezone.localdate(), by=by, case=case,
             assigned_to=harm.workers[side])  # fmt: skip


def bring(harm: Harm, side: str, part: str, *, comes: bool = True) -> Participant:
    """Somebody of one side, in the network of its case as well, who can be written to."""
    word, by = WORDS[side], harm.facilitator
    person = add_person(by=by, first_name=word, last_name=word)
    add_to_network(harm.cases[side], person, by=by, part="family")
    add_contact(
        person, by=by, channel="email", value=f"{word}@{person.pk}.example", may_write="yes",
        confirmed_on=timezone.localdate(), safe_note=word,
    )  # fmt: skip
    one = add_participant(harm.refreshed(), by=by, part=part, person=person, party=side)
    if comes:
        decide_attendance(one, by=by, outcome="with_arrangements", arrangements=word, why=word)
    return one


def coming(harm: Harm, *sides: str) -> list[Participant]:
    rows = Participant.objects.reachable().with_names().filter(meeting=harm.meeting)
    return list(rows.filter(party__in=sides or SIDES).order_by("pk"))


def tell(harm: Harm, *sides: str) -> None:
    """Everybody is told of it, and says something about it."""
    for one in coming(harm, *sides):
        mark_told(one, by=harm.facilitator, how=WORDS[one.party])
        record_answer(one, by=harm.facilitator, answer="maybe", words=WORDS[one.party])
    for row in MeetingInvitation.objects.filter(participant__meeting=harm.meeting):
        word = WORDS[row.participant.party]
        row.subject, row._text, row.warnings = word, word, word
        row.save()


def postpone(harm: Harm) -> None:
    """Another time of the same day, for a reason that names both."""
    from conferences.domain.booking import book_meeting

    meeting = harm.refreshed()
    book_meeting(
        meeting, by=harm.facilitator, version=meeting.version,
        starts_at=meeting.starts_at - timedelta(hours=1), ends_at=meeting.ends_at, resources=(),
        place=meeting.place, why=both_words(), asked_by="harmed",
    )  # fmt: skip


def both_words() -> str:
    return f"{WORDS['harmed']} and {WORDS['harming']} would not."


def hold(harm: Harm) -> None:
    """They meet, agree, and are asked how it was and how things are since."""
    by = harm.facilitator
    for one in coming(harm):
        record_arrival(one, by=by)
    move_meeting(harm.refreshed(), "conference_met", by=by)
    rows = ask_for_feedback(harm.refreshed(), coming(harm), by=by, when="day")
    for row in rows:
        record_feedback(row, by=by, answers={"safe": 5}, words=WORDS[row.participant.party],
                        may_quote=True)  # fmt: skip
    today = timezone.localdate()
    add_entry(harm.refreshed(), "outcome", by=by, values={"agreed": "It is mended.", "on": today})
    add_entry(
        harm.refreshed(), "undertaking", by=by,
        values={"what": "Mend the fence", "who": "harming", "by": today + timedelta(days=3)},
    )  # fmt: skip
    for side in SIDES:
        kind = harm.meeting.declared.kinds[f"follow_up_{side}"]
        add_entry(harm.meeting, kind.key, by=by, values=answers(kind, WORDS[side]))
    move_meeting(harm.refreshed(), "after_harm_agreed", by=by)


def stir(harm: Harm, side: str) -> None:
    """Change, on one side, all that can be changed without the meeting going on."""
    by, word, case = harm.facilitator, WORDS[side], harm.cases[side]
    ahead = harm.meeting
    for meeting in (ahead, harm.held):
        harm.meeting = meeting
        write_all(harm, side, again=True)
        gone = Entry.objects.current().filter(meeting=meeting, kind=f"risk_{side}").first()
        remove_entry(gone, by=by, why=word)
        for one in coming(harm, side):
            record_contact([one], by=by, kind="call", happened_on=timezone.localdate(),
                           text=word, minutes=11)  # fmt: skip
    harm.meeting = ahead
    bring(harm, side, "supporter")
    bring(harm, side, "family")
    tell(harm, side)
    remove_participant(coming(harm, side)[0], by=by, why=word)
    write_note(case, by=by, children=list(case.children.all()), kind="call", happened_on=timezone.localdate(),
               text=word, audience="case")  # fmt: skip
    add_task(title=f"Write to {word}", due_on=timezone.localdate(), by=by, case=case,
             assigned_to=harm.coordinators[side])  # fmt: skip
    Case.objects.filter(pk=case.pk).update(coordinator=harm.services[side].colleague)
    plan(harm)


def tokens(harm: Harm, side: str) -> list[str]:
    """All by which one side would be known: its word, its reference, its addresses."""
    case = harm.cases[side]
    keys = [str(case.public_id)]
    for meeting in (harm.meeting, harm.held):
        entries = Entry.objects.filter(meeting=meeting, compartment=side)
        people = Participant.objects.filter(meeting=meeting, party=side)
        invitations = MeetingInvitation.objects.filter(participant__in=people)
        for rows in (entries, people, invitations):
            keys += map(str, rows.values_list("public_id", flat=True))
    return [WORDS[side].lower(), REFERENCES[side].lower(), *keys]


def meetings_of(harm: Harm) -> list[Meeting]:
    return [harm.meeting, harm.held]
