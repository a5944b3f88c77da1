"""What a manager does with figures (decisions.md 6): read, open, fill in, and take along.

The tests of this module are one story, told in order; figures move as gaps are filled.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Offer, OfferChild, Person
from conferences.exports.making import prepare_file
from conferences.models import PreparedFile
from restorative.months import add_months
from tests.browser.journeys import follow, send
from tests.browser.journeys_coordinator import Clicks, committed, within
from tests.browser.soundness import AXE, NARROW, WIDE, Watcher
from tests.pdf_text import text_of_pdf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not AXE.exists(), reason="npm ci has not run"),
]
LIVES = "In their family network after 6 months"
SOUND = (
    ("service_manager", "/outcomes/"),
    ("service_manager", "/outcomes/measures/in_family_m6/"),
    ("service_manager", "/outcomes/measures/in_family_m6/unknown/"),
    ("service_manager", "/outcomes/equality/"),
    ("service_manager", "/outcomes/measures/"),
    ("service_manager", "/outcomes/summary/"),
    ("service_manager", "/outcomes/due/"),
    ("service_manager", "/outcomes/workload/"),
    ("service_manager", "/outcomes/data-quality/"),
    ("service_manager", "/files/"),
    ("report_reader", "/report/"),
)


@pytest.fixture(scope="module", autouse=True)
def letter(council, django_db_blocker):
    """One letter of which nobody has said whether a meeting was offered in it."""
    with django_db_blocker.unblock():
        worker = council.user("grace")
        team = worker.memberships.filter(ended_at=None).get().team
        day = timezone.localdate() - timedelta(days=9)
        letter = Offer.objects.create(
            team=team, letter_on=day, made=Offer.Made.NOT_RECORDED, created_by=worker
        )
        child = Person.objects.create(
            first_name="Tess", last_name="Underhill", date_of_birth=day, created_by=worker
        )
        OfferChild.objects.create(offer=letter, child=child)
        return letter


@pytest.fixture
def helen(enter):
    return enter("service_manager")


@pytest.fixture
def years():
    """Three years up to this month: everybody whom the demo's past holds."""
    today = timezone.localdate()
    return f"from={add_months(today, -36):%Y-%m}&to={today:%Y-%m}"


def rows_of(page):
    """How many lines a list has, over all of its pages."""
    found = page.locator("main table tbody tr").count()
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        found += page.locator("main table tbody tr").count()
    return found


def leading(words):
    return int(re.search(r"[\d,]+", words)[0].replace(",", ""))


def unknown_in(page, measure):
    """How many are not known behind a figure of the page of outcomes."""
    link = page.locator(f"main a[href*='/measures/{measure}/unknown/']")
    return leading(link.inner_text()) if link.count() else 0


def test_a_period_is_chosen_and_unknowns_stand_beside_the_figures(helen):
    today = timezone.localdate()
    with within(20):
        helen.goto("/outcomes/")
        helen.get_by_text("Change the period or the team").click()
        helen.get_by_label("From", exact=True).fill(f"{add_months(today, -36):%B %Y}")
        helen.get_by_label("To", exact=True).fill(f"{today:%B %Y}")
        send(helen, "Show this")
        row = helen.get_by_role("row").filter(has_text=LIVES)
        row.wait_for()
    assert re.search(r"\d+ of \d+ children", row.inner_text())
    assert re.search(r"\d+ not known", row.inner_text())
    assert re.search(r"\d+ % to \d+ %", row.inner_text())


def test_the_drop_off_of_the_funnel_is_a_list_of_that_length(helen, years):
    helen.goto(f"/outcomes/?{years}")
    funnel = helen.get_by_role("table", name="How far families came")

    def step(name):
        header = helen.get_by_role("rowheader", name=name, exact=True)
        return funnel.get_by_role("row").filter(has=header)

    counts = {
        name: leading(step(name).get_by_role("cell").first.inner_text())
        for name in ("Accepted", "With a coordinator", "Met")
    }
    assert counts["Accepted"] >= counts["With a coordinator"] >= counts["Met"] > 0
    lost = 0
    for name in ("Accepted", "With a coordinator"):
        gaps = step(name).get_by_role("link")
        for which in ("left", "under_way"):
            link = gaps.and_(helen.locator(f"[href*='{which}_']")).first
            if not link.count():
                continue
            n = leading(link.inner_text())
            with within(10):
                link.click()
                helen.get_by_text(re.compile("^Listed: ")).wait_for()
            assert rows_of(helen) == n
            lost += n
            helen.goto(f"/outcomes/?{years}")
    assert lost == counts["Accepted"] - counts["Met"] > 0


