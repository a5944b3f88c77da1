"""The pages about people, wide and narrow, right and wrong, for a network of twelve."""

import pytest
from django.conf import settings
from django.urls import reverse

from cases.models import ContactPoint, KeepApart, NetworkMember
from cases.relationships import Kind
from tests.browser.soundness import AXE, NARROW, WIDE, Watcher
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import (
    ChildFactory,
    ContactPointFactory,
    KeepApartFactory,
    PersonFactory,
    RelationshipFactory,
    ResponsibilityFactory,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not AXE.exists(), reason="npm ci has not run"),
]
LONG = "Grace-Adaeze Featherstonehaugh"
AROUND = (
    (LONG, "mother", Kind.GRANDPARENT, "family"),
    ("Obinna", "mother", Kind.AUNT_UNCLE, "family"),
    ("Emeka", "father", Kind.PARENT, "family"),
    ("Ada", "father", Kind.GRANDPARENT, "family"),
    ("Ike", "both", Kind.COUSIN, "family"),
    ("Paweł", "", Kind.STEP_PARENT, "family"),
    ("Mrs Lal", "", Kind.NEIGHBOUR, "friend"),
    ("Ruth", "", None, "professional"),
)


@pytest.fixture
def case():
    """Three children, nine people around them, secrets and two who must not meet."""
    children = ChildFactory.create_batch(3, last_name="Okafor")
    case = CaseFactory(allocated=True, children=children)
    mother = case.network.get().person
    for first_name, side, kind, part in AROUND:
        person = PersonFactory(first_name=first_name, last_name="Okafor-Nwosu")
        NetworkMemberFactory(case=case, person=person, side=side, part=part)
        ContactPointFactory(person=person, confirmed=True, used_by_others="Her sister")
        for child in children if kind else ():
            RelationshipFactory(person=person, kind=kind, relative=child)
    for child in children:
        ResponsibilityFactory(child=child, holder=mother)
    ContactPointFactory(person=mother, address=True, confidential=True)
    KeepApartFactory(first=person, second=mother, recorded_by=case.coordinator)
    return case


@pytest.fixture
def signed_in(page, client, live_server, case):
    client.force_login(case.coordinator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


def addresses(case):
    mother = case.network.first().person
    secret = mother.contact_points.get()
    child = case.children.first()
    told = RelationshipFactory._meta.model.objects.first()
    ids = {"public_id": case.public_id, "person_id": child.person.public_id}
    member = NetworkMember.objects.filter(case=case).last()
    return [
        reverse("cases:case_people", args=[case.public_id]),
        reverse("cases:person_add", args=[case.public_id]),
        reverse("cases:child_edit", kwargs=ids),
        reverse("cases:network_edit", args=[case.public_id, member.person.public_id]),
        reverse("cases:network_leave", kwargs=ids),
        *(
            reverse(f"cases:{name}", args=[person.public_id])
            for person in (mother, child.person)
            for name in ("person_detail", "person_edit", "contact_add", "relationship_add")
        ),
        reverse("cases:case_consent", args=[case.public_id]),
        *(
            reverse("cases:consent_record", args=[case.public_id, person.public_id, kind])
            for person, kind in ((mother, "contact"), (child.person, "go_ahead"))
        ),
        reverse("cases:responsibility_record", args=[child.person.public_id]),
        reverse("cases:keep_apart_add", args=[mother.public_id]),
        *(
            reverse(f"cases:{name}", args=[secret.public_id])
            for name in ("contact_edit", "contact_confirm", "contact_end", "contact_reveal")
        ),
        reverse("cases:relationship_end", args=[told.public_id]),
        reverse("cases:keep_apart_end", args=[KeepApart.objects.get().public_id]),
    ]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_sound_as_it_opens(signed_in, live_server, case, width):
    page = signed_in
    page.set_viewport_size({"width": width, "height": 900})
    watcher = Watcher(page)
    for address in addresses(case):
        answer = page.goto(live_server.url + address)
        assert answer.status == 200
        watcher.assert_sound()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_form_is_sound_after_a_mistake(signed_in, live_server, case, width):
    """What can be left out is left out, what can be wrong is wrong."""
    page = signed_in
    page.set_viewport_size({"width": width, "height": 900})
    watcher = Watcher(page)
    mistakes = 0
    for address in addresses(case):
        if "end/" in address or "place/" in address:
            continue
        page.goto(live_server.url + address)
        form = page.locator("main form.app-form")
        if not form.count():
            continue
        for box in form.locator("input[type=text]:visible").all():
            box.fill("x" if (box.get_attribute("name") or "").endswith("_year") else "")
        form.locator("button[type=submit]").first.click()
        page.wait_for_load_state()
        mistakes += page.title().startswith("Error: ")
        watcher.assert_sound()
    assert mistakes > 8


def test_a_grandmother_is_added_with_the_keyboard_alone(signed_in, live_server, case):
    page = signed_in
    page.goto(live_server.url + reverse("cases:person_add", args=[case.public_id]))
    page.focus("#id_first_name")
    page.keyboard.type("Pat")
    page.keyboard.press("Tab")
    page.keyboard.type("Bell")
    page.keyboard.press("Enter")

    page.wait_for_url("**/people/")
    assert "Pat has been added." in page.inner_text("main")
    assert ContactPoint.objects.filter(person__first_name="Pat").count() == 0
    assert case.network.last().person.full_name == "Pat Bell"
