"""What else leaves the house: copies of the plan, the run sheet, calendars, the referrer's page.

Each says itself what it must not hold: a copy of a plan names those who come and nobody who
is kept away, a calendar names nobody at all.
"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from cases.models import KeepApart
from conferences.domain.agreeing import agree_plan, record_agreement
from conferences.domain.copying_plans import check_copy, make_copy
from conferences.domain.planning import add_action, edit_plan, start_plan
from conferences.feed_text import feed_text
from conferences.models import FamilyPlan, Participant
from conferences.plan_copy_words import blocks_of
from tests.leaks.harness import artefact, coordinator_of, not_for_a_page, page, pdf_text
from tests.leaks.world import PEOPLE, Secret, World

NAMES = ("name", "family name")
VIEWS = ("month", "week", "agenda")
# An entry is the same in each view; test_papers.py looks at all of them for everybody.
SHOWN = {"coordinator": VIEWS, "social worker": ("month",), "business support": ("agenda",)}
# Who does what in the family's plan, who checks, and what else is said of it.
ACTIONS = (
    ("grandmother", "aunt", "Does bedtime at 15 Oldacrewe Rise, SX15 1AA", "Ring 07700 914014."),
    ("uncle", "grandmother", "Drives everybody on Sundays", "The neighbour drives."),
    ("father", "mother", "Pays for swimming, and texts 07700 913013", "The uncle pays."),
    ("mother", "father", "Reads to Zephyrine", "Writes to marguerita13@hideaway.example."),
    ("teacher", None, "Keeps an eye on things at school", ""),
    ("neighbour", "teacher", "Has the spare key", "Ignatiusz Blackmoorend has it."),
)
ARRANGEMENTS = (
    "On Mondays with Wilhelminka.\nOn Tuesdays Demetriosz comes to 13 Thistlewoode Rise, "
    "Secretton, SX13 1AA."
)


def plan_of(world: World) -> FamilyPlan:
    """The agreed plan of the family, made once: all of it in the words that families use."""
    if world.plan is None:
        by = coordinator_of(world)
        plan = start_plan(world.meeting, by=by)
        there = {
            key: one
            for key, one in world.people.items()
            if Participant.objects.filter(pk=one.pk, meeting=world.meeting).exists()
        }
        for who, checker, what, if_not in ACTIONS:
            add_action(
                plan,
                by=by,
                what=what,
                who=PEOPLE[who][0],
                participant=there.get(who),
                checker=there.get(checker),
                if_not=if_not,
                checked_by=PEOPLE[checker][0] if checker else "",
            )
        plan = edit_plan(
            plan,
            by=by,
            version=plan.version,
            child_views="Zephyrine wants to see Nanakins.",
            arrangements=ARRANGEMENTS,
            contingency="Ring Ignatiusz.",
            monitoring="Persephonea asks everybody.",
            family_lead=there["grandmother"],
        )
        for key in ("mother", "father", "grandmother", "uncle", "aunt"):
            if key in there:
                record_agreement(plan, there[key], by=by, answer="yes", words="Gladly.")
        world.plan = agree_plan(plan, by=by)
    return world.plan


def _copy(world: World, recipient: Participant) -> str:
    """What stands in somebody's copy; nothing where they get none, and then they are not here."""
    if recipient.pk not in world.copies:
        world.copies[recipient.pk] = _made_copy(world, recipient)
    return world.copies[recipient.pk]


def _made_copy(world: World, recipient: Participant) -> str:
    plan = plan_of(world)
    elsewhere = recipient.meeting_id != plan.meeting_id
    if recipient.is_kept_away or recipient.removed_at or elsewhere:
        with pytest.raises(ValidationError, match="gets no copy"):
            make_copy(plan, recipient, by=coordinator_of(world), channel="hand")
        return ""
    copy = make_copy(plan, recipient, by=coordinator_of(world), channel="hand")
    return check_copy(copy, by=coordinator_of(world))._text


def _kept_from(world: World, recipient: Participant | None = None) -> set[str]:
    """The keys of those of whom somebody must not read: kept away, or kept apart from them."""
    away = Participant.objects.filter(
        Q(attendance__in=Participant.KEPT_AWAY),
        pk__in=[one.pk for one in world.people.values()],
    ).values_list("pk", flat=True)
    hidden = {key for key, one in world.people.items() if one.pk in set(away)}
    if recipient is not None and recipient.person_id:
        me = recipient.person_id
        pairs = KeepApart.objects.in_force().filter(Q(first=me) | Q(second=me))
        others = {one for pair in pairs for one in (pair.first_id, pair.second_id)} - {me}
        hidden |= {key for key, one in world.people.items() if one.person_id in others}
    return hidden


def wrong_in_a_copy(world: World, key: str) -> list[Secret]:
    """All but the names of those whom its reader may know of."""
    hidden = _kept_from(world, world[key]) - {key}
    return [one for one in world.secrets if one.key not in NAMES or one.owner in hidden]


def wrong_in_the_list(world: World, key: str) -> list[Secret]:
    """As on a page of the coordinator's; and who gets no copy is not on it."""
    hidden = _kept_from(world)
    return not_for_a_page(world) + [
        one for one in world.secrets if one.key in NAMES and one.owner in hidden
    ]


