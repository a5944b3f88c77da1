import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.restricting import exclude_colleague
from cases.models import Case, Draft, Note
from tests.factories.recording import end_case, make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=3)


def url_of(family):
    return reverse("cases:note_add", kwargs={"public_id": family.case.public_id})


def filled(*children, **changes):
    today = timezone.localdate()
    return {
        "happened_on_day": today.day,
        "happened_on_month": today.month,
        "happened_on_year": today.year,
        "children": children,
        "text": "We met at Nan's.",
    } | changes


def keep(client, family, **typed):
    key = {"form": "note", "subject": family.case.public_id}
    data = {"draft_title": "Note", "draft_url": url_of(family), **typed}
    return client.post(reverse("cases:draft_save", kwargs=key), data)


def test_three_answers_are_enough_and_two_of_them_are_there(client, service, family):
    client.force_login(service.worker)

    form = client.get(url_of(family)).context["form"]

    required = {name for name, field in form.fields.items() if field.required}
    assert required == {"happened_on", "children", "text"}
    assert form["happened_on"].value() == timezone.localdate()
    assert form.fields["children"].choices[0] == ("all", "All 3 children")


def test_a_single_child_is_chosen_from_the_start(client, service):
    family = make_family(service)
    client.force_login(service.worker)

    form = client.get(url_of(family)).context["form"]

    assert form["children"].value() == [str(family.children[0].person.public_id)]


def test_one_note_for_three_children(client, service, family):
    client.force_login(service.worker)

    response = client.post(url_of(family), filled("all", child_voice="I like Nan's."))

    note = Note.objects.get()
    assert response.url == reverse(
        "cases:case_timeline", kwargs={"public_id": family.case.public_id}
    )
    assert [row.child for row in note.about.order_by("child")] == family.children
    assert (note.kind, note.audience) == (Note.Kind.OTHER, Note.Audience.CASE)
    assert note.child_voice == "I like Nan's."


def test_a_note_for_one_of_them_is_not_on_the_others(client, service, family):
    client.force_login(service.worker)
    sami = family.children[1]

    client.post(url_of(family), filled(sami.person.public_id))

    assert [row.child for row in Note.objects.get().about.all()] == [sami]


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, service, family):
    client.force_login(service.worker)

    response = client.post(url_of(family), filled(text="Only this."))

    assert response.context["form"].errors == {"children": ["Select at least one child"]}
    assert "Only this." in response.content.decode()
    assert not Note.objects.exists()


def test_tomorrow_has_not_happened_yet(client, service, family):
    client.force_login(service.worker)
    next_year = str(timezone.localdate().year + 1)

    response = client.post(url_of(family), filled("all", happened_on_year=next_year))

    assert response.context["form"].errors == {
        "happened_on": ["The date must be today or in the past"]
    }


def test_a_child_of_another_family_cannot_be_chosen(client, service, family):
    stranger = make_family(service).children[0]
    client.force_login(service.worker)

    response = client.post(url_of(family), filled(stranger.person.public_id))

    assert response.status_code == 422
    assert response.context["form"].errors == {"children": ["Select one of the choices shown"]}
    assert not Note.objects.exists()


def test_a_coordinator_chooses_who_reads_it(client, service, family):
    client.force_login(service.coordinator)
    form = client.get(url_of(family)).context["form"]
    assert form["audience"].value() == Note.Audience.COORDINATOR

    client.post(url_of(family), filled("all", audience="case", minutes="25"))

    note = Note.objects.get()
    assert (note.audience, note.minutes) == (Note.Audience.CASE, 25)


def test_nobody_else_is_asked_who_reads_it(client, service, family):
    client.force_login(service.worker)

    client.post(url_of(family), filled("all", audience="coordinator"))

    assert Note.objects.get().audience == Note.Audience.CASE


def test_pressing_save_twice_makes_one_note(client, service, family):
    client.force_login(service.worker)
    token = client.get(url_of(family)).context["form_token"]
    posted = filled("all", form_token=token)

    first, second = client.post(url_of(family), posted), client.post(url_of(family), posted)

    assert first.url == second.url
    assert Note.objects.count() == 1


