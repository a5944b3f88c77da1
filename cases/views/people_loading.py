"""Loading people for pages: who may be known of, who may be changed, and what was looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.audit import record_access
from accounts.models import AccessEvent, User
from accounts.permissions import HOLDERS, Permission, can
from accounts.requests import UserRequest
from cases.access import READING, check_may, may, seats_on, view_name
from cases.domain.concerning import is_party
from cases.models import Case, CaseChild, NetworkMember, Person


@dataclass(frozen=True)
class LoadedPerson:
    """Somebody this user may know of, and the visible cases that this rests on."""

    person: Person
    cases: list[Case]
    user: User

    @property
    def latest_case(self) -> Case | None:
        return self.cases[0] if self.cases else None

    def may(self, permission: Permission) -> bool:
        """Whether one of these cases, or having entered them in no case, lets the user do this."""
        if not self.cases:
            return self.is_editable and can(self.user, permission)
        return any(may(self.user, permission, case) for case in self.cases)

    @property
    def is_editable(self) -> bool:
        return Person.objects.editable_by(self.user).filter(pk=self.person.pk).exists()


def load_person(
    request: UserRequest,
    public_id: UUID,
    permission: Permission = Permission.PERSON_VIEW,
    *,
    action: str = "",
    thing: models.Model | None = None,
) -> LoadedPerson:
    """Fetch a person for a view: 404 if they may not be known of, 403 if this may not be done.

    Somebody who is in hidden cases alone is not there. Somebody whose only visible case is
    closed, or was opened in an emergency, can be read and not changed. The look is
    recorded for each visible case before anything is rendered.
    """
    user = request.user
    person = get_object_or_404(Person.objects.visible_to(user), public_id=public_id)
    loaded = LoadedPerson(person, cases_of(person, user), user)
    if permission not in READING:
        _check(loaded, permission)
    by_glass = bool(loaded.cases) and all(case.opened_by_break_glass for case in loaded.cases)
    record_access(
        request,
        action or view_name(request),
        thing=thing or person,
        cases=[case.pk for case in loaded.cases],
        outcome=AccessEvent.Outcome.BREAK_GLASS if by_glass else AccessEvent.Outcome.ALLOWED,
    )
    return loaded


def cases_of(person: Person, user: User) -> list[Case]:
    """The visible cases somebody is or was in, the open ones first, then the newest."""
    this = OuterRef("pk")
    cases = (
        Case.objects.visible_to(user)
        .with_relations_for(user)
        .filter(
            Q(Exists(CaseChild.objects.filter(case=this, person=person)))
            | Q(Exists(NetworkMember.objects.filter(case=this, person=person)))
        )
        .select_related("team", "ended_by")
        .order_by("-created_at", "-pk")
    )
    return sorted(cases, key=lambda case: case.is_ended)


def _check(loaded: LoadedPerson, permission: Permission) -> None:
    if loaded.may(permission):
        return
    if loaded.cases:
        # Says why by the case that comes nearest: one that only its end stands against.
        seated = [
            case
            for case in loaded.cases
            if not HOLDERS[permission].isdisjoint(seats_on(loaded.user, case))
        ]
        check_may(loaded.user, permission, (seated or loaded.cases)[0])
    raise PermissionDenied


def people_beside(loaded: LoadedPerson) -> list[Person]:
    """Everybody else in the visible cases of somebody: whom a form may offer as the other."""
    cases = [case.pk for case in loaded.cases]
    this = OuterRef("pk")
    people = (
        Person.objects.visible_to(loaded.user)
        .filter(
            Q(Exists(CaseChild.objects.current().filter(person=this, case__in=cases)))
            | Q(Exists(NetworkMember.objects.current().filter(person=this, case__in=cases)))
        )
        .exclude(pk=loaded.person.pk)
    )
    return list(people.order_by("first_name", "last_name", "pk"))


def find_among(people: Iterable[Person], public_id: str) -> Person:
    """The one of these people with this public id, or 404."""
    for person in people:
        if str(person.public_id) == public_id:
            return person
    raise Http404


def is_party_of(case: Case, person: Person) -> bool:
    return Case.objects.filter(is_party(person), pk=case.pk).exists()
