"""A restricted case is opened in an emergency, for reading, and somebody answers for it."""

import pytest
from django.urls import reverse

from cases.models import BreakGlass, Case
from tests.browser.journeys import send
from tests.browser.journeys_coordinator import within

pytestmark = pytest.mark.django_db
REASON = "Police rang the out-of-hours team: nobody answers the door and a child is crying."


@pytest.fixture
def restricted():
    return Case.objects.working().get(is_restricted=True)


@pytest.fixture
def worker(council, restricted):
    """A social worker who may not know of the case."""
    for name in ("grace", "yusuf"):
        known = Case.objects.visible_to(council.user(name), by_glass=False)
        if not known.filter(pk=restricted.pk).exists():
            return name
    raise AssertionError("both social workers know the case")


def open_in_emergency(page, case):
    """Open the case; the next test finds it open already, for the hour."""
    if page.goto(case.get_absolute_url()).status == 200:
        return
    page.goto(reverse("cases:glass_break"))
    page.get_by_label("Case reference").fill(case.reference)
    page.get_by_label(BreakGlass.Ground.SAFETY.label).check()
    page.get_by_label("What has happened").fill(REASON)
    send(page, "Open the case")
    page.get_by_text(f"You can read {case} for 60 minutes.").wait_for()


def open_review(page, case):
    page.goto(reverse("cases:glass_list"))
    glass = BreakGlass.objects.get(case=case, reason=REASON)
    page.get_by_role("table").locator(f'a[href$="{glass.public_id}/"]').click()
    page.get_by_role("heading", level=1, name=f"Review emergency access to {case}").wait_for()
    assert REASON in page.inner_text("main")
    return glass


def test_a_case_is_read_in_an_emergency_and_cannot_be_written(visit, worker, restricted):
    page = visit(worker)
    open_in_emergency(page, restricted)

    assert page.url.endswith(restricted.get_absolute_url())
    assert restricted.reference in page.inner_text("body")
    assert page.goto(reverse("cases:case_timeline", args=[restricted.public_id])).status == 200
    assert page.get_by_role("link", name="Add a case note").count() == 0
    for name in ("note_add", "task_add", "case_edit", "case_close"):
        assert page.goto(reverse(f"cases:{name}", args=[restricted.public_id])).status in (403, 404)


def test_it_stands_under_who_has_looked(visit, council, worker, restricted):
    open_in_emergency(visit(worker), restricted)
    page = visit("helen")
    page.goto(reverse("cases:case_looked", args=[restricted.public_id]))

    name = council.user(worker).get_full_name()
    rows = page.get_by_role("row").filter(has_text=name).filter(has_text="Emergency access")
    assert rows.first.is_visible()


def test_the_privacy_officer_sees_why_but_not_the_case(visit, worker, restricted):
    open_in_emergency(visit(worker), restricted)
    page = visit("ruth")
    open_review(page, restricted)
    assert page.get_by_role("button", name="Save the review").is_visible()
    assert page.goto(restricted.get_absolute_url()).status in (403, 404)


def test_a_manager_reviews_who_opened_the_case(visit, worker, restricted):
    open_in_emergency(visit(worker), restricted)
    page = visit("helen")
    with within(45):
        glass = open_review(page, restricted)
        page.get_by_label(BreakGlass.Verdict.RIGHT.label, exact=True).check()
        send(page, "Save the review")
        page.get_by_text("Your review has been saved.").wait_for()
    glass.refresh_from_db()
    assert (glass.verdict, glass.reviewed_by.first_name) == ("right", "Helen")
