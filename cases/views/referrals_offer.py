from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.domain.offering import change_offer, discard_offer, record_offer
from cases.domain.referring import lock_draft, save_referral
from cases.drafts import DraftKey, clear_draft, find_draft
from cases.forms.offers import AppliesForm, AskedReplyForm, ReferralOfferForm, explain
from cases.models import Case, Offer
from cases.referral_answers import offer_in_words
from cases.referral_contents import ReferralContents
from cases.views.case_loading import with_version
from cases.views.offers_replies import reply_forms, restore_offer, save_replies
from cases.views.referrals_loading import load_referral, page_of, sent_elsewhere
from restorative.conflicts import StaleVersion

TITLE = "Offer before proceedings"


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def referral_offer(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The letter before proceedings, within a referral: to whom it went, what they answered."""
    case = load_referral(request, public_id)
    if away := sent_elsewhere(request, case):
        return away
    contents = ReferralContents.of(case, seen_by=request.user)
    offer = next((one for one in contents.offers if one.case_id == case.pk), None)
    key = DraftKey.of(
        "referral-offer",
        case.public_id,
        title=f"{TITLE}, in a referral",
        url=page_of("referral_offer", case),
    )
    draft = find_draft(request.user, key)
    data = request.POST if request.method == "POST" else None
    form = ReferralOfferForm(
        data,
        initial=_initial(case, contents, offer)
        | {"version": case.referral.version, "offer_version": offer.version if offer else 0},
    )
    applies = AppliesForm(
        data, children=contents.young, initial=AppliesForm.initial_for(contents.young, offer)
    )
    replies = reply_forms(data, contents, offer)
    restore_offer(draft, form, applies, replies)
    is_stale = False
    if data is not None and _all_valid(form, applies, replies):
        try:
            page = Page(request, case, contents, offer, key)
            return submit_once(request, lambda: page.save(form, applies, replies))
        except ValidationError as error:
            if not any(one.errors for one in replies):
                explain(form, error)
        except StaleVersion:
            is_stale = True
            fresh = with_version(request.POST, Case.objects.get(pk=case.pk).referral.version)
            newest = Offer.objects.filter(case=case).first()
            fresh["offer_version"] = str(newest.version if newest else 0)
            form = ReferralOfferForm(fresh)
    context = {
        "case": case,
        "form": form,
        "applies": applies,
        "replies": replies,
        "has_children": bool(contents.children),
        "others": [(one, offer_in_words(one)) for one in contents.offers if one.case_id is None],
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "is_stale": is_stale,
        "stale": [(one, offer_in_words(one)) for one in contents.offers] if is_stale else [],
        "form_token": new_form_token(),
    }
    return render(request, "cases/referral_offer.html", context, status=409 if is_stale else 200)


def _initial(case: Case, contents: ReferralContents, offer: Offer | None) -> dict[str, Any]:
    if offer is None:
        letter = case.referral.letter or ("sent" if contents.offers else "")
        return {"letter": letter}
    names = set(ReferralOfferForm.base_fields) - {"letter", "version", "offer_version"}
    return {name: getattr(offer, name) for name in names} | {"letter": "sent"}


def _all_valid(
    form: ReferralOfferForm, applies: AppliesForm, replies: list[AskedReplyForm]
) -> bool:
    """Where there is no letter, what is left in the boxes below does not matter."""
    if not form.is_valid():
        return False
    if form.cleaned_data["letter"] != "sent":
        return True
    return all(one.is_valid() for one in (applies, *replies))


class Page:
    """What saving this page needs to know of it."""

    def __init__(
        self,
        request: UserRequest,
        case: Case,
        contents: ReferralContents,
        offer: Offer | None,
        key: DraftKey,
    ) -> None:
        self.request, self.case, self.contents = request, case, contents
        self.offer, self.key = offer, key

    def save(
        self, form: ReferralOfferForm, applies: AppliesForm, replies: list[AskedReplyForm]
    ) -> str:
        """Save the letter with its replies, or that there is none: all of it or nothing."""
        by, is_sent = self.request.user, form.cleaned_data["letter"] == "sent"
        lock_draft(self.case)
        save_referral(
            self.case.referral,
            by=by,
            version=form.cleaned_data["version"],
            changes={"letter": "" if is_sent else form.cleaned_data["letter"]},
        )
        if is_sent:
            self._save_letter(form, applies, replies)
        elif self.offer:
            discard_offer(self.offer, by=by)
        clear_draft(by, self.key)
        messages.success(self.request, f"“{TITLE}” has been saved.")
        return page_of("referral_tasks", self.case)

    def _save_letter(
        self, form: ReferralOfferForm, applies: AppliesForm, replies: list[AskedReplyForm]
    ) -> None:
        by, children, said = self.request.user, self.contents.young, form.said()
        if self.offer:
            offer = change_offer(
                self.offer,
                by=by,
                version=form.cleaned_data["offer_version"],
                changes=said,
                children=children,
                not_for=applies.not_for(),
            )
        else:
            team = self.case.referring_team or self.case.team
            offer = record_offer(
                by=by, team=team, case=self.case, children=children,
                not_for=applies.not_for(), **said,
            )  # fmt: skip
        save_replies(offer, replies, by=by)
