import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.alerting import follow_up_alert, raise_alert
from cases.domain.breaking_glass import break_glass
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import Case, Draft, Referral, SafeguardingAlert
from tests.drafting import type_into
from tests.factories.recording import make_family, make_service, reload

pytestmark = pytest.mark.django_db

START = reverse("cases:alert_start")


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=2)


def url_of(family):
    return reverse("cases:alert_add", kwargs={"public_id": family.case.public_id})


def filled(**changes):
    return {
        "children": "all",
        "what": "A bruise on her arm.",
        "who_was_told": "Sam Reed, duty",
        "told_on_day": "23",
        "told_on_month": "11",
        "told_on_year": "2026",
        "told_at": "9:15am",
    } | changes


def raised(family, by):
    return raise_alert(
        family.case,
        by=by,
        children=family.children,
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )


def test_an_alert_is_two_presses_away(client, service, family):
    client.force_login(service.worker)

    page = client.get(START).content.decode()

    assert f'href="{url_of(family)}"' in page
    assert client.get(url_of(family)).status_code == 200


def test_what_was_told_to_whom_and_when_is_saved(client, service, family, clock):
    client.force_login(service.worker)

    response = client.post(url_of(family), filled())

    alert = SafeguardingAlert.objects.get()
    assert response.url == reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})
    assert alert.told_at.isoformat() == "2026-11-23T09:15:00+00:00"
    assert [row.child for row in alert.about.order_by("child")] == family.children


def test_a_time_that_has_not_come_is_refused(client, service, family, clock):
    client.force_login(service.worker)

    response = client.post(url_of(family), filled(told_at="9:31am"))

    assert response.context["form"].errors == {
        "told_at": ["The time they were told must be in the past"]
    }


def test_sharing_without_consent_asks_for_the_reason(client, service, family, clock):
    client.force_login(service.worker)

    response = client.post(url_of(family), filled(is_shared_without_consent="on"))

    assert response.context["form"].errors == {
        "sharing_reason": ["Enter why it was shared without consent"]
    }


def test_pressing_twice_records_once(client, service, family, clock):
    client.force_login(service.worker)
    posted = filled(form_token=client.get(url_of(family)).context["form_token"])

    client.post(url_of(family), posted)
    client.post(url_of(family), posted)

    assert SafeguardingAlert.objects.count() == 1


def test_text_survives_and_goes_when_it_is_saved(client, service, family, clock):
    client.force_login(service.worker)
    key = {"form": "alert", "subject": family.case.public_id}
    client.post(reverse("cases:draft_save", kwargs=key), {"what": "She said…", "told_on_day": "22"})
    form = client.get(url_of(family)).context["form"]
    assert form["what"].value() == "She said…"

    client.post(url_of(family), filled())

    assert not Draft.objects.exists()


@pytest.mark.parametrize("stage", [Case.Stage.SUBMITTED, Case.Stage.CLOSED, Case.Stage.DECLINED])
def test_no_stage_stands_in_the_way(client, service, stage, clock):
    family = make_family(service, stage=stage, children=2)
    client.force_login(service.worker)

    client.post(url_of(family), filled())

    assert SafeguardingAlert.objects.get().case == family.case


def test_emergency_access_is_enough(client, service, family, clock):
    outsider = make_service().worker
    restrict_case(family.case, by=service.manager, why="A colleague's family.")
    break_glass(family.case, by=outsider, ground="safety", reason="A child was found alone.")
    client.force_login(reload(outsider))

    client.post(url_of(family), filled())

    assert SafeguardingAlert.objects.get().raised_by == outsider
    follow_up = reverse(
        "cases:alert_follow_up", kwargs={"public_id": SafeguardingAlert.objects.get().public_id}
    )
    assert client.get(follow_up).status_code == 403


def test_a_case_is_found_by_its_reference(client, service, family):
    client.force_login(service.manager)

    response = client.post(START, {"reference": f" {family.case.reference.lower()} "})

    assert response.url == url_of(family)


def test_a_hidden_case_is_answered_like_none(client, service, family):
    client.force_login(make_service().worker)

    hidden = client.post(START, {"reference": family.case.reference})
    absent = client.post(START, {"reference": "FGC-1999-00001"})

    assert hidden.context["form"].errors == absent.context["form"].errors
    assert client.get(url_of(family)).status_code == 404


def test_an_excluded_colleague_is_offered_nothing(client, service, family):
    client.force_login(service.colleague)
    client.get(family.case.get_absolute_url())
    assert family.case.reference in client.get(START).content.decode()

    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")

    assert family.case.reference not in client.get(START).content.decode()


def follow_up_url(alert):
    return reverse("cases:alert_follow_up", kwargs={"public_id": alert.public_id})


def test_a_manager_says_what_came_of_it(client, service, family):
    alert = raised(family, service.worker)
    client.force_login(service.manager)

    client.post(follow_up_url(alert), {"follow_up": "A section 47 enquiry."})

    alert.refresh_from_db()
    assert (alert.follow_up, alert.followed_up_by) == ("A section 47 enquiry.", service.manager)


def test_a_half_written_follow_up_is_kept_apart_from_other_text(client, service, family):
    alert = raised(family, service.worker)
    client.force_login(service.manager)
    key = {"form": "follow-up", "subject": alert.public_id}
    client.post(reverse("cases:draft_save", kwargs=key), {"follow_up": "We met…"})

    assert client.get(follow_up_url(alert)).context["form"]["follow_up"].value() == "We met…"
    assert "We met…" not in client.get(url_of(family)).content.decode()
    client.post(follow_up_url(alert), {"follow_up": "Done."})
    assert not Draft.objects.exists()


