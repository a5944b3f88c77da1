"""Families that the documentation and the walk-throughs know by name."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from cases.domain.allocating import allocate_coordinator
from cases.domain.consenting import record_consent
from cases.domain.contacting import add_contact
from cases.domain.deciding import accept_referral
from cases.domain.keeping_apart import keep_apart
from cases.domain.networks import add_child, add_to_network
from cases.domain.noting import write_note
from cases.domain.offering import record_offer
from cases.domain.people import add_person
from cases.domain.referring import save_referral, send_referral, start_referral
from cases.domain.relating import record_responsibility, tell_relationship
from cases.domain.restricting import exclude_colleague
from cases.domain.summarising import write_where_things_are
from cases.domain.tasking import add_task, finish_task
from cases.models import (
    Answer,
    Case,
    CaseChild,
    Consent,
    ContactPoint,
    Exclusion,
    KeepApart,
    NetworkMember,
    Note,
    Offer,
    ParentalResponsibility,
    Person,
    Task,
)
from cases.relationships import Kind
from conferences.demo import names
from conferences.demo.clock import at, moment_on
from conferences.demo.staff import Council
from conferences.demo.story import Teller
from conferences.domain.meetings import open_meeting
from restorative.working_days import add_working_days

Part, Side = NetworkMember.Part, NetworkMember.Side
NO_NEEDS = {"language": "English", "interpreter": Answer.NONE, "access": Answer.NONE}
OKAFOR_NEEDS = {
    "Ifeoma": {"access": Answer.GIVEN, "access_needs": "Cannot manage stairs"},
    "Paweł": {
        "language": "Polish",
        "interpreter": Answer.GIVEN,
        "interpreter_language": "Polish",
    },
}


def make_okafor(council: Council, teller: Teller) -> Case:
    """Amira, Chidi and Zuri Okafor: three siblings, a network of twelve, one colleague shut out."""
    today = timezone.localdate()
    worker, manager, coordinator = council["grace"], council["helen"], council["lee"]
    began = today - timedelta(days=21)
    with at(moment_on(began, 14)):
        case = start_referral(
            by=worker, team=council.service, referring_team=council.teams["assessment"]
        )
        children = _okafor_people(case, worker, teller, today)
        save_referral(
            case.referral,
            by=worker,
            version=case.referral.version,
            changes={
                "reason": names.REASONS[1],
                "worries": names.WORRIES[3],
                "strengths": names.STRENGTHS[0],
                "bottom_lines": "Emeka must not stay overnight.",
                "questions": names.QUESTIONS[0],
                "safety": "The parents arrive and leave separately.",
                "safety_asked": True,
                "access": "Grandmother Ifeoma needs a lift and cannot manage stairs.",
                "access_asked": True,
            },
        )
        send_referral(case, by=worker)
    with at(moment_on(add_working_days(began, 1), 9)):
        accept_referral(case, by=manager)
    with at(moment_on(add_working_days(began, 2), 9)):
        allocate_coordinator(case, coordinator, by=manager)
        open_meeting(case, "family_group_conference", by=coordinator)
    exclude_colleague(
        case, council["tom"], by=manager, ground=Exclusion.Ground.KNOWN,
        reason="Lives next door to the grandmother.",
    )  # fmt: skip
    _okafor_work(case, children, worker, coordinator, today)
    return case


def _okafor_people(case: Case, by: User, teller: Teller, today: date) -> list[CaseChild]:
    maker = teller.maker
    mother = maker.person(by, "Ngozi", "Okafor", "female", 36)
    father = maker.person(by, "Emeka", "Okafor", "male", 39)
    for person, side in ((mother, Side.MOTHER), (father, Side.FATHER)):
        add_to_network(case, person, by=by, part=Part.FAMILY, side=side)
    maker.mobile(mother, by)
    maker.address(mother, by, confidential=True)
    maker.mobile(father, by)
    add_contact(
        father, by=by, channel=ContactPoint.Channel.ADDRESS,
        value="9 Harbour Row, Westbridge, ZZ1 6QT", may_write=ContactPoint.May.YES,
        confirmed_on=timezone.localdate(),
    )  # fmt: skip
    tell_relationship(father, Kind.FORMER_PARTNER, mother, by=by)
    children = []
    for name, gender, age in (("Chidi", "male", 12), ("Amira", "female", 9), ("Zuri", "female", 5)):
        child = maker.person(by, name, "Okafor", gender, age, known=NO_NEEDS)
        children.append(
            add_child(
                case,
                child,
                by=by,
                legal_status=CaseChild.LegalStatus.PROTECTION_PLAN,
                living_with=CaseChild.LivingWith.MOTHER,
                social_worker=by,
            )
        )
        for parent in (mother, father):
            tell_relationship(parent, Kind.PARENT, child, by=by, is_carer=parent == mother)
        record_responsibility(
            child, by=by, holder=mother, holds=ParentalResponsibility.Holds.YES,
            how_known=ParentalResponsibility.HowKnown.BIRTH_CERTIFICATE,
        )  # fmt: skip
        record_responsibility(
            child, by=by, holder=father, holds=ParentalResponsibility.Holds.NOT_KNOWN,
            how_known=ParentalResponsibility.HowKnown.NOT_KNOWN,
        )  # fmt: skip
    _okafor_network(case, by, maker.person, mother, father, children)
    _agree(case, mother, [child.person for child in children], by, today)
    return children


def _okafor_network(
    case: Case,
    by: User,
    person: Callable[..., Person],
    mother: Person,
    father: Person,
    children: list[CaseChild],
) -> None:
    relatives = (
        ("Ifeoma", "Eze", "female", 66, Side.MOTHER, Kind.GRANDPARENT, mother),
        ("Chinedu", "Eze", "male", 70, Side.MOTHER, Kind.GRANDPARENT, mother),
        ("Adaeze", "Eze", "female", 33, Side.MOTHER, Kind.AUNT_UNCLE, None),
        ("Paweł", "Nowak", "male", 38, Side.MOTHER, Kind.STEP_PARENT, None),
        ("Florence", "Okafor", "female", 68, Side.FATHER, Kind.GRANDPARENT, father),
        ("Obi", "Okafor", "male", 41, Side.FATHER, Kind.AUNT_UNCLE, None),
        ("Kemi", "Okafor", "female", 19, Side.FATHER, Kind.HALF_SIBLING, None),
    )
    made: dict[str, Person] = {}
    for first, last, gender, age, side, kind, child_of in relatives:
        one = made[first] = person(by, first, last, gender, age, known=OKAFOR_NEEDS.get(first))
        add_to_network(case, one, by=by, part=Part.FAMILY, side=side)
        if child_of:
            tell_relationship(one, Kind.PARENT, child_of, by=by)
        for child in children:
            tell_relationship(one, kind, child.person, by=by)
    tell_relationship(made["Paweł"], Kind.PARTNER, mother, by=by)
    for first, last, liked, kind, word in (
        ("", "Lal", "Mrs Lal", Kind.NEIGHBOUR, ""),
        ("Dean", "Foster", "", Kind.COMMUNITY, "Football coach"),
    ):
        friend = person(by, first, last, "", 50, known_as=liked)
        add_to_network(case, friend, by=by, part=Part.FRIEND, side=Side.NEITHER)
        for child in children:
            tell_relationship(friend, kind, child.person, by=by, detail=word)
    teacher = add_person(
        by=by, first_name="Ruth", last_name="Ellis", job_title="Class teacher",
        organisation="Westbridge Primary School",
    )  # fmt: skip
    add_to_network(case, teacher, by=by, part=Part.PROFESSIONAL)
    keep_apart(
        made["Obi"],
        mother,
        by=by,
        kind=KeepApart.Kind.MUST_NOT_MEET,
        reason="A court order says that he must not come near her.",
        source=KeepApart.Source.ORDER,
        source_detail="Non-molestation order, Westbridge Family Court",
        source_ends_on=date(2027, 6, 30),
        heard_another_way="By letter",
        review_on=timezone.localdate() + timedelta(days=80),
        decided_by="Helen Osei",
    )
    keep_apart(
        father,
        mother,
        by=by,
        kind=KeepApart.Kind.SEPARATE_ARRIVAL,
        reason="They argue when they meet at the door. Both want to be there for the children.",
        source=KeepApart.Source.REQUEST,
        review_on=timezone.localdate() + timedelta(days=80),
        decided_by="Ngozi Okafor",
    )


def _agree(case: Case, mother: Person, children: list[Person], by: User, today: date) -> None:
    for person, capacity in (
        (mother, Consent.Capacity.RESPONSIBILITY),
        *((child, Consent.Capacity.CHILD) for child in children),
    ):
        record_consent(
            case, person, by=by, kind=Consent.Kind.CONTACT, answer=Consent.Answer.YES,
            capacity=capacity, method=Consent.Method.IN_PERSON,
            given_on=today - timedelta(days=22),
        )  # fmt: skip


def _okafor_work(
    case: Case, children: list[CaseChild], worker: User, coordinator: User, today: date
) -> None:
    for days_ago, author, text, voice in (
        (14, worker, names.NOTES[0], "Amira: I want Nan to come and sit next to me."),
        (8, coordinator, names.NOTES[2], ""),
        (3, worker, names.NOTES[3], "Zuri drew a house with everybody in it."),
    ):
        with at(moment_on(today - timedelta(days=days_ago), 16)):
            write_note(
                case, by=author, children=children, kind=Note.Kind.VISIT, text=text,
                happened_on=today - timedelta(days=days_ago), child_voice=voice,
                is_significant=days_ago == 14,
            )  # fmt: skip
    _okafor_tasks(case, worker, coordinator, today)


def _okafor_tasks(case: Case, worker: User, coordinator: User, today: date) -> None:
    with at(moment_on(add_working_days(today - timedelta(days=21), 3), 9)):
        for task in Task.objects.open().filter(case=case, kind=Task.Kind.FIRST_CONTACT):
            finish_task(task, by=coordinator, note="Rang Grace.")
    with at(moment_on(today - timedelta(days=9), 15)):
        for title, offset, person in (
            ("Send the chronology to Lee", -2, worker),
            ("Visit Amira at school", 0, worker),
            ("Meet the mother", 0, coordinator),
            ("Ring Ifeoma about a lift", 3, coordinator),
        ):
            add_task(
                title=title,
                due_on=today + timedelta(days=offset),
                assigned_to=person,
                case=case,
                by=coordinator,
            )
    with at(moment_on(today - timedelta(days=4), 12)):
        write_where_things_are(
            case,
            "Ngozi wants a meeting at half-term and has named who should come. Emeka has been "
            "asked and would come if Obi does not. Ifeoma offers to have the children on Fridays.",
            by=coordinator,
            version=Case.objects.get(pk=case.pk).version,
        )


def make_letters(council: Council, teller: Teller, *, at_most: int) -> None:
    """Letters before proceedings that no referral followed: declined, not offered, not said."""
    today, by = timezone.localdate(), council["yusuf"]
    kinds = (
        {"made": Offer.Made.YES},
        {"made": Offer.Made.YES},
        {
            "made": Offer.Made.NO,
            "not_made_reason": "The family's whereabouts are being kept from both sides.",
            "not_made_decided_by": "Angela Mbeki",
            "not_made_decided_on": today - timedelta(days=12),
        },
        {"made": Offer.Made.NOT_RECORDED},
    )
    for number, said in enumerate(kinds[:at_most]):
        letter = today - timedelta(days=12 + number * 5)
        surname = teller.rng.choice(names.FAMILY_NAMES)
        child = teller.maker.person(by, teller.rng.choice(names.GIRLS), surname, "female", 3)
        if said["made"] == Offer.Made.YES:
            said = {**said, "made_on": letter}
        record_offer(
            by=by, team=council.teams["protection"], letter_on=letter, children=[child], **said
        )
