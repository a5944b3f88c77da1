"""A child whose name is half remembered is found, but not by the colleague who is shut out."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases.models import Case
from tests.browser.journeys import find, send

pytestmark = pytest.mark.django_db
MISSPELT = "Amera Okofor"


@pytest.fixture
def okafor():
    return Case.objects.get(children__person__first_name="Amira")


@pytest.fixture
def hidden(council):
    """Every name and number of the family that Tom Bright must not meet."""
    hidden = council.hidden_from(council.user("excluded"))
    assert "Amira Okafor" in hidden
    return hidden


def assert_nothing_of(hidden, page):
    content = page.content()
    assert [words for words in hidden if words in content] == []


def test_a_misspelt_child_is_found_and_no_address_or_title_names_her(visit):
    page = visit("grace")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    find(page, MISSPELT)

    first = page.get_by_role("table", name="People found").get_by_role("row").nth(1)
    assert first.get_by_role("link", name="Amira").is_visible()
    assert first.locator("[data-label=Age]").inner_text().endswith("aged 9")
    said = " ".join([*asked, page.url, page.title()]).casefold()
    assert [name for name in ("amera", "okofor", "amira", "okafor") if name in said] == []


@pytest.mark.parametrize("text", [MISSPELT, "Amira Okafor", "Ngozi Okafor"])
def test_an_excluded_colleague_finds_nothing_of_the_family(visit, hidden, text):
    page = visit("excluded")
    page.goto("/")
    find(page, text)
    assert_nothing_of(hidden - {text}, page)
    assert page.get_by_role("link", name="Amira").count() == 0
    assert page.get_by_role("link", name="Ngozi").count() == 0


def test_an_excluded_colleague_does_not_find_the_number_of_the_case(visit, okafor):
    page = visit("excluded")
    page.goto("/")
    find(page, okafor.reference)
    assert page.get_by_role("heading", name="Nothing found").is_visible()


def test_an_excluded_colleague_gets_the_answer_for_a_case_that_is_not_there(visit, okafor):
    page = visit("excluded")
    for name in ("case_detail", "case_people", "case_timeline", "note_add", "case_looked"):
        answers = []
        for public_id in (okafor.public_id, uuid4()):
            answer = page.goto(reverse(f"cases:{name}", args=[public_id]))
            answers.append((answer.status, page.title(), page.inner_text("main")))
        assert answers[0][0] == (403 if name == "case_looked" else 404)
        assert answers[0] == answers[1]


def test_an_excluded_colleague_sees_nothing_of_the_family_in_any_list(visit, hidden):
    page = visit("excluded")
    for name in ("cases:my_work", "cases:case_list", "cases:offer_list", "accounts:own_account"):
        assert page.goto(reverse(name)).status == 200
        assert_nothing_of(hidden, page)


def test_an_excluded_colleague_cannot_open_the_case_in_an_emergency(visit, okafor):
    page = visit("excluded")
    answers = []
    for reference in (okafor.reference, "FGC-2026-99999"):
        page.goto(reverse("cases:glass_break"))
        page.get_by_label("Case reference").fill(reference)
        page.get_by_role("main").get_by_role("radio").first.check()
        page.get_by_label("What has happened").fill("A neighbour rang and says there is shouting.")
        send(page, "Open the case")
        answers.append(page.get_by_role("alert").inner_text())
    assert "There is no case with this reference" in answers[0]
    assert answers[0] == answers[1]