def test_it_can_be_followed_up_after_the_case_ended(client, service):
    ended = make_family(service, stage=Case.Stage.CLOSED)
    alert = raised(ended, service.worker)
    client.force_login(service.manager)

    response = client.post(follow_up_url(alert), {"follow_up": "No further action."})

    assert response.status_code == 302


def test_the_slower_of_two_managers_is_told(client, service, family):
    alert = raised(family, service.worker)
    client.force_login(service.coordinator)
    client.post(follow_up_url(alert), {"follow_up": "Done."})
    client.force_login(service.manager)

    response = client.post(follow_up_url(alert), {"follow_up": "Done too."})

    assert response.context["form"].non_field_errors() == [
        "Cora Coordinator has followed this up already."
    ]
    assert response.status_code == 409
    assert "Follow up: Done too." in response.content.decode()


def test_a_draft_of_a_follow_up_that_came_second_is_shown(client, service, family):
    alert = raised(family, service.worker)
    client.force_login(service.manager)
    type_into(client, follow_up_url(alert), follow_up="We met.")
    follow_up_alert(alert, by=service.coordinator, follow_up="Done.")

    response = client.get(follow_up_url(alert))

    assert response.status_code == 200
    assert "Follow up: We met." in response.content.decode()


def test_the_social_worker_reads_but_does_not_follow_up(client, service, family):
    alert = raised(family, service.worker)
    client.force_login(service.worker)
    detail = reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})

    assert "A bruise." in client.get(detail).content.decode()
    assert client.get(follow_up_url(alert)).status_code == 403


def test_who_may_not(client, service, family):
    alert = raised(family, service.worker)
    detail = reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})
    client.force_login(make_service().manager)
    for url in (url_of(family), detail, follow_up_url(alert)):
        assert client.get(url).status_code == 404
    client.force_login(service.support)
    for url in (START, url_of(family), detail, follow_up_url(alert)):
        assert client.get(url).status_code == 403


@pytest.fixture
def draft(service):
    return make_family(service, stage=Case.Stage.DRAFT, children=2)


def test_of_a_family_not_referred_yet_it_is_two_presses_away_too(client, service, draft, clock):
    client.force_login(service.worker)
    assert f'href="{url_of(draft)}"' in client.get(START).content.decode()

    client.post(url_of(draft), filled())

    alert = SafeguardingAlert.objects.get()
    detail = reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})
    assert "A bruise on her arm." in client.get(detail).content.decode()
    tasks = reverse("cases:referral_tasks", kwargs={"public_id": draft.case.public_id})
    assert detail in client.get(tasks).content.decode()


def test_an_alert_on_a_draft_without_a_child_asks_for_the_child_first(client, service):
    draft = make_family(service, stage=Case.Stage.DRAFT, children=0)
    client.force_login(service.worker)

    response = client.get(url_of(draft))

    assert response.url == reverse(
        "cases:referral_child_add", kwargs={"public_id": draft.case.public_id}
    )


def test_the_authors_manager_reads_the_alert_and_nothing_else_of_the_draft(client, service, draft):
    Referral.objects.filter(case=draft.case).update(reason="Nan worries.")
    alert = raise_alert(
        draft.case,
        by=service.worker,
        children=draft.children[:1],
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )
    named, other = (child.person.liked_name for child in draft.children)
    client.force_login(service.referring_manager)

    page = client.get(reverse("cases:alert_detail", kwargs={"public_id": alert.public_id}))

    text = page.content.decode()
    assert "A bruise." in text
    assert named in text
    assert other not in text
    assert "Nan worries." not in text
    assert str(draft.case.public_id) not in text
    look = AccessEvent.objects.get(action="alert_detail")
    assert (look.actor, look.case_id) == (service.referring_manager, draft.case.pk)
    assert client.get(url_of(draft)).status_code == 404


def test_the_authors_manager_follows_an_alert_on_a_draft_up(client, service, draft):
    alert = raised(draft, service.worker)
    client.force_login(service.referring_manager)

    assert client.get(follow_up_url(alert)).status_code == 200
    client.post(follow_up_url(alert), {"follow_up": "A section 47 enquiry."})

    alert.refresh_from_db()
    assert alert.followed_up_by == service.referring_manager
    client.force_login(service.worker)
    assert client.get(follow_up_url(alert)).status_code == 403


@pytest.mark.parametrize("who", ["colleague", "coordinator", "manager"])
def test_nobody_else_learns_of_an_alert_on_a_draft(client, service, draft, who):
    alert = raised(draft, service.worker)
    client.force_login(getattr(service, who))

    assert client.get(follow_up_url(alert)).status_code == 404
    detail = reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})
    assert client.get(detail).status_code == 404


def test_a_half_written_follow_up_on_a_draft_leads_back_to_its_form(client, service, draft):
    alert = raised(draft, service.worker)
    client.force_login(service.referring_manager)
    type_into(client, follow_up_url(alert), follow_up="We met…")
    kept = Draft.objects.get()

    response = client.get(reverse("cases:draft_detail", kwargs={"public_id": kept.public_id}))

    assert response.url == follow_up_url(alert)
