"""The drafts of one person as they may be shown: by their title, or as words of their own.

Somebody excluded from a family learns nothing more of it, not even by name. What they typed
is theirs all the same. So a draft of a record that may no longer be known of is shown without
title and address, and only where its form began empty: a form that began with what was
recorded would show the record again.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from cases.draft_forms import FORMS, UNSENT, About
from cases.models import Case, ContactPoint, Draft, Note, Offer, Person, SafeguardingAlert

DRAFTS_SHOWN = 50
RECORDS: dict[About, Any] = {
    About.CASE: Case,
    About.PERSON: Person,
    About.CONTACT: ContactPoint,
    About.NOTE: Note,
    About.ALERT: SafeguardingAlert,
    About.OFFER: Offer,
}
# Whether the form about a record of a later app can still be opened.
Takes = Callable[[UUID, User], bool]
TAKES: dict[About, Takes] = {}
NAMELESS = "Text you typed"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Known = dict[About, set[UUID]]


def register_records(about: About, model: Any, takes: Takes) -> None:
    """Say what a later app keeps under this name; its rows are asked by `visible_to`."""
    RECORDS[about], TAKES[about] = model, takes


@dataclass(frozen=True)
class KeptDraft:
    """A draft, and whether what it is about may still be known of."""

    draft: Draft
    is_known: bool

    @property
    def title(self) -> str:
        return self.draft.title if self.is_known else NAMELESS


def kept_drafts(user: User) -> list[KeptDraft]:
    """What this person typed and did not save, the newest first: few queries, however many."""
    rows = Draft.objects.filter(user=user).order_by("-saved_at", "-pk")
    return _as_shown(rows[:DRAFTS_SHOWN], user)


def kept_draft(user: User, public_id: UUID) -> KeptDraft | None:
    """One of them; None where there is none that may be shown."""
    rows = Draft.objects.filter(user=user, public_id=public_id)
    return next(iter(_as_shown(rows, user)), None)


def unsaved_in_referral(case: Case, user: User) -> list[KeptDraft]:
    """What its author typed into the parts of a referral and did not save."""
    parts = [name for name, form in FORMS.items() if form.stages == UNSENT]
    rows = Draft.objects.filter(user=user, form__in=parts).about(case.public_id)
    return _as_shown(rows.order_by("pk"), user)


def subjects_of(draft: Draft) -> list[tuple[About, UUID]]:
    """The records that a draft is about, each with what it is."""
    about = FORMS[draft.form].about if draft.form in FORMS else ()
    return list(zip(about, map(UUID, _ID.findall(draft.subject)), strict=False))


def _as_shown(rows: QuerySet[Draft], user: User) -> list[KeptDraft]:
    drafts = list(rows)
    known, hidden = _known_among(drafts, user), _hidden_references(drafts, user)
    kept = [KeptDraft(draft, _is_known(draft, known, hidden)) for draft in drafts]
    return [one for one in kept if one.is_known or _is_own_words(one.draft)]


def _is_own_words(draft: Draft) -> bool:
    return draft.form in FORMS and FORMS[draft.form].is_own_words


def _is_known(draft: Draft, known: Known, hidden: set[str]) -> bool:
    subjects = subjects_of(draft)
    return (
        draft.form in FORMS
        and len(subjects) == len(FORMS[draft.form].about)
        and all(key in known[about] for about, key in subjects)
        and hidden.isdisjoint(_words(draft.title))
    )


def _known_among(drafts: Iterable[Draft], user: User) -> Known:
    subjects = [subject for draft in drafts for subject in subjects_of(draft)]
    known: Known = {}
    for about, model in RECORDS.items():
        keys = {key for kind, key in subjects if kind == about}
        known[about] = set()
        if keys:
            rows = model.objects.visible_to(user).filter(public_id__in=keys)
            known[about] = set(rows.values_list("public_id", flat=True))
    return known


def _hidden_references(drafts: Iterable[Draft], user: User) -> set[str]:
    """Cases named in a title that may not be known of, whatever the draft itself is about."""
    words = {word for draft in drafts for word in _words(draft.title)}
    if not words:
        return set()
    visible = Case.objects.visible_to(user).values("pk")
    named = Case.objects.filter(reference__in=words).exclude(pk__in=visible)
    return {str(reference) for reference in named.values_list("reference", flat=True)}


def _words(title: str) -> set[str]:
    return {word.strip(",.") for word in title.split()}
