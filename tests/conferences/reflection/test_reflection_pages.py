from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Draft, Exclusion
from conferences.domain.reflecting import reply_to_reflection, share_reflection, stop_sharing
from conferences.domain.wording_prompts import reword_prompt
from conferences.models import Reflection, ReflectionReply, RewordedPrompt
from conferences.rules_reflection import possible_supervisors
from tests.factories.learning import make_reflection
from tests.factories.recording import make_family, make_service
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"conferences:reflection_{name}", args=args)


def typed(day=None, **changes):
    day = day or timezone.localdate()
    return {
        "about": "work",
        "reflected_on_day": day.day,
        "reflected_on_month": day.month,
        "reflected_on_year": day.year,
        "words": "I hurried her.",
        **changes,
    }


def test_all_that_was_typed_is_kept_with_what_was_asked(signed_in, writer):
    said = {
        "respect": "She was not asked.",
        "respect_we_are": ["honest", "inclusive"],
        "place": "for",
        "place_words": "I took over.",
        "next_step": "Wait.",
    }
    response = signed_in(writer).post(address("add"), typed(**said))

    reflection = Reflection.objects.get()
    assert response.url == address("list")
    assert (reflection.writer, reflection.supervisor) == (writer, None)
    assert reflection.answered == [
        {
            "key": "respect",
            "name": "Respect",
            "asked": "Who was heard, and who was not? What was hard to say honestly?",
            "qualities": ["honest", "inclusive"],
            "words": "She was not asked.",
        }
    ]
    page = signed_in(writer).get(reflection.get_absolute_url()).content.decode()
    assert "Placed in “For”: high challenge" not in page
    assert "Placed in “For”: low challenge, high support." in page
    assert "<strong>I was here.</strong>" in page


def test_only_the_first_words_are_needed(signed_in, writer):
    signed_in(writer).post(address("add"), typed())

    assert Reflection.objects.get().place == ""
    response = signed_in(writer).post(address("add"), typed(words="  ", next_step="Wait."))
    assert "Enter an answer to “What are you thinking about?”" in response.content.decode()
    assert "Wait." in response.content.decode()


def test_a_day_ahead_is_refused_and_what_was_typed_stays(signed_in, writer):
    ahead = timezone.localdate() + timedelta(days=1)
    response = signed_in(writer).post(address("add"), typed(day=ahead))

    assert "The day must be today or in the past." in response.content.decode()
    assert "I hurried her." in response.content.decode()
    assert not Reflection.objects.exists()


def test_a_case_is_tied_by_its_reference_and_shows_nobody_else_the_way(signed_in):
    service = make_service()
    case = make_family(service).case
    client = signed_in(service.coordinator)
    client.post(address("add"), typed(reference=case.reference.lower()))

    reflection = Reflection.objects.get()
    assert reflection.case_key == str(case.public_id)
    assert case.reference in client.get(reflection.get_absolute_url()).content.decode()


def test_a_hidden_case_is_answered_like_one_never_made(signed_in, writer):
    other = make_family(make_service()).case
    client = signed_in(writer)
    answers = [
        client.post(address("add"), typed(reference=reference)).content.decode()
        for reference in (other.reference, "FGC-1999-00001")
    ]

    assert all("There is no case with this reference." in answer for answer in answers)
    assert not Reflection.objects.exists()


def test_who_may_no_longer_open_the_case_keeps_the_reflection_and_can_untie_it(signed_in):
    service = make_service()
    case, writer = make_family(service).case, service.coordinator
    reflection = make_reflection(writer, case=case, supervisor=service.colleague)
    Exclusion.objects.create(case=case, user=writer, ground="known", recorded_by=service.manager)
    client = signed_in(writer)

    page = client.get(reflection.get_absolute_url()).content.decode()
    assert case.reference not in page
    assert "Tied to a case that you can no longer open." in page
    client.post(address("edit", reflection.public_id), typed(version=1))
    reflection.refresh_from_db()
    assert reflection.case_key == str(case.public_id)
    client.post(address("edit", reflection.public_id), typed(version=2, untie="on"))
    reflection.refresh_from_db()
    assert reflection.case_key == ""


def test_the_other_sees_the_case_only_where_they_may_know_of_it(signed_in, supervisor):
    service = make_service()
    case = make_family(service).case
    reflection = make_reflection(service.coordinator, case=case, supervisor=supervisor)

    page = signed_in(supervisor).get(reflection.get_absolute_url()).content.decode()

    assert case.reference not in page
    assert "Tied to a case" not in page