def test_text_survives_a_sign_out(client, service, family):
    client.force_login(service.worker)
    keep(client, family, text="Half a thought", children="all", is_significant="on")
    client.logout()
    client.force_login(service.worker)

    response = client.get(url_of(family))

    form = response.context["form"]
    assert form["text"].value() == "Half a thought"
    assert form["children"].value() == ["all"]
    assert form["is_significant"].value() is True
    assert "This is your draft" in response.content.decode()


def test_a_draft_turns_up_nowhere_else_and_for_nobody_else(client, service, family):
    client.force_login(service.worker)
    keep(client, family, text="Only for the Okafors")
    other = make_family(service)
    assert "Only for the Okafors" in client.get(url_of(family)).content.decode()

    elsewhere = client.get(url_of(other)).content.decode()
    alert = reverse("cases:alert_add", kwargs={"public_id": family.case.public_id})
    other_form = client.get(alert).content.decode()
    client.force_login(service.referring_manager)
    somebody_else = client.get(url_of(family)).content.decode()

    for page in (elsewhere, other_form, somebody_else):
        assert "Only for the Okafors" not in page


def test_a_saved_note_leaves_no_draft(client, service, family):
    client.force_login(service.worker)
    keep(client, family, text="Half a thought")

    client.post(url_of(family), filled("all"))

    assert not Draft.objects.exists()


def test_a_discarded_draft_is_gone(client, service, family):
    client.force_login(service.worker)
    keep(client, family, text="Half a thought")
    key = {"form": "note", "subject": family.case.public_id}

    response = client.post(
        reverse("cases:draft_discard", kwargs=key), {"draft_url": url_of(family)}
    )

    assert response.url == url_of(family)
    assert "Half a thought" not in client.get(url_of(family)).content.decode()


@pytest.mark.parametrize("part", ["support", "administrator"])
def test_other_roles_may_not_write_notes(client, service, family, part):
    client.force_login(getattr(service, part))

    assert client.get(url_of(family)).status_code == 403
    assert client.post(url_of(family), filled("all")).status_code == 403
    assert not Note.objects.exists()


def test_a_family_of_another_service_is_not_there(client, service, family):
    client.force_login(make_service().worker)

    assert client.get(url_of(family)).status_code == 404
    assert client.post(url_of(family), filled("all")).status_code == 404


def test_a_case_that_ended_says_so(client, service):
    ended = make_family(service, stage=Case.Stage.CLOSED)
    client.force_login(service.worker)

    assert client.post(url_of(ended), filled("all")).status_code == 403
    assert not Note.objects.exists()


def test_a_note_sent_to_a_case_that_was_closed_meanwhile_comes_back(client, service, family):
    client.force_login(service.worker)
    end_case(family, service)

    response = client.post(url_of(family), {"text": "Nan said yes.", "form_token": "x"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "was closed on" in page
    assert "Text: Nan said yes." in page
    assert "Copy your text" in page


def test_a_note_sent_by_who_may_no_longer_know_of_the_case_comes_back(client, service, family):
    client.force_login(service.colleague)
    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")

    response = client.post(url_of(family), {"text": "Nan said yes."})

    page = response.content.decode()
    assert response.status_code == 404
    assert "Text: Nan said yes." in page
    assert str(family.case) not in page


def test_a_draft_referral_takes_no_notes(client, service):
    draft = make_family(service, stage=Case.Stage.DRAFT)
    client.force_login(service.worker)

    assert client.get(url_of(draft)).status_code == 404


def test_opening_the_form_is_a_look(client, service, family):
    client.force_login(service.worker)

    client.get(url_of(family))

    look = AccessEvent.objects.filter(actor=service.worker).latest("pk")
    assert (look.action, look.case_id) == ("note_add", family.case.pk)


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "O’Néill-Ó 😀", "=HYPERLINK(1)", "a\x00b"]
)
def test_odd_text_is_kept_and_shown_as_it_is(client, service, family, text):
    client.force_login(service.worker)

    response = client.post(url_of(family), filled("all", text=text), follow=True)

    assert response.status_code == 200
    assert "<img src=x" not in response.content.decode()
    assert Note.objects.get().text == text.replace("\x00", "")
