"""What a colleague is told in the product."""

import pytest
from django.urls import reverse

from cases.models import Exclusion, Notice
from cases.reminders.planning import plan_cases
from tests.factories.recording import make_family, make_service, reload
from tests.factories.reminders import make_notice, make_reminder

pytestmark = pytest.mark.django_db
WORK, ALL = "cases:my_work", "cases:notices"


def page_of(client, name):
    return client.get(reverse(name)).content.decode()


def test_my_work_shows_what_is_unread_and_takes_it_away_once_read(signed_in, service, family):
    notice = make_notice(service.coordinator, family.case, text="Ring the Okafors.")
    client = signed_in(service.coordinator)
    assert "Ring the Okafors." in page_of(client, WORK)

    response = client.post(
        reverse("cases:notice_read", args=[notice.public_id]), {"from": "my_work"}
    )

    assert response.url == reverse(WORK)
    assert "Ring the Okafors." not in page_of(client, WORK)
    assert "Read, and not done yet" in page_of(client, ALL)


def test_all_on_a_page_are_marked_and_what_came_since_is_not(signed_in, service, family):
    seen = [make_notice(service.coordinator, family.case) for _ in range(3)]
    client = signed_in(service.coordinator)
    later = make_notice(service.coordinator, family.case)

    client.post(
        reverse("cases:notices_read"),
        {"seen": [*(str(one.public_id) for one in seen), "junk"]},
    )

    assert list(Notice.objects.unread()) == [later]


def test_nobody_sees_or_reads_the_notices_of_a_colleague(signed_in, service, family):
    notice = make_notice(service.coordinator, family.case, text="For Cora alone.")
    client = signed_in(service.manager)

    assert "For Cora alone." not in page_of(client, ALL)
    url = reverse("cases:notice_read", args=[notice.public_id])
    assert client.post(url).status_code == 404
    client.post(reverse("cases:notices_read"), {"seen": [str(notice.public_id)]})
    assert Notice.objects.get().read_at is None


def test_a_notice_of_a_case_that_was_hidden_since_is_not_there(signed_in, service, family):
    make_notice(service.worker, family.case, text="About the Okafors.")
    client = signed_in(service.worker)
    assert "About the Okafors." in page_of(client, WORK)

    Exclusion.objects.create(
        case=family.case, user=service.worker, ground="known", recorded_by=service.manager
    )

    assert "About the Okafors." not in page_of(client, WORK)
    assert "About the Okafors." not in page_of(client, ALL)


def test_what_no_longer_holds_vanishes_read_or_not(signed_in, service, family):
    row = make_reminder(family.case, service.coordinator, state="sent")
    make_notice(service.coordinator, family.case, reminder=row, text="Not prepared yet.")

    plan_cases({family.case.pk})  # no rule finds it any more

    client = signed_in(service.coordinator)
    assert "Not prepared yet." not in page_of(client, WORK)
    assert "Not prepared yet." not in page_of(client, ALL)


def test_opening_one_says_that_it_was_read(signed_in, service, family):
    notice = make_notice(service.coordinator, family.case, url=family.case.get_absolute_url())
    client = signed_in(service.coordinator)

    response = client.post(reverse("cases:notice_read", args=[notice.public_id]), {"open": "1"})

    assert response.url == family.case.get_absolute_url()
    assert Notice.objects.get().read_at


def test_a_look_does_not_mark_anything(signed_in, service, family):
    make_notice(service.coordinator, family.case)
    client = signed_in(service.coordinator)

    page_of(client, WORK)
    page_of(client, ALL)

    assert Notice.objects.get().read_at is None


def test_the_urgent_stand_first_and_a_long_list_says_that_there_is_more(signed_in, service):
    family = make_family(service)
    make_notice(service.coordinator, family.case, text="Soon!", is_urgent=True)
    for _ in range(6):
        make_notice(service.coordinator, family.case)
    page = page_of(signed_in(reload(service.coordinator)), WORK)

    assert page.index("Soon!") < page.index("Look at this")
    assert "All reminders" in page


def test_my_work_leads_to_all_reminders_when_each_is_read(signed_in, service):
    assert "All reminders" in page_of(signed_in(service.coordinator), WORK)


def test_somebody_without_notices_is_told_so(signed_in):
    assert "You have read all" in page_of(signed_in(make_service().support), ALL)


def test_what_only_tells_something_is_gone_once_it_is_read(client, service, family):
    notice = make_notice(service.coordinator, family.case, text="You were named.", about=None)
    client.force_login(service.coordinator)
    assert "You were named." in page_of(client, ALL)

    client.post(reverse("cases:notice_read", args=[notice.public_id]))

    assert "You were named." not in page_of(client, ALL)
