"""What is asked on the page of a letter beside the letter: to whom it applies, who answered."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from cases.domain.offering import record_reply, take_back_reply
from cases.drafts import drafted_data, prefill
from cases.forms.offers import AppliesForm, AskedReplyForm, OfferForm, explain
from cases.models import Draft, Offer
from cases.referral_contents import ReferralContents


def reply_forms(data: Any, contents: ReferralContents, offer: Offer | None) -> list[AskedReplyForm]:
    given = {reply.person_id: reply for reply in offer.replies.all()} if offer else {}
    people = list(contents.may_speak)
    people += [
        m.person
        for m in contents.members
        if m.person_id in given and m.person not in contents.may_speak
    ]
    forms = []
    for person in people:
        reply = given.get(person.pk)
        initial = {"reply": reply.reply, "replied_on": reply.replied_on} if reply else {"reply": ""}
        forms.append(AskedReplyForm(data, person=person, initial=initial))
    return forms


def restore_offer(
    draft: Draft | None,
    form: OfferForm,
    applies: AppliesForm,
    replies: Sequence[AskedReplyForm] = (),
) -> None:
    """Show the whole page as it was typed: what is not shown again, saving would take back."""
    for one in (form, *replies):
        prefill(one, draft)
    if draft is not None and not applies.is_bound:
        _restore_applies(applies, draft)


def _restore_applies(form: AppliesForm, draft: Draft) -> None:
    """Restore the ticks, but not for a child who came later: of them nothing was said."""
    if not {"applies", "children_asked"} & drafted_data(draft).keys():
        return
    usual, now = form.initial["applies"], form.initial["children_asked"]
    prefill(form, draft)
    asked = form.initial["children_asked"].split()
    form.initial["applies"] += [child for child in usual if child not in asked]
    form.initial["children_asked"] = now


def save_replies(offer: Offer, forms: list[AskedReplyForm], *, by: User) -> None:
    """Save what each answered; a refusal is put beside the person it is about."""
    for form in forms:
        try:
            if offer.made == Offer.Made.YES and form.cleaned_data["reply"]:
                record_reply(offer, form.person, by=by, **form.said())
            else:
                take_back_reply(offer, form.person, by=by)
        except ValidationError as error:
            explain(form, error)
            raise
