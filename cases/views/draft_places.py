"""Whether the form of a draft can still be opened, as the form itself would decide."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import can
from cases.access import may
from cases.domain.noting import may_correct
from cases.draft_forms import FORMS, About, DraftForm
from cases.kept_drafts import TAKES, KeptDraft, subjects_of
from cases.models import Case, ContactPoint, Note, Offer, Person, SafeguardingAlert
from cases.views.people_loading import LoadedPerson, cases_of, is_party_of


def can_go_on(kept: KeptDraft, user: User) -> bool:
    """Whether following the draft's address leads to its form and not to a refusal."""
    draft = kept.draft
    if not kept.is_known or not draft.url:
        return False
    form, subjects = FORMS[draft.form], subjects_of(draft)
    if not can(user, form.takes):
        return False
    if form.about == (About.CASE, About.PERSON):
        (_, case), (_, person) = subjects
        return _case_takes(form, user, public_id=case) and _is_party(case, person)
    return all(_takes_text(form, about, key, user) for about, key in subjects)


def _takes_text(form: DraftForm, about: About, key: UUID, user: User) -> bool:
    match about:
        case About.CASE:
            return _case_takes(form, user, public_id=key)
        case About.PERSON:
            person = Person.objects.visible_to(user).get(public_id=key)
            return _person_takes(form, person, user)
        case About.CONTACT:
            contact = ContactPoint.objects.select_related("person").get(public_id=key)
            return contact.ended_at is None and _person_takes(form, contact.person, user)
        case About.NOTE:
            note = Note.objects.select_related("case").get(public_id=key)
            return may_correct(note, user) and _case_takes(form, user, pk=note.case_id)
        case About.ALERT:
            alert = SafeguardingAlert.objects.get(public_id=key)
            return not alert.followed_up_at and _alert_takes(form, alert, user)
        case About.OFFER:
            offer = Offer.objects.get(public_id=key)
            return offer.case_id is None or _case_takes(form, user, pk=offer.case_id)
        case _:
            return TAKES[about](key, user)


def _alert_takes(form: DraftForm, alert: SafeguardingAlert, user: User) -> bool:
    """Whoever sees an alert and not its case answers for it: it is on a draft."""
    if not Case.objects.visible_to(user).filter(pk=alert.case_id).exists():
        return True
    return _case_takes(form, user, pk=alert.case_id)


def _case_takes(form: DraftForm, user: User, **which: object) -> bool:
    case = Case.objects.visible_to(user).with_relations_for(user).filter(**which).first()
    return case is not None and case.stage in form.stages and may(user, form.takes, case)


def _person_takes(form: DraftForm, person: Person, user: User) -> bool:
    return LoadedPerson(person, cases_of(person, user), user).may(form.takes)


def _is_party(case: UUID, person: UUID) -> bool:
    return is_party_of(Case.objects.get(public_id=case), Person.objects.get(public_id=person))