def test_a_missing_answer_is_entered_from_its_list_and_the_figure_moves_by_one(helen, years):
    helen.goto(f"/outcomes/?{years}")
    before = unknown_in(helen, "in_family_m6")
    row = helen.get_by_role("row").filter(has_text=LIVES)
    inside = leading(row.get_by_role("link", name=re.compile("^all ")).inner_text())
    row.get_by_role("link", name=re.compile("not known")).click()
    assert rows_of(helen) == before > 0
    list_url = helen.url

    clicks = Clicks(helen)
    with within(60):
        line = helen.locator("main table tbody tr").first
        child = line.get_by_role("rowheader").get_by_role("link").inner_text()
        line.get_by_role("link", name=re.compile("^Record where they live")).click()
        card = helen.get_by_role("group", name=child.split()[0], exact=True)
        card.wait_for()
        where = card.get_by_label("Living with", exact=True)
        if not where.is_visible():
            # Somebody has said that it is not known.
            card.locator("summary").filter(has_text=re.compile("Correct living with")).click()
        where.select_option(index=1)
        send(helen, "Save")
        helen.get_by_text(re.compile("has been saved")).wait_for()
    assert clicks.number <= 4

    helen.goto(list_url)
    assert helen.get_by_role("link", name=child, exact=True).count() == 0
    helen.goto(f"/outcomes/?{years}")
    assert unknown_in(helen, "in_family_m6") == before - 1
    row = helen.get_by_role("row").filter(has_text=LIVES)
    assert leading(row.get_by_role("link", name=re.compile("^all ")).inner_text()) == inside + 1


def numbers_of(page):
    """Letters, offered, not made with reason, missing; as the sentence at the head says."""
    said = page.locator("main .govuk-body-l").inner_text()
    return [int(one) for one in re.findall(r"\d+", said)]


def test_letters_add_up_and_filling_in_the_missing_one_moves_them(helen, letter):
    with within(20):
        helen.goto("/offers/")
        letters, offered, not_made, missing = numbers_of(helen)
    assert letters == offered + not_made + missing
    assert missing > 0
    with within(30):
        helen.get_by_role("link", name=re.compile("letters: missing")).click()
        assert rows_of(helen) == missing
        helen.get_by_role("link", name="Tess Underhill").click()
        follow(helen, "Change the letter")
        helen.get_by_label("Yes", exact=True).check()
        send(helen, "Save the letter")
        helen.get_by_text("The letter has been saved.").wait_for()
    helen.goto("/offers/")
    assert numbers_of(helen) == [letters, offered + 1, not_made, missing - 1]


def test_the_quarterly_report_says_how_far_it_is_and_is_downloaded(helen, tmp_path):
    with within(60):
        helen.goto("/outcomes/")
        follow(helen, "Files")
        send(helen, "Make the report")
        helen.get_by_role("status").wait_for()
        prepared = PreparedFile.objects.get(kind=PreparedFile.Kind.REPORT)
        assert helen.url.endswith(prepared.get_absolute_url())
        # What the worker does.
        committed(lambda: prepare_file(prepared.pk))
        helen.reload()
        helen.get_by_text("It is ready").wait_for()
        with helen.expect_download() as download:
            helen.get_by_role("button", name="Download").click()
    kept = tmp_path / "report.pdf"
    download.value.save_as(kept)
    text = re.sub(r"\s+", "", text_of_pdf(kept.read_bytes()))
    for words in ("In five sentences", "How each figure is counted", "Helen Osei"):
        assert re.sub(r"\s+", "", words) in text, words


def test_a_link_shows_another_manager_the_same_cut(helen, enter, years):
    helen.goto(f"/outcomes/?{years}")
    helen.get_by_text("Change the period or the team").click()
    helen.get_by_label("Coordinator", exact=True).select_option(label="Lee Marsh")
    send(helen, "Show this")
    said = helen.locator("main .govuk-body-l").first.inner_text()
    assert "Lee Marsh" in said

    priya = enter("referring_manager")
    priya.goto(helen.url)
    assert priya.locator("main .govuk-body-l").first.inner_text() == said
    follow(priya, "Equality")
    assert "coordinator=" in priya.url


@pytest.mark.parametrize(("role", "address"), SOUND)
def test_every_page_of_figures_is_sound(enter, years, role, address):
    page = enter(role)
    watcher = Watcher(page)
    page.goto(address if role == "report_reader" else f"{address}?{years}")
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        watcher.assert_sound()
