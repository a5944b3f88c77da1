"""Who matters to the Bells, and the letter they were sent: the middle of the social worker's day."""

import re

import pytest

from cases.models import ContactPoint, OfferReply, ParentalResponsibility, Relationship
from tests.browser.journeys import follow, send

pytestmark = pytest.mark.django_db

RELATION = "What are they to the children?"
RESPONSIBILITY = "Do they have parental responsibility?"


def at(page, heading):
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()


def group(page, name):
    return page.get_by_role("group", name=name)


def write_date(box, day, month, year):
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        box.get_by_label(part).fill(str(value))


def begin_with_two_children(page):
    follow(page, "Refer a family")
    send(page, "Start the referral")
    page.get_by_text("Only you can see this").wait_for()
    follow(page, "Child and family")
    page.get_by_label("First name").fill("Jonah")
    page.get_by_label("Family name").fill("Bellamy")
    group(page, "When was the child born?").get_by_label("Date of birth", exact=True).check()
    write_date(group(page, "Date of birth").last, 3, 5, 2017)
    send(page, "Add another child")
    born = group(page, "When was the child born?").nth(1)
    born.get_by_label("Not yet born").check()
    write_date(group(page, "Expected date of birth").last, 14, 2, 2027)
    send(page, "Save and continue")
    say_nobody_is_alike(page)
    at(page, "Child and family")
    follow(page, "Go back to the list")


def say_nobody_is_alike(page):
    page.get_by_role("heading", level=1).filter(has_not_text="Add ").wait_for()
    while page.get_by_role("heading", name="Is this somebody we know?").count():
        for alike in page.get_by_role("main").get_by_role("group").all():
            alike.get_by_role("radio").last.check()
        send(page, "Continue")
        page.wait_for_load_state()


def add_person(page, first, last, relation, *, holds=""):
    page.get_by_role("link", name=re.compile("^Add (a|another) person$")).click()
    at(page, "Add somebody who matters")
    page.get_by_label("First name").fill(first)
    page.get_by_label("Family name").fill(last)
    page.get_by_label(RELATION).select_option(label=relation)
    if holds:
        group(page, RESPONSIBILITY).get_by_label(holds, exact=True).check()


def save_person(page):
    send(page, "Save")
    say_nobody_is_alike(page)
    at(page, "Who matters")


def say_only_texts_from_ten_to_two(page):
    group(page, "How can they be reached?").get_by_label("Mobile phone").check()
    page.get_by_label("Number, email or address").fill("07700 900462")
    group(page, "Have they said what is safe?").get_by_label("Yes", exact=True).check()
    group(page, "It is safe to").get_by_label("Text").check()
    page.get_by_label("Safe from (optional)").fill("10:00")
    page.get_by_label("Safe until (optional)").fill("14:00")


def tell_the_network(page):
    follow(page, "Who matters")
    add_person(page, "Dawn", "Bellamy", "Mother", holds="Yes")
    say_only_texts_from_ten_to_two(page)
    save_person(page)
    add_person(page, "Karl", "Bellamy", "Father", holds="Not known")
    save_person(page)
    add_person(page, "Pat", "Bellamy", "Grandmother")
    save_person(page)
    add_person(page, "", "Lal", "Neighbour")
    page.get_by_label("Likes to be called (optional)").fill("Mrs Lal")
    save_person(page)
    follow(page, "Go back to the list")


def tell_of_the_letter(page):
    follow(page, "Offer before proceedings")
    group(page, "Has a letter before proceedings been sent?").get_by_label("Yes").check()
    write_date(group(page, "Date of the letter before proceedings"), 16, 11, 2026)
    group(page, "Was a family meeting offered in it?").get_by_label("Yes", exact=True).check()
    mother = group(page, "Dawn Bellamy")
    mother.get_by_label("Accepted").check()
    write_date(group(mother, "When did they answer?"), 18, 11, 2026)
    group(page, "Karl Bellamy").get_by_label("Not answered yet").check()
    send(page, "Save and go back to the list")
    at(page, "Refer a family")


def test_who_matters_and_the_letter_are_told_once_and_read_back(visit, council):
    page = visit("grace")
    page.goto("/")
    begin_with_two_children(page)
    tell_the_network(page)
    tell_of_the_letter(page)
    follow(page, "Check answers and send")
    at(page, "Check your answers before sending")

    told = page.inner_text("main")
    for words in ("Dawn Bellamy", "Karl Bellamy", "Pat Bellamy", "Lal", "16 November 2026"):
        assert words in told, words
    mother = ContactPoint.objects.get(person__first_name="Dawn", person__last_name="Bellamy")
    assert (mother.may_text, mother.may_ring, mother.safe_from.hour, mother.safe_until.hour) == (
        "yes",
        "no",
        10,
        14,
    )
    father = ParentalResponsibility.objects.filter(holder__first_name="Karl")
    assert {row.holds for row in father} == {"not_known"}
    replies = OfferReply.objects.filter(person__last_name="Bellamy").order_by("person__first_name")
    assert [reply.reply for reply in replies] == ["accepted", "unanswered"]
    unborn = replies[0].offer.children.get(child__expected_on__isnull=False)
    assert (unborn.applies, unborn.why_not != "") == (False, True)
    neighbour = Relationship.objects.filter(person__known_as="Mrs Lal", kind="neighbour")
    assert neighbour.filter(relative__last_name="Bellamy").count() == 2
