"""Text that was typed and not yet saved: kept on the server, for its author, by record."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from accounts.requests import UserRequest
from cases.draft_forms import FORMS
from cases.models import Draft
from restorative.typed import is_typed

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "form_token", "version", "draft_title", "draft_url"})
LONGEST = 100_000


@dataclass(frozen=True)
class DraftKey:
    """One form about one record: what keeps a draft from turning up anywhere else."""

    form: str
    subject: str
    title: str
    url: str

    @classmethod
    def of(cls, form: str, subject: UUID | str, *, title: str, url: str) -> "DraftKey":
        if form not in FORMS:
            raise ValueError(f"{form!r} is not a form that keeps drafts")
        return cls(form, str(subject), title, url)

    @property
    def save_url(self) -> str:
        """Where autosave.js posts to."""
        return reverse("cases:draft_save", kwargs={"form": self.form, "subject": self.subject})


class TooMuchText(Exception):
    """What was typed is longer than a draft may be."""


def keep_draft(user: User, key: DraftKey, posted: QueryDict) -> Draft | None:
    """Store what was typed, replacing the earlier draft of the same form and record.

    A form that was emptied again leaves no draft. Raises TooMuchText.
    """
    data = {name: posted.getlist(name) for name in posted if name not in NEVER_KEPT}
    text = json.dumps(data)
    if len(text) > LONGEST:
        raise TooMuchText
    typed = [value for name, values in data.items() if is_typed(name) for value in values]
    if not any(value.strip() for value in typed):
        clear_draft(user, key)
        return None
    draft, _ = Draft.objects.update_or_create(
        user=user,
        form=key.form,
        subject=key.subject,
        defaults={"title": key.title[:120], "url": key.url[:300], "data": text},
    )
    return draft


def find_draft(user: User, key: DraftKey) -> Draft | None:
    return Draft.objects.filter(user=user, form=key.form, subject=key.subject).first()


def draft_to_show(request: UserRequest, key: DraftKey) -> Draft | None:
    """What was typed and not saved, as a page is opened: a form that was sent shows itself."""
    return None if request.POST else find_draft(request.user, key)


def drafted_data(draft: Draft) -> QueryDict:
    """The fields as they were typed, to bind or prefill a form with."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(draft.data).items():
        data.setlist(name, values)
    return data


def prefill(form: Any, draft: Draft | None) -> None:
    """Show what was typed and not saved, also in fields that a form makes as it goes.

    Each field's own widget reads its value, under the form's prefix where it has one.
    """
    if draft is None or form.is_bound:
        return
    data = drafted_data(draft)
    if "version" in form.fields and (based_on := _based_on(draft)):
        # What was typed is older than what somebody else saved since: saving says so.
        form.initial["version"] = based_on
    for name, field in form.fields.items():
        sent_as = form.add_prefix(name)
        if name != "version" and not field.widget.value_omitted_from_data(data, {}, sent_as):
            form.initial[name] = field.widget.value_from_datadict(data, {}, sent_as)


def drafted_list(draft: Draft | None, prefix: str) -> QueryDict | None:
    """The items of a list as they were typed, for a GovFormSet that checks nothing yet."""
    data = drafted_data(draft) if draft else None
    return data if data and f"{prefix}-TOTAL_FORMS" in data else None


def prefill_and_compare(form: Any, draft: Draft | None, *, version: int) -> bool:
    """Prefill, and say whether the record was changed since: the page then shows both.

    Whoever has seen both may save, so the form goes on from the version that is there now.
    By the version and not by the clock: text is still being kept after a colleague saved.
    """
    if draft is None or form.is_bound:
        return False
    prefill(form, draft)
    form.initial["version"] = version
    # A draft that does not say comes from the first version: shown once too often, never missed.
    return (_based_on(draft) or 1) != version


def _based_on(draft: Draft) -> int | None:
    """The version of the record that the form was made of in which this was typed."""
    said = drafted_data(draft).get("based_on", "")
    return int(said[:9]) if said.isascii() and said.isdigit() else None


def clear_draft(user: User, key: DraftKey) -> None:
    Draft.objects.filter(user=user, form=key.form, subject=key.subject).delete()
