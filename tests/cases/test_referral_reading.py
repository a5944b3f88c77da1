import pytest

from cases.models import Consent, Offer, OfferReply, ParentalResponsibility
from cases.referral_answers import contact_in_words
from cases.referral_contents import ReferralContents
from cases.referral_reading import (
    accepting_checks,
    child_rows,
    languages_of,
    letter_lines,
    needs_recorded,
    person_rows,
)
from cases.relationships import Kind
from tests.factories.cases import NetworkMemberFactory
from tests.factories.lifecycle import agree, make_service
from tests.factories.people import (
    ChildFactory,
    ContactPointFactory,
    PersonFactory,
    RelationshipFactory,
    ResponsibilityFactory,
)


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def family(service):
    """A mother of two, of whom one is hers by marriage."""
    first, second = ChildFactory(first_name="Jonah"), ChildFactory(first_name="Tilly")
    case = service.case(children=[first, second])
    mother = PersonFactory(first_name="Ann", gender="female")
    NetworkMemberFactory(case=case, person=mother)
    RelationshipFactory(person=mother, relative=first, kind=Kind.PARENT)
    return case, mother, first, second


def rows_of(case, service, read):
    return read(ReferralContents.of(case, seen_by=service.manager))


def test_what_somebody_is_to_each_child_is_said_where_they_differ(service, family):
    case, mother, _, second = family
    assert rows_of(case, service, person_rows)[0].words == "Mother of Jonah"

    RelationshipFactory(person=mother, relative=second, kind=Kind.STEP_PARENT)
    assert rows_of(case, service, person_rows)[0].words == "Mother of Jonah; Stepmother of Tilly"


def test_one_word_is_enough_where_it_holds_for_all(service, family):
    case, mother, _, second = family
    RelationshipFactory(person=mother, relative=second, kind=Kind.PARENT)

    assert rows_of(case, service, person_rows)[0].words == "Mother"


def test_responsibility_is_said_for_each_child(service, family):
    case, mother, first, second = family
    ResponsibilityFactory(child=first, holder=mother)
    assert rows_of(case, service, person_rows)[0].responsibility == "Yes for Jonah"

    ResponsibilityFactory(child=second, holder=mother, holds=ParentalResponsibility.Holds.NO)
    said = rows_of(case, service, person_rows)[0].responsibility
    assert said == "Yes for Jonah; No for Tilly"


def test_responsibility_for_all_is_one_word(service, family):
    case, mother, first, second = family
    for child in (first, second):
        ResponsibilityFactory(child=child, holder=mother)

    assert rows_of(case, service, person_rows)[0].responsibility == "Yes"


def test_not_asked_is_not_no(service, family):
    case, _, first, _ = family
    Consent.objects.create(
        case=case,
        kind=Consent.Kind.CONTACT,
        person=first,
        capacity=Consent.Capacity.CHILD,
        answer=Consent.Answer.TOO_YOUNG,
        why="She is four.",
        given_on="2026-11-20",
        recorded_by=service.worker,
    )

    assert rows_of(case, service, person_rows)[0].agreement == "Not asked"
    children = [row.agreement for row in rows_of(case, service, child_rows)]
    assert children == ["Too young to be asked, 20 November 2026. She is four.", "Not asked"]


def test_languages_are_those_for_which_an_interpreter_is_wanted(service, family):
    case, mother, first, _ = family
    mother.language, mother.interpreter, mother.interpreter_language = "Sylheti", "given", ""
    mother.save()
    first.language, first.interpreter = "Polish", "none"
    first.save()

    assert rows_of(case, service, languages_of) == ["Sylheti"]


def test_an_interpreter_without_a_language_is_still_one(service, family):
    case, mother, *_ = family
    mother.interpreter = "given"
    mother.save()

    assert rows_of(case, service, languages_of) == ["Language not recorded"]


def test_what_is_recorded_with_each_person_is_read_from_there(service, family):
    case, mother, first, _ = family
    mother.language, mother.interpreter, mother.interpreter_language = "Sylheti", "given", ""
    mother.access, mother.access_needs = "given", "No stairs"
    mother.save()
    first.language, first.interpreter = "Polish", "none"
    first.save()

    assert rows_of(case, service, needs_recorded) == [
        (first, "First language: Polish"),
        (mother, "First language: Sylheti. Sylheti interpreter needed. No stairs"),
    ]


def test_a_letter_says_who_answered_what(service, family):
    case, mother, *_ = family
    offer = Offer.objects.create(
        case=case,
        team=service.referring,
        letter_on="2026-11-16",
        made="yes",
        created_by=service.worker,
    )
    OfferReply.objects.create(offer=offer, person=mother, reply="accepted")

    assert rows_of(case, service, letter_lines) == [
        "Letter of 16 November 2026. Offer made. Ann: accepted."
    ]


def test_an_offer_not_made_says_why(service, family):
    case, *_ = family
    Offer.objects.create(
        case=case,
        team=service.referring,
        letter_on="2026-11-16",
        made="no",
        not_made_reason="Not in the child's best interests",
        created_by=service.worker,
    )

    [line] = rows_of(case, service, letter_lines)
    assert line.endswith("Offer not made (Not in the child's best interests).")


def test_the_rules_say_what_is_missing(service):
    case = service.case()
    [check] = accepting_checks(case, seen_by=service.manager)
    assert (check.is_met, check.code) == (False, "no_consent")

    agree(case)
    assert [check.is_met for check in accepting_checks(case, seen_by=service.manager)] == [True]


def test_a_family_that_was_here_before_has_a_second_rule(service):
    case = service.case(previous_case=service.case(closed=True))
    agree(case)

    assert [check.is_met for check in accepting_checks(case, seen_by=service.manager)] == [
        True,
        False,
    ]


def test_a_note_beside_a_secret_number_is_not_read_in_the_answers(db):
    said = {"confirmed": True, "safe_note": "Ask for the house in Leeds"}
    shown, secret = ContactPointFactory(**said), ContactPointFactory(confidential=True, **said)

    assert contact_in_words(shown).endswith("Ask for the house in Leeds")
    assert contact_in_words(secret) == "Mobile phone: Held securely. Safe: text and ring only"