def test_a_month_shows_its_own_days_and_leads_to_the_next_that_has_any(signed_in, writer):
    today = timezone.localdate()
    make_reflection(writer, words="New words")
    make_reflection(writer, words="Old words", reflected_on=today - timedelta(days=70))
    client = signed_in(writer)

    page = client.get(address("list"))
    assert [one.words for one in page.context["rows"]] == ["New words"]
    earlier = client.get(address("list"), {"month": page.context["earlier"].key})
    assert [one.words for one in earlier.context["rows"]] == ["Old words"]
    assert earlier.context["later"] == page.context["month"]
    for junk in ("2026-13", "x", "0001-01", "9999-12", "2026-1-1"):
        assert client.get(address("list"), {"month": junk}).context["month"].first.day == 1


def test_two_windows_of_one_writer_are_both_shown(signed_in, writer):
    reflection = make_reflection(writer)
    client = signed_in(writer)
    url = address("edit", reflection.public_id)
    client.post(url, typed(version=1, words="The first words"))

    response = client.post(url, typed(version=1, words="The second words"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "The first words" in page
    assert "The second words" in page
    assert client.post(url, typed(version=2, words="The second words")).status_code == 302
    reflection.refresh_from_db()
    assert reflection.words == "The second words"


def test_what_is_typed_is_kept_for_its_writer_under_a_title_that_tells_nothing(
    signed_in, writer, supervisor
):
    client = signed_in(writer)
    key = client.get(address("add")).context["draft_key"]
    client.post(key.save_url, {**typed(words="Half a thou"), "draft_url": key.url})

    assert Draft.objects.get().data.count("Half a thou") == 1
    assert "Half a thou" in client.get(address("add")).content.decode()
    assert "Half a thou" not in signed_in(supervisor).get(address("add")).content.decode()


def test_an_unchosen_colleague_finds_the_words_of_their_unsaid_reply(signed_in, writer, supervisor):
    reflection = make_reflection(writer, supervisor=supervisor)
    client = signed_in(supervisor)
    key = client.get(address("reply", reflection.public_id)).context["draft_key"]
    client.post(key.save_url, {"words": "Half a reply", "draft_url": key.url})
    draft = reverse("cases:draft_detail", args=[Draft.objects.get().public_id])
    assert client.get(draft).url == key.url

    stop_sharing(reflection, by=writer)

    page = client.get(draft).content.decode()
    assert "Half a reply" in page
    assert "eflection" not in page.split("<main")[1].split("</main>")[0]


def test_a_reply_sent_after_sharing_ended_gives_its_words_back(signed_in, writer, supervisor):
    reflection = make_reflection(writer, supervisor=supervisor)
    client = signed_in(supervisor)
    stop_sharing(reflection, by=writer)

    response = client.post(address("reply", reflection.public_id), {"words": "My long words"})

    assert response.status_code == 404
    assert "My long words" in response.content.decode()
    with pytest.raises(ValidationError):
        reply_to_reflection(reflection, "x", by=supervisor)
    assert not ReflectionReply.objects.exists()


def test_each_takes_back_their_own_words_alone(signed_in, writer, supervisor):
    reflection = make_reflection(writer, supervisor=supervisor)
    reply = reply_to_reflection(reflection, "Why?", by=supervisor)
    url = address("reply_take_back", reply.public_id)

    assert signed_in(writer).post(url).status_code == 404
    assert signed_in(supervisor).post(url).status_code == 302
    assert not ReflectionReply.objects.exists()


def test_a_form_sent_twice_writes_once(signed_in, writer):
    client = signed_in(writer)
    token = client.get(address("add")).context["form_token"]
    for _ in range(2):
        client.post(address("add"), typed(form_token=token))

    assert Reflection.objects.count() == 1


def test_colleagues_with_a_practitioners_seat_can_be_chosen_and_nobody_else(
    signed_in, writer, supervisor, service
):
    peer = UserFactory(social_worker=True)
    for seat in ("administrator", "business_support", "privacy_officer", "report_reader"):
        UserFactory(seat=seat)
    UserFactory(coordinator=True, is_active=False)

    assert set(possible_supervisors(writer)) == {supervisor, peer}
    reflection = make_reflection(writer)
    url = address("share", reflection.public_id)
    signed_in(writer).post(url, {"supervisor": writer.public_id})
    reflection.refresh_from_db()
    assert reflection.supervisor is None
    signed_in(writer).post(url, {"supervisor": peer.public_id})
    reflection.refresh_from_db()
    assert reflection.supervisor == peer
    with pytest.raises(ValidationError):
        share_reflection(reflection, writer, by=writer)


def test_a_service_rewords_a_prompt_and_old_answers_keep_their_question(
    signed_in, writer, supervisor
):
    answer = {
        "key": "respect",
        "name": "Respect",
        "asked": "Who was heard?",
        "qualities": ["honest"],
        "words": "Not her.",
    }
    reflection = make_reflection(writer, answers=[answer])
    url = reverse("conferences:prompt_edit", args=["respect"])
    said = {"question": "Whose voice was missing?", "qualities": "fair, kind", "version": 0}
    assert signed_in(supervisor).post(url, said).status_code == 302

    row = RewordedPrompt.objects.get()
    assert (row.changed_by, row.qualities) == (supervisor, "fair, kind")
    assert "Whose voice was missing?" in signed_in(writer).get(address("add")).content.decode()
    old = signed_in(writer).get(reflection.get_absolute_url()).content.decode()
    assert "Who was heard?" in old
    edit = typed(version=1, respect="Not her.", respect_we_are=["honest"])
    signed_in(writer).post(address("edit", reflection.public_id), edit)
    reflection.refresh_from_db()
    assert reflection.answered == [answer]


def test_two_managers_who_reword_at_once_are_both_shown(signed_in, supervisor):
    reword_prompt("respect", by=supervisor, version=0, question="First?", qualities="fair")
    url = reverse("conferences:prompt_edit", args=["respect"])
    response = signed_in(supervisor).post(
        url, {"question": "Second?", "qualities": "kind", "version": 0}
    )

    assert response.status_code == 409
    assert "First?" in response.content.decode()
    back = {"question": "x", "qualities": "y", "version": 1, "restore": "1"}
    assert signed_in(supervisor).post(url, back).status_code == 302
    listed = signed_in(supervisor).get(reverse("conferences:prompt_list")).content.decode()
    assert "Who was heard, and who was not?" in listed


def test_a_month_and_what_is_shared_cost_the_same_for_one_and_for_thirty(
    signed_in, writer, supervisor
):
    make_reflection(writer, supervisor=supervisor)

    def queries(user, name):
        client = signed_in(user)
        client.get(address(name))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address(name))
        return len(captured)

    one = queries(writer, "list"), queries(supervisor, "shared")
    for _ in range(29):
        make_reflection(writer, supervisor=supervisor)

    assert (queries(writer, "list"), queries(supervisor, "shared")) == one


def test_the_page_says_who_reads_it_and_what_the_law_says(signed_in, writer):
    page = signed_in(writer).get(f"{address('add')}?{urlencode({'x': 1})}").content.decode()

    for words in (
        "You, and the one colleague you choose",
        "may ask the council for what it holds about them",
        "you must say so",
        "they could",
    ):
        assert words in page


def test_a_prompt_reworded_while_the_form_is_open_refuses_nothing(signed_in, writer, supervisor):
    reword_prompt("respect", by=supervisor, version=0, question="Fair?", qualities="fair, honest")

    signed_in(writer).post(
        address("add"), typed(respect="Not her.", respect_we_are=["inclusive", "honest"])
    )

    assert Reflection.objects.get().answered[0]["qualities"] == ["honest"]


def test_choosing_somebody_who_left_meanwhile_is_refused_and_leaves_no_trace(signed_in, writer):
    gone = UserFactory(coordinator=True, is_active=False)
    reflection = make_reflection(writer)
    client = signed_in(writer)
    client.get("/")
    before = AccessEvent.objects.count()

    response = client.post(address("share", reflection.public_id), {"supervisor": gone.public_id})

    assert response.status_code == 422
    assert "Select one of the choices shown" in response.content.decode()
    assert AccessEvent.objects.count() == before


def test_an_answered_r_is_open_on_the_page_and_the_others_are_folded(signed_in, writer):
    answer = {
        "key": "respect",
        "name": "Respect",
        "asked": "Who was heard?",
        "qualities": [],
        "words": "Not her.",
    }
    reflection = make_reflection(writer, answers=[answer])
    page = signed_in(writer).get(address("edit", reflection.public_id))

    opened = [part.prompt.key for part in page.context["form"].folded if part.is_open]
    assert opened == ["respect"]
    # Whoever opens the page for a new one finds all five folded.
    new = signed_in(writer).get(address("add"))
    assert not any(part.is_open for part in new.context["form"].folded)
