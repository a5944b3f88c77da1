from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Event, Exclusion, NetworkMember, Note, Person
from conferences.domain.checking import settle_check
from conferences.domain.contacting_people import record_contact, say_needs
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.gathering import change_participant
from conferences.models import AttendanceDecision, Check, PairDecision, Participant, Resource
from tests.conferences.people.test_gathering import keep_away, later
from tests.factories.conferences import make_conference
from tests.factories.people import ContactPointFactory, KeepApartFactory
from tests.factories.recording import queries_of, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def by(conference):
    return conference.service.coordinator


@pytest.fixture
def page(client, by):
    client.force_login(by)
    return client


def meeting_url(name, conference):
    return reverse(f"conferences:{name}", kwargs={"public_id": conference.meeting.public_id})


def url(name, participant):
    return reverse(f"conferences:{name}", kwargs={"public_id": participant.public_id})


def pair_url(conference, first, second):
    return reverse(
        "conferences:pair_decide",
        kwargs={
            "public_id": conference.meeting.public_id,
            "first_id": conference[first].public_id,
            "second_id": conference[second].public_id,
        },
    )


def date_of(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def contact_said(**said):
    today = date_of("happened_on", timezone.localdate())
    return {"kind": "call", "text": "She wants to help.", "results": ["reached"]} | today | said


def test_the_list_says_who_is_where_and_what_is_missing(page, conference, by):
    say_needs(conference["Pat"], by=by, needs={"access": "No stairs"})
    keep_away(conference["Obi"], by)
    record_contact(
        [conference["Pat"], conference["Ngozi"]],
        by=by,
        kind="visit",
        happened_on=timezone.localdate(),
        text="Hello",
        minutes=65,
    )

    text = page.get(meeting_url("meeting_people", conference)).content.decode()

    for words in (
        "Mother’s side of the family",
        "Preparing has taken 1 hour 5 minutes so far",
        "Getting in and around: No stairs",
        "Not there, heard another way",
        "Decide whether they take part",
        "Prepare them",
        "Reach them",
        "Agree a safe way of contact",
        "Get their views",
        "0 taking part · 6 not decided yet · 0 of 5 of the family prepared · "
        "1 heard another way or not taking part",
    ):
        assert words in text


def test_a_confirmed_way_is_safe_and_no_value_stands_on_the_list(page, conference, by):
    contact = ContactPointFactory(person=conference["Pat"].person, recorded_by=by, confirmed=True)

    text = page.get(meeting_url("meeting_people", conference)).content.decode()

    assert "Safe: mobile phone" in text
    assert contact.shown not in text


def test_one_tap_lets_somebody_take_part(page, conference):
    answer = page.post(
        url("participant_decide", conference["Pat"]), {"outcome": "comes", "from": "people"}
    )

    assert answer.url.startswith(meeting_url("meeting_people", conference) + "#person-")
    conference["Pat"].refresh_from_db()
    assert conference["Pat"].attendance == "comes"


def test_grandmother_a_lift_no_stairs_and_a_note_in_one_form(page, conference):
    pat = conference["Pat"]
    answer = page.post(
        url("participant_contact", pat),
        contact_said(
            needs=["lift", "access"],
            detail_access="No stairs",
            willing="yes",
            results=["reached", "prepared"],
            minutes="20",
            others=[str(conference["Lal"].public_id)],
        ),
    )

    assert answer.url == pat.get_absolute_url()
    pat.refresh_from_db()
    assert pat.prepared_on == timezone.localdate()
    assert {(need.kind, need.detail) for need in pat.needs.all()} == {
        ("lift", ""),
        ("access", "No stairs"),
    }
    assert Note.objects.get().preparing.count() == 2
    assert "She wants to help." in page.get(pat.get_absolute_url()).content.decode()


def test_a_contact_without_words_or_ahead_keeps_what_was_typed(page, conference):
    tomorrow = date_of("happened_on", timezone.localdate() + timedelta(days=1))
    answer = page.post(
        url("participant_contact", conference["Pat"]),
        contact_said(text="Long talk about Sunday.") | tomorrow,
    )
    assert answer.status_code == 200
    assert b"Long talk about Sunday." in answer.content
    assert b"must be today or in the past" in answer.content

    assert (
        b"Enter what was said"
        in page.post(url("participant_contact", conference["Pat"]), contact_said(text="")).content
    )
    assert not Note.objects.exists()


def test_a_manager_is_told_who_records_contacts(client, conference):
    client.force_login(conference.service.manager)

    answer = client.post(url("participant_contact", conference["Pat"]), contact_said())

    assert b"only a coordinator" in answer.content
    assert b"She wants to help." in answer.content


def test_what_was_known_of_one_is_not_said_of_the_others(page, conference):
    Participant.objects.filter(pk=conference["Pat"].pk).update(willing="yes")

    page.post(
        url("participant_contact", conference["Pat"]),
        contact_said(willing="yes", others=[str(conference["Lal"].public_id)]),
    )

    conference["Lal"].refresh_from_db()
    assert (conference["Lal"].willing, conference["Lal"].reached_on is not None) == ("", True)


def test_a_draft_of_a_contact_is_given_back_and_names_nobody(page, conference):
    pat = conference["Pat"]
    subject = f"{conference.case.public_id}-{pat.public_id}"
    address = url("participant_contact", pat)
    saved = page.post(
        reverse("cases:draft_save", kwargs={"form": "meeting-contact", "subject": subject}),
        contact_said(text="Half a sentence", draft_url=address, draft_title="Contact"),
    )
    assert saved.json()["saved"]

    assert b"Half a sentence" in page.get(address).content
    assert b"Half a sentence" not in page.get(url("participant_contact", conference["Lal"])).content
    page.post(address, contact_said(text="A whole sentence."))
    assert b"Half a sentence" not in page.get(address).content


def test_an_uncle_is_kept_away_with_an_order_and_heard_by_letter(page, conference):
    uncle = conference["Obi"]
    said = {
        "outcome": "another_way",
        "ground": "order",
        "heard": "letter",
        "decided_by": "Family court",
        **date_of("ends_on", later(200)),
        **date_of("review_on", later(100)),
    }
    assert page.post(url("participant_decide", uncle), said).url == uncle.get_absolute_url()

    uncle.refresh_from_db()
    assert uncle.attendance == "another_way"
    text = page.get(uncle.get_absolute_url()).content.decode()
    assert "Court order until" in text
    assert "Heard instead: A letter" in text


def test_what_is_recorded_of_two_kept_apart_is_filled_in(page, conference, by):
    KeepApartFactory(
        first=conference["Obi"].person,
        second=conference["Ngozi"].person,
        source="order",
        source_ends_on=date(2027, 6, 30),
        heard_another_way="By letter",
        decided_by="Helen Osei",
        recorded_by=by,
    )

    form = page.get(url("participant_decide", conference["Obi"])).context["form"]
    assert (form["ground"].value(), form["heard"].value()) == ("order", "letter")
    assert (form["ends_on"].value(), form["decided_by"].value()) == (
        date(2027, 6, 30),
        "Helen Osei",
    )
    assert not form["outcome"].value()

    hers = page.get(url("participant_decide", conference["Ngozi"])).context["form"]
    assert not hers["ground"].value()


def test_what_is_missing_is_said_at_its_field(page, conference):
    answer = page.post(
        url("participant_decide", conference["Obi"]),
        {"outcome": "another_way", "why": "He shouted at everyone."},
    )

    text = answer.content.decode()
    for words in (
        "Select the ground.",
        "Select how they are heard instead.",
        "Enter who decided this.",
        "Enter when this will be looked at again.",
        "He shouted at everyone.",
    ):
        assert words in text
    assert not AttendanceDecision.objects.exists()


def test_who_cannot_safely_be_heard_takes_no_part(page, conference):
    page.post(
        url("participant_decide", conference["Obi"]),
        {
            "outcome": "another_way",
            "ground": "safety",
            "heard": "unsafe",
            "decided_by": "Helen Osei",
            **date_of("review_on", later()),
        },
    )

    conference["Obi"].refresh_from_db()
    assert conference["Obi"].attendance == "no_part"


def test_who_is_let_in_again_keeps_no_review_of_having_been_away(page, conference, by):
    uncle = conference["Obi"]
    keep_away(uncle, by, why="The order.")
    AttendanceDecision.objects.update(review_on=later(-3))
    text = page.get(url("participant_decide", uncle)).content.decode()
    assert "Decided on" in text

    page.post(
        url("participant_decide", uncle),
        {"outcome": "comes", "ground": "order", "why": "x", **date_of("review_on", later(-3))},
    )

    newest = uncle.decisions.first()
    assert (newest.outcome, newest.review_on, newest.why, newest.ground) == ("comes", None, "", "")
    assert page.get(uncle.get_absolute_url()).status_code == 200


def test_both_parents_warning_separate_arrivals_reason_decider(page, conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person, second=conference["Ngozi"].person, recorded_by=by
    )
    answer = page.post(url("participant_decide", conference["Emeka"]), {"outcome": "comes"})
    first, second = sorted(("Emeka", "Ngozi"), key=lambda name: conference[name].pk)
    assert answer.url == pair_url(conference, first, second)
    text = page.get(answer.url).content.decode()
    assert "must be kept apart, and both are to come" in text
    for name in ("participant_detail", "participant_decide"):
        text = page.get(url(name, conference["Ngozi"])).content.decode()
        assert "Must not meet: Emeka and Ngozi" in text

    answer = page.post(
        answer.url,
        {"outcome": "separate_arrival", "why": "Two doors.", "decided_by": "Helen Osei"},
    )

    assert answer.url == meeting_url("meeting_people", conference)
    assert PairDecision.objects.get().decided_by == "Helen Osei"
    conference["Ngozi"].refresh_from_db()
    assert conference["Ngozi"].attendance == "with_arrangements"
    assert "must be kept apart, and both" not in page.get(answer.url).content.decode()


def test_who_is_not_invited_where_the_other_is_is_said_the_right_way_round(page, conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person,
        second=conference["Ngozi"].person,
        kind="not_invited",
        recorded_by=by,
    )
    text = page.get(pair_url(conference, "Ngozi", "Emeka")).content.decode()
    assert "Emeka is not invited where Ngozi is" in text

    answer = page.post(url("participant_decide", conference["Emeka"]), {"outcome": "comes"})

    assert "Decide first how both can be heard" in answer.content.decode()


def test_a_pair_page_without_a_reason_keeps_the_rest(page, conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person, second=conference["Ngozi"].person, recorded_by=by
    )
    address = pair_url(conference, "Emeka", "Ngozi")

    answer = page.post(address, {"outcome": "two_meetings", "decided_by": "Helen Osei"})
    assert b"Enter why this is safe" in answer.content
    assert b"Helen Osei" in answer.content

    page.post(address, {"outcome": "another_way", "why": "The order.", "decided_by": "Helen Osei"})
    assert b"Record it for the one who is not there" in page.get(address).content


def test_two_whom_nothing_keeps_apart_are_told_so(page, conference):
    text = page.get(pair_url(conference, "Pat", "Ngozi")).content.decode()

    assert "Nothing is recorded that keeps these two apart." in text
    assert page.get(pair_url(conference, "Pat", "Pat")).status_code == 404


def test_known_people_are_added_at_one_press_and_somebody_new_joins_the_network(page, conference):
    Resource.objects.create(kind="interpreter", name="Zofia Nowak", languages="Polish")
    Participant.objects.filter(pk=conference["Pat"].pk).update(removed_at=timezone.now())
    address = meeting_url("participant_add", conference)
    text = page.get(address).content.decode()
    assert "Zofia Nowak, interpreter, Polish" in text
    assert "Pat Okafor" in text
    assert "Ngozi Okafor" not in text
    keys = [str(conference["Pat"].person.public_id), str(Resource.objects.get().public_id)]

    assert page.post(address, {"known": keys}).status_code == 302
    assert page.post(address, {"first_name": "Joy", "part": "friend"}).status_code == 302

    names = {one.name for one in conference.meeting.participants.current()}
    assert {"Pat Okafor", "Zofia Nowak", "Joy"} <= names
    assert Person.objects.get(first_name="Joy").networks.get().case == conference.case


@pytest.mark.parametrize(
    "said",
    [{}, {"known": ["nobody"]}, {"first_name": "", "part": "family"}, {"first_name": "Joy"}],
)
def test_adding_badly_adds_nobody(page, conference, said):
    before = Participant.objects.count()

    answer = page.post(meeting_url("participant_add", conference), said)

    assert answer.status_code in (200, 422)
    assert Participant.objects.count() == before


def edit_said(**said):
    return {"part": "family", "way": "video", "is_required": "no", "version": 1} | said


def test_way_views_and_worries_are_changed_and_a_slower_hand_sees_both(page, conference):
    pat = conference["Pat"]
    address = url("participant_edit", pat)
    assert page.post(address, edit_said(views="I can help.")).url == pat.get_absolute_url()
    pat.refresh_from_db()
    assert (pat.way, pat.is_required, pat.views) == ("video", False, "I can help.")

    answer = page.post(address, edit_said(views="My words."))

    assert answer.status_code == 409
    assert b"I can help." in answer.content
    assert b"My words." in answer.content


def test_a_manager_neither_reads_nor_overwrites_worries(client, conference, by):
    pat = conference["Pat"]
    change_participant(pat, by=by, version=1, changes={"worries": "He frightens me."})
    record_contact(
        [pat], by=by, kind="call", happened_on=timezone.localdate(), text="Secret.", minutes=12
    )
    pat.refresh_from_db()
    client.force_login(conference.service.manager)

    for name in ("participant_detail", "participant_edit", "participant_contact"):
        text = client.get(url(name, pat)).content.decode()
        assert "frightens" not in text
        assert "Secret." not in text
    text = client.get(url("participant_detail", pat)).content.decode()
    assert "12 minutes" in text
    client.post(url("participant_edit", pat), edit_said(worries="Nothing.", version=pat.version))
    pat.refresh_from_db()
    assert pat.worries == "He frightens me."


def test_nothing_said_in_confidence_reaches_the_referring_side(client, conference, by):
    pat = conference["Pat"]
    change_participant(pat, by=by, version=1, changes={"worries": "Xylophone worry"})
    record_contact(
        [pat], by=by, kind="call", happened_on=timezone.localdate(), text="Xylophone note"
    )
    keep_away(conference["Obi"], by, why="Xylophone ground")
    settle_check(conference.meeting, "food", by=by, state="not_needed", why="Xylophone why")
    case, service = conference.case, conference.service
    addresses = [
        reverse("cases:case_detail", kwargs={"public_id": case.public_id}),
        reverse("cases:case_timeline", kwargs={"public_id": case.public_id}),
        reverse("cases:case_people", kwargs={"public_id": case.public_id}),
        reverse("cases:person_detail", kwargs={"public_id": pat.person.public_id}),
        reverse("conferences:case_meetings", kwargs={"public_id": case.public_id}),
        meeting_url("meeting_detail", conference),
        reverse("cases:find") + "?q=Xylophone",
    ]
    for user in (service.worker, service.referring_manager):
        client.force_login(reload(user))
        for address in addresses:
            answer = client.get(address, follow=True)
            assert answer.status_code == 200
            told = answer.content.decode().replace("q=Xylophone", "").replace('"Xylophone"', "")
            for secret in (
                "Xylophone worry",
                "Xylophone note",
                "Xylophone ground",
                "Xylophone why",
            ):
                assert secret not in told
        for name in ("meeting_people", "meeting_checklist"):
            assert client.get(meeting_url(name, conference)).status_code == 403
        assert client.get(pat.get_absolute_url()).status_code == 403
        events = Event.objects.visible_to(reload(user)).filter(case_id=case.pk)
        assert not events.filter(kind__in=("attendance_decided", "check_settled")).exists()


def test_somebody_is_taken_off_with_a_reason(page, conference):
    address = url("participant_remove", conference["Pat"])
    assert b"Enter why" in page.post(address, {"why": " "}).content

    assert page.post(address, {"why": "Moved away."}).status_code == 302

    assert page.get(conference["Pat"].get_absolute_url()).status_code == 200
    assert b"no longer part" in page.post(address, {"why": "Again."}).content


def test_items_are_ticked_together_unticked_and_not_needed(page, conference):
    pat = conference["Pat"]
    address = url("participant_check", pat)
    page.post(address, {"shown": ["travel", "privacy"], "done": ["travel", "privacy"]})
    assert set(pat.checks.values_list("key", flat=True)) == {"travel", "privacy"}

    page.post(address, {"shown": ["travel"]})
    assert set(pat.checks.values_list("key", flat=True)) == {"privacy"}

    page.post(address, {"key": "can_offer", "state": "not_needed"})
    assert not pat.checks.filter(key="can_offer").exists()
    page.post(address, {"key": "can_offer", "state": "not_needed", "why": "Too ill."})
    assert pat.checks.get(key="can_offer").why == "Too ill."
    page.post(address, {"key": "can_offer", "state": "open"})
    assert not pat.checks.filter(key="can_offer").exists()
    page.post(address, {"key": "rocket", "state": "odd", "why": "x" * 900})
    assert page.get(address).status_code == 405


def test_a_side_is_answered_in_one_tap(page, conference):
    Participant.objects.filter(meeting=conference.meeting, family_side="father").update(
        family_side=""
    )
    text = page.get(meeting_url("meeting_people", conference)).content.decode()
    assert "Nobody from the father’s side" in text

    page.post(
        meeting_url("meeting_checklist", conference),
        {"key": "side_father", "state": "not_needed", "why": "Not safe", "from": "people"},
    )

    text = page.get(meeting_url("meeting_people", conference)).content.decode()
    assert "Nobody from the father’s side of the family is down" not in text
    assert (
        "Nobody from the father’s side: Not safe"
        in page.get(meeting_url("meeting_checklist", conference)).content.decode()
    )


def test_a_manager_agrees_on_the_checklist_and_the_coordinator_cannot(client, conference, by):
    keep_away(conference["Obi"], by)
    address = meeting_url("meeting_checklist", conference)
    client.force_login(by)
    assert b"has to agree" in client.get(address).content
    assert b"I agree that it can go ahead" not in client.get(address).content
    client.post(address, {"key": "manager_agreed"})
    assert not Check.objects.exists()

    client.force_login(conference.service.manager)
    client.post(address, {"key": "manager_agreed", "why": "Plan for the day seen."})

    assert b"agreed on" in client.get(address).content


def test_needs_are_said_and_arranged(page, conference):
    pat = conference["Pat"]
    address = url("participant_needs", pat)
    page.post(address, {"needs": ["lift"], "detail_lift": "Mill Lane", "detail_food": "Halal"})
    assert [(need.kind, need.detail) for need in pat.needs.all()] == [("lift", "Mill Lane")]

    page.post(address, {"arrange": "lift", "how": "Taxi at 12"})
    assert pat.needs.get().arranged_how == "Taxi at 12"
    assert page.post(address, {"arrange": "rocket"}).status_code == 404
    assert page.post(address, {"needs": ["rocket"]}).status_code == 422

    page.post(address, {"save": "1"})
    assert not pat.needs.exists()


@pytest.mark.parametrize("junk", ["\x00", "\x00kind", "\ufffd", "x" * 2000, "‮", "&lt;b>"])
def test_odd_text_is_answered_and_never_fails(page, conference, by, junk):
    pat = conference["Pat"]
    say_needs(pat, by=by, needs={"lift": ""})
    for address, said in (
        (url("participant_needs", pat), {"arrange": "lift", "how": junk}),
        (url("participant_needs", pat), {"arrange": junk}),
        (url("participant_needs", pat), {"needs": [junk], "detail_lift": junk}),
        (url("participant_check", pat), {"key": "travel", "state": "not_needed", "why": junk}),
        (url("participant_check", pat), {"key": junk, "state": junk}),
        (url("participant_check", pat), {"shown": [junk], "done": [junk]}),
        (meeting_url("meeting_checklist", conference), {"key": junk, "from": junk}),
        (url("participant_contact", pat), contact_said(text=junk, minutes=junk, kind=junk)),
        (url("participant_decide", pat), {"outcome": junk, "decided_by": junk, "why": junk}),
        (url("participant_edit", pat), edit_said(views=junk, version=junk, supports=junk)),
        (url("participant_remove", pat), {"why": f"{junk}{'x' * 300}"}),
        (meeting_url("participant_add", conference), {"first_name": junk, "part": junk}),
        (meeting_url("participant_add", conference), {"known": [junk]}),
    ):
        assert page.post(address, said).status_code in (200, 302, 404, 422)


def test_somebody_of_a_family_one_is_excluded_from_is_not_on_the_list(page, conference, by):
    other = make_conference(conference.service)
    NetworkMember.objects.create(
        case=other.case, person=conference["Pat"].person, added_by=conference.service.worker
    )
    Exclusion.objects.create(
        case=other.case,
        user=by,
        ground="related",
        recorded_by=conference.service.manager,
    )

    text = page.get(meeting_url("meeting_people", conference)).content.decode()

    assert "Pat" not in text
    assert page.get(conference["Pat"].get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["meeting_people", "participant_add", "meeting_checklist"])
def test_a_large_network_costs_no_more_queries(page, conference, by, name):
    address = meeting_url(name, conference)
    before = queries_of(page, address)
    for number in range(25):
        person = Person.objects.create(first_name=f"Aunt{number}", created_by=by)
        ContactPointFactory(person=person, recorded_by=by, confirmed=True)
        one = Participant.objects.create(
            meeting=conference.meeting, person=person, part="family", added_by=by
        )
        say_needs(one, by=by, needs={"lift": ""})
        decide_attendance(one, by=by, outcome="comes")

    assert queries_of(page, address) == before


def test_one_person_with_much_history_costs_no_more_queries(page, conference, by):
    pat = conference["Pat"]

    def add():
        record_contact([pat], by=by, kind="call", happened_on=timezone.localdate(), text="Talked.")
        decide_attendance(pat, by=by, outcome="comes")

    add()
    before = queries_of(page, pat.get_absolute_url())
    for _ in range(5):
        add()

    assert queries_of(page, pat.get_absolute_url()) == before
