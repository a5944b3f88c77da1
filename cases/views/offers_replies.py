"""The answers of each person to an offer, asked on the page of the letter itself."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from cases.domain.offering import record_reply, take_back_reply
from cases.forms.offers import AskedReplyForm, explain
from cases.models import Offer
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
