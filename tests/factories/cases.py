"""Cases at every stage, each step taken by the domain function that takes it in life."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cases.domain.allocating import allocate_coordinator
from cases.domain.closing import close_case, hold_case, mark_not_viable, withdraw_case
from cases.domain.deciding import (
    accept_referral,
    ask_for_information,
    decline_referral,
    redirect_referral,
)
from cases.domain.networks import add_child, add_to_network
from cases.domain.references import next_reference
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import (
    Case,
    CaseAccess,
    CaseChild,
    Consent,
    Exclusion,
    NetworkMember,
    Referral,
)
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import TeamFactory, UserFactory

Stage = Case.Stage


class CaseFactory(DjangoModelFactory):
    """A sent referral of one child, waiting for a decision, unless a trait takes it further.

    CaseFactory(), CaseFactory(draft=True), CaseFactory(allocated=True),
    CaseFactory(coordinator=owen), CaseFactory(closed=True, restricted=True) ...

    `created_by` is the social worker who referred and has every child; `children` is how
    many, or the people themselves. From `accepted` on there is a mother in the network
    (`case.network.get()`), who agreed to be contacted. A coordinator must sit in `team`.
    """

    class Meta:
        model = Case

    class Params:
        draft = factory.Trait(stage=Stage.DRAFT)
        submitted = factory.Trait(stage=Stage.SUBMITTED)
        info_needed = factory.Trait(stage=Stage.INFO_NEEDED)
        accepted = factory.Trait(stage=Stage.ACCEPTED)
        allocated = factory.Trait(stage=Stage.ALLOCATED)
        on_hold = factory.Trait(stage=Stage.ON_HOLD)
        closed = factory.Trait(stage=Stage.CLOSED)
        declined = factory.Trait(stage=Stage.DECLINED)
        redirected = factory.Trait(stage=Stage.REDIRECTED)
        not_viable = factory.Trait(stage=Stage.NOT_VIABLE)
        withdrawn = factory.Trait(stage=Stage.WITHDRAWN)
        restricted = factory.Trait(is_restricted=True)

    team = factory.SubFactory(TeamFactory)
    referring_team = factory.SubFactory(TeamFactory, referring=True)
    created_by = factory.LazyAttribute(
        lambda o: UserFactory(social_worker=True, team=o.referring_team)
    )
    stage = factory.LazyAttribute(lambda o: Stage.ALLOCATED if o.coordinator else Stage.SUBMITTED)
    coordinator = None
    children = 1
    is_restricted = False

    @classmethod
    def _create(cls, model_class, *args, stage, coordinator, children, is_restricted, **fields):
        case = model_class.objects.create(stage=Stage.DRAFT, **fields)
        Referral.objects.create(case=case)
        people = ChildFactory.create_batch(children) if isinstance(children, int) else children
        for person in people:
            add_child(case, person, by=case.created_by, social_worker=case.created_by)
        if stage != Stage.DRAFT:
            _send(case)
            _take_to(case, stage, coordinator)
        if is_restricted:
            manager = UserFactory(service_manager=True, team=case.team)
            restrict_case(case, by=manager, why="A colleague's own family")
        return model_class.objects.get(pk=case.pk)


def _send(case):
    now = timezone.now()
    case.reference = next_reference(case.team, timezone.localdate(now).year)
    case.stage, case.stage_since = Stage.SUBMITTED, now
    case.save()
    Referral.objects.filter(case=case).update(sent_at=now, sent_by=case.created_by)


def _take_to(case, stage, coordinator):
    manager = UserFactory(service_manager=True, team=case.team)
    case = Case.objects.get(pk=case.pk)
    if stage == Stage.SUBMITTED:
        return
    if stage == Stage.INFO_NEEDED:
        ask_for_information(case, "Which school?", by=manager)
        return
    if stage == Stage.DECLINED:
        decline_referral(case, "Another council's family", by=manager)
        return
    if stage == Stage.REDIRECTED:
        redirect_referral(case, "Family Help", "Nobody thinks of court", by=manager)
        return
    _agree(case)
    # Only asked for where these children were here before.
    Referral.objects.filter(case=case).update(discussed_again="Sam Reed")
    case = accept_referral(case, by=manager)
    if stage == Stage.ACCEPTED:
        return
    if stage == Stage.WITHDRAWN:
        withdraw_case(case, "The family no longer wants it", by=manager)
        return
    coordinator = coordinator or UserFactory(coordinator=True, team=case.team)
    case = allocate_coordinator(case, coordinator, by=manager)
    if stage == Stage.ON_HOLD:
        next_month = timezone.localdate() + timedelta(days=30)
        hold_case(case, "Mum is in hospital", next_month, by=coordinator)
    elif stage == Stage.NOT_VIABLE:
        mark_not_viable(case, "Nobody could be reached", by=manager)
    elif stage == Stage.CLOSED:
        close_case(
            case,
            by=manager,
            outcome=Case.Outcome.PLAN_WORKING,
            why="The plan is working",
            told="Mum",
        )


def _agree(case):
    """Let the mother agree to be contacted, without which no referral is accepted."""
    mother = PersonFactory(gender="female", created_by=case.created_by)
    add_to_network(
        case,
        mother,
        by=case.created_by,
        part=NetworkMember.Part.FAMILY,
        side=NetworkMember.Side.MOTHER,
    )
    Consent.objects.create(
        case=case,
        kind=Consent.Kind.CONTACT,
        person=mother,
        capacity=Consent.Capacity.RESPONSIBILITY,
        answer=Consent.Answer.YES,
        given_on=timezone.localdate(),
        recorded_by=case.created_by,
    )


class CaseChildFactory(DjangoModelFactory):
    """One more child of a case."""

    class Meta:
        model = CaseChild

    case = factory.SubFactory(CaseFactory, children=0)
    person = factory.SubFactory(ChildFactory)
    by = factory.SelfAttribute("case.created_by")

    @classmethod
    def _create(cls, model_class, *args, case, person, by, **fields):
        return add_child(case, person, by=by, **fields)


class NetworkMemberFactory(DjangoModelFactory):
    """Somebody who matters to the children of a case."""

    class Meta:
        model = NetworkMember

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    part = NetworkMember.Part.FAMILY
    added_by = factory.SelfAttribute("case.created_by")

    @classmethod
    def _create(cls, model_class, *args, case, person, added_by, **fields):
        return add_to_network(case, person, by=added_by, **fields)


class ExclusionFactory(DjangoModelFactory):
    """A colleague (not one allocated to it) shut out of a case."""

    class Meta:
        model = Exclusion

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory)
    ground = Exclusion.Ground.RELATED
    recorded_by = factory.LazyAttribute(
        lambda o: UserFactory(service_manager=True, team=o.case.team)
    )

    @classmethod
    def _create(cls, model_class, *args, case, user, recorded_by, **fields):
        return exclude_colleague(case, user, by=recorded_by, **fields)


class CaseAccessFactory(DjangoModelFactory):
    """A name on the access list of a restricted case, for a month."""

    class Meta:
        model = CaseAccess

    case = factory.SubFactory(CaseFactory, restricted=True)
    user = factory.SubFactory(UserFactory)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    granted_by = factory.LazyAttribute(
        lambda o: UserFactory(service_manager=True, team=o.case.team)
    )
