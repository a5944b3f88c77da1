from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Team, User
from cases.domain.alerting import follow_up_alert, raise_alert
from cases.domain.answering import managers_listed
from cases.domain.closing import withdraw_case
from cases.domain.contacting import add_contact
from cases.domain.discarding import delete_draft
from cases.domain.networks import add_child
from cases.domain.offering import record_offer
from cases.domain.people import add_person
from cases.domain.referring import (
    name_referrer,
    save_referral,
    send_referral,
    start_referral,
    take_out,
)
from cases.domain.restricting import (
    exclude_colleague,
    grant_access,
    lift_restriction,
    restrict_case,
    who_restricted,
)
from cases.drafts import DraftKey, keep_draft
from cases.models import (
    Case,
    CaseChild,
    Consent,
    Draft,
    Event,
    Exclusion,
    Person,
    Referrer,
    Task,
)
from cases.rules_referral import Section, check_ready_to_send
from restorative.conflicts import StaleVersion
from tests.factories.cases import CaseFactory
from tests.factories.referrals import (
    add_parent,
    agree,
    make_child,
    make_council,
    make_draft,
    make_member,
    make_ready,
    make_unborn,
    say,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


def refusal(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value


def sections_missing(case):
    return [gap.section for gap in check_ready_to_send(Case.objects.get(pk=case.pk))]


def test_a_draft_is_its_authors_alone(council):
    case = make_draft(council)

    seen_by = [
        user.first_name
        for user in (
            council.worker,
            council.coordinator,
            council.manager,
            council.referring_manager,
        )
        if Case.objects.visible_to(user).filter(pk=case.pk).exists()
    ]
    assert seen_by == ["Grace"]


def test_a_referral_starts_in_the_social_workers_own_team(council):
    assert make_draft(council).referring_team == council.referring


def test_a_coordinator_refers_for_somebody_else_and_from_no_team(council):
    case = start_referral(by=council.coordinator, team=council.service)

    referrer = name_referrer(case, by=council.coordinator, name="Ruth Ellis", job_title="Teacher")

    case.referral.refresh_from_db()
    assert (case.referring_team, case.referral.referrer) == (None, referrer)


def test_naming_nobody_as_referrer_makes_it_the_author_again(council):
    case = start_referral(by=council.coordinator, team=council.service)
    name_referrer(case, by=council.coordinator, name="Ruth Ellis")

    name_referrer(case, by=council.coordinator, name=" ")

    case.referral.refresh_from_db()
    assert (case.referral.referrer, Referrer.objects.count()) == (None, 0)


@pytest.mark.parametrize("change", [{"kind": "referring"}, {"archived_at": timezone.now()}])
def test_only_an_open_service_takes_referrals(council, change):
    Team.objects.filter(pk=council.service.pk).update(**change)
    council.service.refresh_from_db()

    error = refusal(lambda: start_referral(by=council.worker, team=council.service))

    assert error.code == "not_a_service"


def test_a_section_saved_in_two_windows_keeps_both_from_overwriting(council):
    referral = make_draft(council).referral
    save_referral(referral, by=council.worker, version=1, changes={"reason": "First"})

    with pytest.raises(StaleVersion):
        save_referral(referral, by=council.worker, version=1, changes={"reason": "Second"})

    referral.refresh_from_db()
    assert referral.reason == "First"


def test_only_what_sections_ask_can_be_saved(council):
    referral = make_draft(council).referral
    with pytest.raises(ValueError, match="decision_reason"):
        save_referral(referral, by=council.worker, version=1, changes={"decision_reason": "x"})


def test_an_empty_draft_lacks_four_things(council):
    case = start_referral(by=council.worker, team=council.service)

    assert sections_missing(case) == [
        Section.CHILDREN,
        Section.REASONS,
        Section.CONSENT,
        Section.SAFETY,
    ]


def test_nothing_is_missing_once_these_are_said(council):
    assert sections_missing(make_ready(council)) == []


def test_before_court_the_letter_has_to_be_spoken_of(council):
    case = make_ready(council)
    case.children.update(legal_status=CaseChild.LegalStatus.PRE_PROCEEDINGS)
    assert sections_missing(case) == [Section.OFFER]

    say(case, letter="not_known")
    assert sections_missing(case) == []


def test_a_letter_that_stands_alone_answers_the_question_about_letters(council):
    case = make_ready(council)
    case.children.update(legal_status=CaseChild.LegalStatus.PRE_PROCEEDINGS)
    record_offer(
        by=council.worker,
        team=council.referring,
        letter_on=timezone.localdate(),
        children=[case.children.get().person],
    )
    assert sections_missing(case) == []


@pytest.mark.parametrize(
    ("capacity", "missing"),
    [
        (Consent.Capacity.RESPONSIBILITY, []),
        (Consent.Capacity.FATHER_WITHOUT, []),
        (Consent.Capacity.AUTHORITY, []),
        (Consent.Capacity.ADULT, [Section.CONSENT]),
    ],
)
def test_whose_yes_lets_a_referral_go_to_the_managers(council, capacity, missing):
    case = make_draft(council)
    say(case, reason="Why", safety_asked=True)
    agree(case, add_parent(case), capacity=capacity)

    assert sections_missing(case) == missing


def test_a_family_nobody_agreed_for_is_referred_with_the_reason(council):
    case = make_draft(council)
    say(case, reason="Why", safety_asked=True)
    agree(case, add_parent(case), answer=Consent.Answer.NO)
    assert sections_missing(case) == [Section.CONSENT]

    say(case, shared_without_consent="A child is at risk of serious harm.")
    assert sections_missing(case) == []


def test_sending_gives_a_reference_and_asks_the_managers(council, clock):
    case = send_referral(make_ready(council), by=council.worker)

    task = Task.objects.get(case=case, kind=Task.Kind.DECIDE)
    event = Event.objects.get(case_id=case.pk, kind=Event.Kind.REFERRAL_SENT)
    assert (case.reference, case.stage) == ("FGC-2026-00001", Case.Stage.SUBMITTED)
    assert (task.for_managers_of, task.due_on, task.title) == (
        council.service,
        date(2026, 11, 25),
        "Decide about FGC-2026-00001",
    )
    assert event.child_ids == [case.children.get().pk]
    assert (case.referral.sent_by, case.next_step_on) == (council.worker, date(2026, 11, 25))


def test_a_referral_is_sent_once(council):
    case = make_ready(council)
    send_referral(case, by=council.worker)

    assert refusal(lambda: send_referral(case, by=council.worker)).code == "already_sent"
    assert Task.objects.filter(kind=Task.Kind.DECIDE).count() == 1


def test_a_sent_referral_can_no_longer_be_filled_in(council):
    case = make_ready(council)
    send_referral(case, by=council.worker)

    error = refusal(
        lambda: save_referral(case.referral, by=council.worker, version=2, changes={"reason": ""})
    )
    assert error.code == "already_sent"


def test_what_is_missing_is_refused_all_at_once(council):
    case = start_referral(by=council.worker, team=council.service)

    error = refusal(lambda: send_referral(case, by=council.worker))

    assert [one.code for one in error.error_list] == ["not_ready"] * 4
    case.refresh_from_db()
    assert (case.stage, case.reference) == (Case.Stage.DRAFT, None)


def test_what_was_typed_and_not_saved_stops_sending(council, rf):
    case = make_ready(council)
    key = DraftKey.of("referral-reasons", case.public_id, title="Why now", url="/")
    keep_draft(council.worker, key, rf.post("/", {"reason": "typed"}).POST)

    error = refusal(lambda: send_referral(case, by=council.worker))

    assert error.code == "unsaved"
    case.refresh_from_db()
    assert case.stage == Case.Stage.DRAFT
    assert Draft.objects.count() == 1


def test_what_was_typed_elsewhere_or_by_others_stops_no_sending(council, rf):
    case = make_ready(council)
    post = rf.post("/", {"reason": "typed"}).POST
    another = DraftKey.of("referral-reasons", make_draft(council).public_id, title="", url="/")
    keep_draft(council.worker, another, post)
    key = DraftKey.of("referral-reasons", case.public_id, title="Why now", url="/")
    keep_draft(council.manager, key, post)

    send_referral(case, by=council.worker)

    assert Draft.objects.count() == 2


def test_a_child_with_an_open_case_is_not_referred_to_the_same_service_again(council):
    first = send_referral(make_ready(council), by=council.worker)
    again = make_ready(council, first.children.get().person)

    error = refusal(lambda: send_referral(again, by=council.worker))

    assert error.code == "open_case"
    assert error.message == (f"Jonah already has an open case, {first}. Add a note there instead.")


def test_an_open_case_one_may_not_know_of_stops_nothing_and_tells_its_managers(council):
    first = send_referral(make_ready(council), by=council.worker)
    other = make_member(council.referring, "social_worker", "Rhys")
    hide(first, council)
    again = start_referral(by=other, team=council.service)
    add_child(again, first.children.get().person, by=other)
    agree(again, add_parent(again))
    say(again, reason="Why", safety_asked=True)

    again = send_referral(again, by=other)

    task = Task.objects.get(kind=Task.Kind.LOOK_ALIKE)
    assert (task.case, task.for_managers_of) == (first, council.service)
    assert again.reference == "FGC-2026-00002"
    assert not Task.objects.visible_to(other).filter(pk=task.pk).exists()


def hide(case, council):
    """Restricted, so that nobody but its manager and its own people knows of it."""
    restrict_case(case, by=council.manager, why="A colleague's family.")


def test_another_service_may_work_with_the_same_child(council):
    first = send_referral(make_ready(council), by=council.worker)
    council.service = Team.objects.create(name="Links", kind="service", reference_prefix="LL")

    again = make_ready(council, first.children.get().person)

    assert send_referral(again, by=council.worker).reference.startswith("LL-")


def test_whoever_is_shut_out_of_a_childs_other_case_is_shut_out_of_the_new_one(council):
    first = send_referral(make_ready(council), by=council.worker)
    withdraw_case(first, "They moved.", by=council.manager)
    again = make_ready(council, first.children.get().person)
    say(again, discussed_again="Helen")
    exclude_colleague(first, council.coordinator, by=council.manager, ground="related")

    again = send_referral(again, by=council.worker)

    assert Exclusion.objects.get(case=again).user == council.coordinator
    assert not Case.objects.visible_to(council.coordinator).exists()


def test_whoever_is_shut_out_of_another_case_of_any_child_is_shut_out_of_the_new_one(council):
    jonah, ada = (make_child(council.worker, name) for name in ("Jonah", "Ada"))
    others = [
        send_referral(make_ready(council, child), by=council.worker) for child in (jonah, ada)
    ]
    for other in others:
        withdraw_case(other, "They moved.", by=council.manager)
    again = make_ready(council, jonah, ada)
    say(again, discussed_again="Helen")
    for other, user in zip(others, (council.coordinator, council.referring_manager), strict=True):
        exclude_colleague(other, user, by=council.manager, ground="related")

    again = send_referral(again, by=council.worker)

    assert {one.user for one in Exclusion.objects.filter(case=again)} == {
        council.coordinator,
        council.referring_manager,
    }


def ended(council, **how):
    first = send_referral(make_ready(council), by=council.worker)
    withdraw_case(first, "They were not ready.", by=council.manager)
    first.refresh_from_db()
    return first


def test_a_family_referred_again_brings_its_people_along(council):
    first = ended(council)

    again = start_referral(by=council.worker, team=council.service, previous_case=first)

    assert [child.person for child in again.children.all()] == [first.children.get().person]
    assert [m.person for m in again.network.all()] == [m.person for m in first.network.all()]
    assert again.children.get().social_worker == council.worker


def test_a_social_worker_who_left_does_not_stop_a_family_from_coming_back(council):
    first = ended(council)
    council.worker.memberships.update(ended_at=timezone.now())
    other = make_member(council.service, "coordinator", "Owen")

    again = start_referral(by=other, team=council.service, previous_case=first)

    assert again.children.get().social_worker is None


def test_a_family_under_way_is_not_referred_again(council):
    first = send_referral(make_ready(council), by=council.worker)

    error = refusal(
        lambda: start_referral(by=council.worker, team=council.service, previous_case=first)
    )
    assert error.code == "still_under_way"


def test_within_three_months_a_new_referral_is_talked_over_first(council):
    first = ended(council)
    again = start_referral(by=council.worker, team=council.service, previous_case=first)
    agree(again, again.network.get().person)
    say(again, reason="Why", safety_asked=True)
    assert sections_missing(again) == [Section.REASONS]

    say(again, discussed_again="Helen, on the phone")
    again = send_referral(again, by=council.worker)

    event = Event.objects.get(case_id=first.pk, kind=Event.Kind.CASE_REFERRED_AGAIN)
    assert event.to_value == again.reference


def test_a_fresh_referral_of_a_family_that_was_here_is_talked_over_and_linked(council):
    first = ended(council)
    fresh = make_ready(council, first.children.get().person)
    assert sections_missing(fresh) == [Section.REASONS]

    say(fresh, discussed_again="Helen, on the phone")
    fresh = send_referral(fresh, by=council.worker)

    fresh.refresh_from_db()
    assert fresh.previous_case == first
    event = Event.objects.get(case_id=first.pk, kind=Event.Kind.CASE_REFERRED_AGAIN)
    assert event.to_value == fresh.reference


def test_an_earlier_case_the_author_may_not_know_of_is_neither_asked_about_nor_linked(council):
    first = ended(council)
    other = make_member(council.referring, "social_worker", "Rhys")
    Case.objects.filter(pk=first.pk).update(created_by=other)
    first.children.update(social_worker=other)
    fresh = make_ready(council, first.children.get().person)

    assert sections_missing(fresh) == []
    fresh = send_referral(fresh, by=council.worker)

    fresh.refresh_from_db()
    assert fresh.previous_case is None
    assert not Event.objects.filter(case_id=first.pk, to_value=fresh.reference).exists()
    assert not Task.objects.filter(case=first).open().exists()


def test_the_holders_of_a_restricted_case_that_ended_lately_are_asked_to_look(council):
    first = ended(council)
    other = make_member(council.referring, "social_worker", "Rhys")
    restrict_case(first, by=council.manager, why="A colleague's family.")
    Case.objects.filter(pk=first.pk).update(created_by=other)
    first.children.update(social_worker=other)

    fresh = send_referral(make_ready(council, first.children.get().person), by=council.worker)

    task = Task.objects.open().get(case=first, kind=Task.Kind.LOOK_ALIKE)
    assert task.title == f"Check {fresh}: a child of {first} was referred again"
    assert not Task.objects.visible_to(council.worker).filter(pk=task.pk).exists()


def test_a_hidden_family_stays_hidden_when_it_is_referred_again(council):
    again = referred_again_in_secret(council)

    send_referral(again, by=council.worker)

    assert not Case.objects.visible_to(council.coordinator).filter(pk=again.pk).exists()
    assert Case.objects.visible_to(council.manager).filter(pk=again.pk).exists()


def referred_again_in_secret(council):
    """The draft of a family that was restricted in their first case."""
    first = send_referral(make_ready(council), by=council.worker)
    restrict_case(first, by=council.manager, why="A colleague's family.")
    withdraw_case(first, "They were not ready.", by=council.manager)
    first.refresh_from_db()
    again = start_referral(by=council.worker, team=council.service, previous_case=first)
    agree(again, again.network.get().person)
    say(again, reason="Why", safety_asked=True, discussed_again="Helen")
    return again


def reviews_owed_by(user, case):
    """What they are asked about this case; the one before it, which has ended, asks its own."""
    user = User.objects.get(pk=user.pk)
    asked = Task.objects.owed_by(user).filter(case=case)
    return list(asked.filter(kind=Task.Kind.RESTRICTION_REVIEW))


def test_a_restriction_that_was_carried_over_is_reviewed_by_its_managers_once_sent(council):
    other_manager = make_member(council.service, "manager", "Maya")
    again = referred_again_in_secret(council)
    assert reviews_owed_by(council.manager, again) == []

    send_referral(again, by=council.worker)

    [task] = reviews_owed_by(council.manager, again)
    assert task.due_on == again.restriction_review_on - timedelta(days=14)
    for user in (council.worker, council.coordinator, other_manager):
        assert reviews_owed_by(user, again) == []
        assert not Task.objects.visible_to(user).filter(pk=task.pk).exists()


def test_lifting_a_restriction_that_was_carried_over_settles_its_review(council):
    again = send_referral(referred_again_in_secret(council), by=council.worker)
    assert len(reviews_owed_by(council.manager, again)) == 1

    lift_restriction(again, by=council.manager, why="They have left.")

    assert reviews_owed_by(council.manager, again) == []


def test_a_fresh_referral_of_a_hidden_family_is_hidden_from_the_start(council):
    first = ended(council)
    hide(first, council)
    maya = make_member(council.service, "manager", "Maya")
    grant_access(first, maya, by=council.manager, until=timezone.localdate())
    bystander = make_member(council.service, "manager", "Bert")
    other = make_member(council.referring, "social_worker", "Rhys")
    fresh = fresh_referral(council, first, by=other)
    assert not fresh.is_restricted

    fresh = send_referral(fresh, by=other)

    assert fresh.is_restricted
    listed = set(fresh.access_list.on(timezone.localdate()).values_list("user", flat=True))
    referring = {other.pk, council.referring_manager.pk}
    assert listed == {council.manager.pk, maya.pk} | referring
    for user in (bystander, council.coordinator):
        assert not Case.objects.visible_to(user).filter(pk=fresh.pk).exists()
    assert len(reviews_owed_by(maya, fresh)) == 1


def test_the_timeline_of_a_case_hidden_from_the_start_says_nothing_of_the_other(council):
    first = ended(council)
    hide(first, council)
    other = make_member(council.referring, "social_worker", "Rhys")
    assert not Case.objects.visible_to(other).filter(pk=first.pk).exists()

    fresh = send_referral(fresh_referral(council, first, by=other), by=other)

    event = Event.objects.of_case(fresh).get(kind=Event.Kind.CASE_RESTRICTED)
    assert (event.actor_id, event.audience) == (None, Event.Audience.SERVICE)
    assert event not in Event.objects.visible_to(other)
    assert event in Event.objects.visible_to(council.manager)
    for said in Event.objects.of_case(fresh):
        assert str(first) not in f"{said.from_value} {said.to_value} {said.why}"
    assert who_restricted(fresh).startswith("It was restricted when it was sent, on ")


def test_where_nobody_on_the_list_manages_the_team_its_managers_answer_for_the_new_case(council):
    first = ended(council)
    hide(first, council)
    council.manager.memberships.update(ended_at=timezone.now())
    maya = make_member(council.service, "manager", "Maya")
    other = make_member(council.referring, "social_worker", "Rhys")
    fresh = send_referral(fresh_referral(council, first, by=other), by=other)

    assert managers_listed(fresh) == {maya.pk}


def test_who_is_excluded_is_not_put_on_the_list_of_the_new_case(council):
    first = ended(council)
    hide(first, council)
    exclude_colleague(first, council.referring_manager, by=council.manager, ground="known")
    other = make_member(council.referring, "social_worker", "Rhys")

    fresh = send_referral(fresh_referral(council, first, by=other), by=other)

    listed = set(fresh.access_list.values_list("user", flat=True))
    assert listed == {council.manager.pk, other.pk}


def test_a_former_worker_who_may_not_see_the_new_case_reads_nothing_of_it(council):
    first = ended(council)
    Case.objects.filter(pk=first.pk).update(coordinator=council.coordinator)
    first.refresh_from_db()
    again = start_referral(by=council.worker, team=council.service, previous_case=first)
    agree(again, again.network.get().person)
    say(again, reason="Why", safety_asked=True, discussed_again="Helen")
    again = send_referral(again, by=council.worker)
    told = Event.objects.of_case(first).of_kinds(Event.Kind.CASE_REFERRED_AGAIN)
    assert told.visible_to(council.coordinator).get().to_value == again.reference

    restrict_case(again, by=council.manager, why="A colleague's family.")

    assert Case.objects.visible_to(council.coordinator).filter(pk=first.pk).exists()
    assert not told.visible_to(council.coordinator).exists()
    assert told.visible_to(council.manager).exists()


def test_a_manager_who_may_not_know_of_the_new_case_reads_its_reference_nowhere(council):
    """They hold another open case of the child; a third one is hidden, from them as well."""
    hidden = ended(council)
    hide(hidden, council)
    bert = make_member(council.service, "manager", "Bert")
    child = hidden.children.get().person
    theirs = CaseFactory(team=council.service, children=[child])
    other = make_member(council.referring, "social_worker", "Rhys")
    assert not Case.objects.visible_to(other).filter(pk=theirs.pk).exists()

    fresh = send_referral(fresh_referral(council, hidden, by=other), by=other)

    assert Case.objects.visible_to(bert).filter(pk=theirs.pk).exists()
    assert not Case.objects.visible_to(bert).filter(pk=fresh.pk).exists()
    assert str(fresh) not in " ".join(task.title for task in Task.objects.visible_to(bert))


def fresh_referral(council, first, *, by):
    """A referral begun anew by somebody, about the child of another case."""
    fresh = start_referral(by=by, team=council.service)
    add_child(fresh, first.children.get().person, by=by)
    agree(fresh, add_parent(fresh))
    say(fresh, reason="Why", safety_asked=True)
    return fresh


def test_a_hidden_familys_draft_can_be_thrown_away(council):
    again = referred_again_in_secret(council)

    delete_draft(again, by=council.worker)

    assert not Case.objects.filter(pk=again.pk).exists()


def test_letters_about_the_children_join_the_case_when_it_is_sent(council):
    case = make_ready(council)
    offer = record_offer(
        by=council.worker,
        team=council.referring,
        letter_on=timezone.localdate(),
        children=[case.children.get().person],
    )

    send_referral(case, by=council.worker)

    offer.refresh_from_db()
    assert offer.case == case


def test_a_letter_of_a_colleague_one_may_not_see_stays_where_it_is(council):
    case = make_ready(council)
    other = make_member(council.referring, "social_worker", "Rhys")
    offer = record_offer(
        by=other,
        team=council.referring,
        letter_on=timezone.localdate(),
        children=[case.children.get().person],
    )

    send_referral(case, by=council.worker)

    offer.refresh_from_db()
    assert offer.case is None


def test_somebody_taken_out_of_a_draft_no_longer_counts_as_agreeing(council):
    case = make_ready(council)

    take_out(case.network.get(), by=council.worker)

    assert sections_missing(case) == [Section.CONSENT]
    assert not case.network.current().exists()


def test_nobody_is_taken_out_of_a_referral_that_was_sent(council):
    case = send_referral(make_ready(council), by=council.worker)

    error = refusal(lambda: take_out(case.children.get(), by=council.worker))

    assert error.code == "already_sent"


def alert_on(case):
    return raise_alert(
        case,
        by=case.created_by,
        children=list(case.children.all()),
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )


def test_sending_asks_both_teams_to_follow_up_an_alert_that_is_still_open(council):
    case = make_ready(council)
    alert_on(case)

    send_referral(case, by=council.worker)

    tasks = Task.objects.open().filter(kind=Task.Kind.ALERT, due_on=timezone.localdate())
    assert {task.for_managers_of for task in tasks} == {council.service, council.referring}


def test_an_alert_followed_up_before_sending_asks_nobody_again(council):
    case = make_ready(council)
    follow_up_alert(alert_on(case), by=council.referring_manager, follow_up="An enquiry.")

    send_referral(case, by=council.worker)

    assert not Task.objects.filter(kind=Task.Kind.ALERT).exists()


def test_a_half_written_alert_outlives_the_sending(council):
    case = make_ready(council)
    key = DraftKey.of("alert", case.public_id, title="Alert", url="/")
    keep_draft(council.worker, key, QueryDict("what=She+said"))

    send_referral(case, by=council.worker)

    assert [draft.form for draft in Draft.objects.all()] == ["alert"]


def test_a_draft_with_an_alert_is_kept(council):
    case = make_ready(council)
    alert_on(case)

    assert refusal(lambda: delete_draft(case, by=council.worker)).code == "has_alert"
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_deleted_draft_leaves_nobody_behind(council):
    case = start_referral(by=council.worker, team=council.service)
    for child in (make_child(council.worker), make_unborn(council.worker)):
        add_child(case, child, by=council.worker)
    agree(case, add_parent(case))
    name_referrer(case, by=council.worker, name="Ruth Ellis")

    delete_draft(case, by=council.worker)

    counts = [model.objects.count() for model in (Case, Person, Consent, Referrer, CaseChild)]
    assert counts == [0, 0, 0, 0, 0]


def test_what_was_typed_about_people_goes_with_a_deleted_draft(council, rf):
    case = make_draft(council)
    mother = add_parent(case)
    contact = add_contact(mother, by=council.worker, channel="mobile", value="07700 900123")
    staying = make_child(council.worker, "Sam")
    for form, thing in (
        ("person", mother),
        ("contact", mother),
        ("contact-edit", contact),
        ("note", case),
        ("person", staying),
    ):
        key = DraftKey.of(form, thing.public_id, title="x", url="/")
        keep_draft(council.worker, key, rf.post("/", {"text": "typed"}).POST)

    delete_draft(case, by=council.worker)

    assert list(Draft.objects.values_list("subject", flat=True)) == [str(staying.public_id)]


def test_people_of_another_case_outlive_a_deleted_draft(council):
    first = ended(council)
    again = start_referral(by=council.worker, team=council.service, previous_case=first)

    delete_draft(again, by=council.worker)

    assert Person.objects.count() == 2
    assert Case.objects.get() == first


def test_a_letter_outlives_the_draft_it_was_entered_in(council):
    case = make_ready(council)
    child = case.children.get().person
    offer = record_offer(
        by=council.worker,
        team=council.referring,
        letter_on=timezone.localdate(),
        children=[child],
        case=case,
    )

    delete_draft(case, by=council.worker)

    offer.refresh_from_db()
    assert (offer.case, offer.children.get().child) == (None, child)


def test_a_sent_referral_is_not_deleted(council):
    case = send_referral(make_ready(council), by=council.worker)

    assert refusal(lambda: delete_draft(case, by=council.worker)).code == "already_sent"


def test_a_draft_can_be_deleted_with_the_rights_of_the_running_server(council, app_role):
    delete_draft(make_ready(council), by=council.worker)

    assert not Case.objects.exists()


def test_three_siblings_one_not_yet_born_are_one_referral(council):
    by = council.worker
    case = make_ready(
        council,
        make_child(by, "Jonah", 9),
        make_child(by, "Tilly", 7),
        make_unborn(by),
    )

    case = send_referral(case, by=by)

    event = Event.objects.get(case_id=case.pk, kind=Event.Kind.REFERRAL_SENT)
    assert len(event.child_ids) == 3


def test_an_adult_the_case_is_about_agrees_for_themselves(council):
    born = timezone.localdate() - timedelta(days=40 * 366)
    adult = add_person(by=council.worker, first_name="Ann", last_name="Bell", date_of_birth=born)
    case = start_referral(by=council.worker, team=council.service)
    add_child(case, adult, by=council.worker, legal_status="adult")
    say(case, reason="Why", safety_asked=True)

    agree(case, adult, capacity=Consent.Capacity.ADULT)

    assert sections_missing(case) == []