def wrong_on_the_run_sheet(world: World, key: str) -> list[Secret]:
    """It says how somebody is kept safe, and never why."""
    why = [one for one in world.secrets if one.key in ("decided", "order", "used by", "label")]
    return not_for_a_page(world) + why


def wrong_in_a_calendar(world: World, key: str) -> list[Secret]:
    """All but reference and venue, and those too where the family is restricted."""
    restricted = type(world.case).objects.get(pk=world.case.pk).is_restricted
    allowed = {"the other day", "not here"} | (set() if restricted else {"reference", "venue"})
    return [
        one for one in world.secrets if one.key not in allowed and not one.key.startswith("new ")
    ]


def wrong_on_a_calendar_page(world: World, key: str) -> list[Secret]:
    """Its own words for what we do may stand on a page of ours."""
    return [one for one in wrong_in_a_calendar(world, key) if one.key != "service"]


def wrong_for_the_referrer(world: World, key: str) -> list[Secret]:
    """They may read who is coming, when, where, and whom to ring."""
    gone = {key for key, one in world.people.items() if world[key].removed_at}
    hidden = _kept_from(world) | gone
    allowed = (
        "reference",
        "venue",
        "team",
        "referring team",
        "coordinator's family name",
        "the coordinator before",
        "service",
        "not here",
    )
    return [
        one
        for one in world.secrets
        if (one.key not in (*allowed, *NAMES) or (one.key in NAMES and one.owner in hidden))
        and not one.key.startswith("new ")
    ]


def wrong_in_the_referrers_lists(world: World, key: str) -> list[Secret]:
    """Where a family meets twice, whoever referred it reads both days, and no place."""
    return [one for one in wrong_for_the_referrer(world, key) if one.key != "the other day"]


@artefact("plan copy", wrong=wrong_in_a_copy)
def plan_copy(world: World, recipient: Participant) -> str | None:
    return _copy(world, recipient)


@artefact("plan copy, as PDF", wrong=wrong_in_a_copy)
def plan_copy_as_pdf(world: World, recipient: Participant) -> str | None:
    text = _copy(world, recipient)
    if not text:
        return None
    blocks = {"blocks": blocks_of(text), "large": False}
    return pdf_text(render_to_string("conferences/planning/plan_copy_document.html", blocks))


@artefact("page of the plan copy", outward=False, of_family=True)
def plan_copy_page(world: World, recipient: Participant) -> str | None:
    if not _copy(world, recipient):
        return None
    copy = plan_of(world).copies.get(participant=recipient)
    return page(world, coordinator_of(world), "plan_copy_detail", copy)


@artefact("list of copies", of_family=True, wrong=wrong_in_the_list)
def list_of_copies(world: World, recipient: Participant) -> str | None:
    return page(world, coordinator_of(world), "plan_copy_add", plan_of(world))


@artefact("run sheet", of_family=True, wrong=wrong_on_the_run_sheet)
def run_sheet(world: World, recipient: Participant) -> str | None:
    return page(world, coordinator_of(world), "run_sheet", recipient.meeting)


@artefact("overview of the referrer", of_family=True, wrong=wrong_for_the_referrer)
def overview(world: World, recipient: Participant) -> str | None:
    """As if everybody had said yes: who is kept away is left out because of that alone."""
    world.client_of(world.service.worker)
    with transaction.atomic():
        Participant.objects.filter(meeting=recipient.meeting).update(answer="yes")
        text = page(world, world.service.worker, "meeting_detail", recipient.meeting)
        transaction.set_rollback(True)
    return text


@artefact(
    "meetings of the case, for the referrer", of_family=True, wrong=wrong_in_the_referrers_lists
)
def meetings_of_the_case(world: World, recipient: Participant) -> str | None:
    return page(world, world.service.worker, "case_meetings", world.case)


@artefact(
    "list of conferences, for the referrer", of_family=True, wrong=wrong_in_the_referrers_lists
)
def list_of_conferences(world: World, recipient: Participant) -> str | None:
    return page(world, world.service.worker, "meeting_list")


def readers(world: World) -> dict[str, User]:
    service = world.service
    return {
        "coordinator": coordinator_of(world),
        "social worker": service.worker,
        "business support": service.support,
    }


def calendar_of(world: World, user: User, views: tuple[str, ...] = VIEWS) -> str:
    """Its month, its week and its list, without the choice of venues that it offers."""
    on = timezone.localdate(world.meeting.starts_at) if world.meeting.starts_at else ""
    texts = [page(world, user, "calendar", view=view, on=str(on)) for view in views]
    assert all("<main" in text for text in texts)
    mains = [text[text.index("<main") : text.index("</main>")] for text in texts]
    return re.sub(r"<select.*?</select>", "", "\n".join(mains), flags=re.DOTALL)


def _feed(world: World, user: User) -> str:
    text, _, _ = feed_text(User.objects.get(pk=user.pk))
    return text.decode().replace("\r\n ", "")


def _register(who: str) -> None:
    @artefact(f"calendar of the {who}", of_family=True, wrong=wrong_on_a_calendar_page)
    def calendar(world: World, recipient: Participant) -> str | None:
        return calendar_of(world, readers(world)[who], SHOWN[who])

    @artefact(f"subscription of the {who}", of_family=True, wrong=wrong_in_a_calendar)
    def feed(world: World, recipient: Participant) -> str | None:
        return _feed(world, readers(world)[who])


for reader in SHOWN:
    _register(reader)
