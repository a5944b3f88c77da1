"""A quite different kind of meeting, from one declaration: every page speaks its words."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from conferences.documents import FINDERS
from conferences.domain.gathering import add_participant
from conferences.domain.inviting import mark_told
from conferences.formats import FORMATS, Document, Format, Item, Part, Question, Role, Stage
from conferences.models import Check, FamilyPlan, Feedback, Meeting, Participant
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

CIRCLE = Format(
    key="school_circle",
    name="School circle",
    short_name="Circle",
    source="Made up for this test.",
    working_days_to_meet=15,
    word="circle",
    plain_word="circle",
    not_held="called_off",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    stages=(
        Stage("asking", "Asking everybody", "turquoise", to=("agreed_day",), clears_date=True),
        Stage("agreed_day", "Day agreed", "blue", to=("sat_together", "asking"), needs_date=True),
        Stage(
            "sat_together",
            "Sat together",
            "green",
            to=("mended", "not_mended"),
            needs_reason=("not_mended",),
            needs_date=True,
            is_day=True,
            guards=("invitations_decided",),
        ),
        Stage("mended", "Mended", "green"),
        Stage("not_mended", "Not mended", "grey"),
        Stage("called_off", "Called off", "grey", clears_date=True),
    ),
    roles=(
        Role("child", "Pupil who was hurt", heading="Pupils"),
        Role("friend", "Pupil", "Was there, or heard of it.", heading="Pupils", walks_in=True),
        Role("professional", "Teacher", heading="Grown-ups", walks_in=True),
    ),
    documents=(
        Document(
            "ground_rules",
            "Ground rules",
            "What everybody keeps to.",
            "conferences:meeting_checklist",
            for_service=True,
        ),
        Document(
            "order",
            "Order of the circle",
            "Who speaks when.",
            "conferences:run_sheet",
            from_stage="agreed_day",
            for_service=True,
        ),
    ),
    parts=(
        Part("opening", "Opening round", 10, "Everyone."),
        Part("harm", "What happened, and who was hurt", 40, "Everyone."),
    ),
    meeting_checklist=(Item("room", "A room without a table"),),
    person_checklist=(Item("asked", "Was asked, and may say no"),),
    questions=(Question("fair", "It was fair", "It was fair"),),
)
# What belongs to another kind of meeting and has no business here.
FOREIGN = re.compile(
    r"family group|conference|\bFGC\b|bottom line|family.s plan|\bplan\b(?! the arrival)|private family time"
    r"|side of the family|information report",
    re.IGNORECASE,
)
PAGES = (
    "meeting_detail",
    "meeting_people",
    "meeting_checklist",
    "participant_add",
    "find_date",
    "meeting_date",
    "meeting_invitations",
    "meeting_day",
    "run_sheet",
    "meeting_seating",
    "meeting_move",
    "meeting_feedback",
)


@pytest.fixture(autouse=True)
def circle_is_declared(monkeypatch):
    monkeypatch.setitem(FORMATS, CIRCLE.key, CIRCLE)


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def office(client, service):
    client.force_login(service.coordinator)
    return client


@pytest.fixture
def circle(office, service):
    """Opened by its button, with two pupils who are there by their initials alone."""
    service.team.name = "Restorative practice"
    service.team.save()
    case = make_family(service).case
    case.reference = "RP-2026-00001"
    case.save()
    address = reverse(
        "conferences:meeting_open", kwargs={"public_id": case.public_id, "format_key": CIRCLE.key}
    )
    page = office.get(address)
    assert "Start preparing: School circle" in page.content.decode()
    assert "within 15 working days" in page.content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())
    office.post(address, {"form_token": token.group(1)} if token else {})
    meeting = Meeting.objects.get(format=CIRCLE.key)
    for initials in ("J.B.", "K.L."):
        add_participant(
            meeting, by=service.coordinator, part="friend", initials=initials, attendance="comes"
        )
    Participant.objects.filter(meeting=meeting).update(attendance="comes")
    return meeting


def url(name, thing):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id})


def main_of(response):
    """What a page says itself, without the name of the service and the way to other pages."""
    text = response.content.decode()
    assert response.status_code == 200, response.status_code
    inner = text[text.index("<main") : text.index("</main>")]
    inner = re.sub(r"<(svg|style|script)\b.*?</\1>", " ", inner, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inner))


def give_a_date(meeting, *, days):
    start = timezone.now() + timedelta(days=days)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        place="Room 4",
        stage="agreed_day",
    )
    meeting.refresh_from_db()


@pytest.mark.parametrize("days", [None, 6, -1])
def test_every_page_speaks_its_own_words(office, circle, days):
    if days is not None:
        give_a_date(circle, days=days)
    for name in PAGES:
        said = main_of(office.get(url(name, circle)))
        assert FOREIGN.findall(said) == [], name


def test_what_it_declares_stands_on_its_pages(office, circle):
    give_a_date(circle, days=6)

    assert "Day agreed" in office.get(url("meeting_detail", circle)).content.decode()
    assert "A room without a table" in main_of(office.get(url("meeting_checklist", circle)))
    assert "J.B." in main_of(office.get(url("meeting_people", circle)))
    sheet = main_of(office.get(url("run_sheet", circle)))
    assert "Opening round" in sheet
    assert "What happened, and who was hurt" in sheet
    tabs = office.get(url("meeting_detail", circle)).content.decode()
    for label in ("Planning", "Plan", "Review"):
        assert f">{label}</a>" not in tabs
    assert office.get(url("meeting_plan", circle)).status_code == 404


def test_a_pupil_known_by_initials_has_pages_of_their_own(office, circle):
    pupil = Participant.objects.get(meeting=circle, initials="J.B.")

    for name in ("participant_detail", "participant_edit", "participant_decide"):
        said = main_of(office.get(url(name, pupil)))
        assert "J.B." in said
        assert FOREIGN.findall(said) == [], name
    assert "Was asked, and may say no" in main_of(office.get(url("participant_detail", pupil)))


def test_its_messages_call_it_a_circle(circle, service):
    give_a_date(circle, days=6)
    pupil = Participant.objects.with_names().get(meeting=circle, initials="J.B.")

    told = mark_told(pupil, by=service.coordinator, how="At school")

    assert "You are invited to a circle" in told._text
    assert FOREIGN.findall(told._text) == []
    assert mail.outbox == []


def test_it_is_held_and_ends_by_its_own_stages(office, circle):
    give_a_date(circle, days=-1)

    assert "Sat together" in main_of(office.get(url("day_decide", circle)))
    held = office.post(url("day_decide", circle))
    assert held.url == url("day_decide", circle)
    circle.refresh_from_db()
    assert circle.stage == "sat_together"
    office.post(url("day_decide", circle), {"to": "mended"})
    circle.refresh_from_db()
    assert circle.stage_now.label == "Mended"
    moves = Event.objects.filter(kind=Event.Kind.MEETING_MOVED, subject_id=circle.pk)
    assert list(moves.order_by("pk").values_list("to_value", flat=True)) == [
        "Sat together",
        "Mended",
    ]
    assert FOREIGN.findall(main_of(office.get(url("meeting_detail", circle)))) == []
    assert FamilyPlan.objects.count() == 0


def test_the_referrer_reads_where_it_stands_in_its_words(client, circle, service):
    give_a_date(circle, days=6)
    client.force_login(service.worker)

    said = main_of(client.get(url("meeting_detail", circle)))

    assert "The circle is on" in said
    assert FOREIGN.findall(said) == []
    assert "What we need from you" not in said


def test_its_feedback_asks_its_own_question(office, circle, service):
    give_a_date(circle, days=-1)
    Meeting.objects.filter(pk=circle.pk).update(stage="sat_together")
    pupil = Participant.objects.get(meeting=circle, initials="J.B.")
    asked = Feedback.objects.create(
        meeting=circle,
        participant=pupil,
        who="family",
        when="day",
        asked_on=timezone.localdate(),
        recorded_by=service.coordinator,
    )

    said = main_of(office.get(url("feedback_record", asked)))

    assert "It was fair" in said
    assert FOREIGN.findall(said) == []
    assert Check.objects.count() == 0


def parts_in(form):
    return [label for _, label in form.fields["part"].choices]


def test_only_its_own_roles_are_offered_in_its_own_words(office, circle):
    pupil = Participant.objects.get(meeting=circle, initials="J.B.")
    give_a_date(circle, days=-1)

    adding = office.get(url("participant_add", circle)).context["new_form"]
    editing = office.get(url("participant_edit", pupil)).context["form"]
    walking_in = office.get(url("walk_in_add", circle)).context["form"]
    assert parts_in(adding) == ["Pupil", "Teacher"]
    assert parts_in(editing) == ["Pupil who was hurt", "Pupil", "Teacher"]
    assert parts_in(walking_in) == ["Pupil", "Teacher"]
    said = main_of(office.get(url("meeting_people", circle)))
    assert "Pupils" in said
    assert "Friend, neighbour" not in said


def test_nobody_comes_as_what_it_does_not_have(circle, service):
    with pytest.raises(ValidationError) as refused:
        add_participant(circle, by=service.coordinator, part="referrer", user=service.worker)

    assert refused.value.code == "no_such_part"
    # Those gathered from the network: the child alone, not the referrer.
    parts = Participant.objects.filter(meeting=circle).values_list("part", flat=True)
    assert sorted(parts) == ["child", "friend", "friend"]


def test_its_documents_are_listed_when_they_are_there(office, client, circle, service):
    page = office.get(url("meeting_detail", circle))
    assert [paper.label for paper in page.context["papers"]] == ["Ground rules"]

    give_a_date(circle, days=6)
    page = office.get(url("meeting_detail", circle))
    assert [paper.label for paper in page.context["papers"]] == [
        "Ground rules",
        "Order of the circle",
    ]
    assert "Who speaks when." in main_of(page)

    client.force_login(service.worker)
    assert client.get(url("meeting_detail", circle)).context["papers"] == []


@pytest.mark.parametrize("declared", FORMATS.values(), ids=lambda one: one.key)
def test_what_every_format_declares_exists(declared):
    for role in declared.roles:
        assert role.key in Participant.Part
    assert declared.roles
    stages = {stage.key for stage in declared.stages}
    for document in declared.documents:
        assert document.needs in FINDERS
        assert document.from_stage in stages | {""}
        key = {"key": document.key} if document.kinds else {}
        assert reverse(document.page, kwargs={"public_id": uuid4(), **key})
        assert document.kinds or document.page != "conferences:meeting_paper"
        for kind in document.kinds:
            assert not declared.kinds[kind].has_sides, "it is handed to everybody"
