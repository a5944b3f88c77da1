import csv
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import Team
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import check_may, view_name
from cases.domain.offering import change_offer, record_reply, take_back_reply
from cases.drafts import DraftKey, clear_draft, find_draft, prefill_and_compare
from cases.forms.offers import (
    AppliesForm,
    OfferEditForm,
    OfferFilterForm,
    ReplyForm,
    explain,
)
from cases.models import Case, Offer, OfferReply
from cases.models.offer import OfferQuerySet
from cases.offer_gaps import count_offers, first_meetings, gaps_in, only, warnings_on
from cases.offer_steps import HEADINGS, audit_rows, reasons, steps_of
from cases.referral_answers import offer_in_words
from cases.views.case_loading import with_version
from cases.views.offers_replies import restore_offer
from restorative.conflicts import StaleVersion

Reply = OfferReply.Reply
MOST_IN_A_SHEET = 20_000


@dataclass(frozen=True)
class AskedOffers:
    """The letters that an address asks for: of a team and a period, then of one kind."""

    form: OfferFilterForm
    counted: OfferQuerySet
    shown: OfferQuerySet
    team: Team | None
    query: dict[str, str]

    def address(self, show: str) -> str:
        """The list behind a number: the same team and period, and one kind alone."""
        query = {name: value for name, value in self.query.items() if name != "show"}
        return f"?{urlencode(query | ({'show': show} if show else {}))}"


def _asked(request: UserRequest) -> AskedOffers:
    """Read an address. What makes no sense in it is told on the form and left aside."""
    visible = Offer.objects.visible_to(request.user)
    teams = list(Team.objects.filter(pk__in=visible.order_by().values("team")))
    form = OfferFilterForm(request.GET, teams=teams)
    form.is_valid()
    said = form.cleaned_data
    team = next((one for one in teams if str(one.public_id) == said.get("team")), None)
    since, until, show = said.get("since"), said.get("until"), said.get("show", "")
    offers = visible.filter(team=team) if team else visible
    offers = offers.filter(letter_on__gte=since) if since else offers
    offers = offers.filter(letter_on__lte=until) if until else offers
    query = {
        "team": str(team.public_id) if team else "",
        "show": show,
        "from": since.isoformat() if since else "",
        "to": until.isoformat() if until else "",
    }
    return AskedOffers(
        form=form,
        counted=offers,
        shown=only(offers, show, seen_by=request.user),
        team=team,
        query={name: value for name, value in query.items() if value},
    )


@require_GET
@requires(Permission.OFFER_RECORD)
def offer_list(request: UserRequest) -> HttpResponse:
    """Every letter this person may know of, declined or not, and what is missing of each."""
    asked = _asked(request)
    page = keyset_page(request, asked.shown.for_list(request.user), order=("-letter_on", "-pk"))
    held = first_meetings(page.rows)
    record_access(
        request,
        view_name(request),
        cases=[offer.case_id for offer in page.rows if offer.case_id],
        row_count=len(page.rows),
    )
    counts = count_offers(asked.counted, seen_by=request.user)
    context = {
        "form": asked.form,
        "page": page,
        "rows": [
            (
                offer,
                gaps_in(offer),
                warnings_on(offer, held.get(offer.case_id or 0)),
                steps_of(offer, held.get(offer.case_id or 0)),
            )
            for offer in page.rows
        ],
        "counts": counts,
        "numbers": [
            (name, number, asked.address(show))
            for name, number, show in (
                ("Letters", counts.letters, ""),
                ("Offered", counts.offered, "offered"),
                ("Not made, with reason", counts.not_made, "not_made"),
                ("Missing", counts.missing, "missing"),
                ("Accepted by somebody", counts.accepted, "accepted"),
                ("Everybody declined", counts.declined, "declined"),
                ("Waiting for an answer", counts.unanswered, "unanswered"),
            )
        ],
        "reasons": reasons(asked.counted),
        "team": asked.team,
        "is_filtered": bool(asked.query),
        "audit_url": f"{reverse('cases:offer_audit')}?{urlencode(asked.query)}",
    }
    return render(request, "cases/offer_list.html", context)


@require_GET
@requires(Permission.OFFER_RECORD)
def offer_audit(request: UserRequest) -> HttpResponse:
    """The same letters as a spreadsheet: what section 31ZA asks, step by step."""
    offers = list(
        _asked(request).shown.for_list(request.user).order_by("-letter_on", "-pk")[:MOST_IN_A_SHEET]
    )
    record_access(
        request,
        view_name(request),
        cases=[offer.case_id for offer in offers if offer.case_id],
        row_count=len(offers),
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="offers-before-proceedings.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response)
    sheet.writerow(HEADINGS)
    sheet.writerows(audit_rows(offers, first_meetings(offers)))
    return response


@require_GET
@requires(Permission.OFFER_RECORD)
def offer_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    offer = load_offer(request, public_id)
    case = offer.case
    may_open = case is not None and case.stage != Case.Stage.DRAFT
    held = first_meetings([offer]).get(offer.case_id or 0)
    context = {
        "offer": offer,
        "lines": offer_in_words(offer),
        "gaps": gaps_in(offer),
        "warnings": warnings_on(offer, held),
        "held_on": held,
        "is_accepted": any(one.reply == Reply.ACCEPTED for one in offer.replies.all()),
        "case": case if may_open else None,
    }
    return render(request, "cases/offer_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.OFFER_RECORD)
def offer_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Fill in what is missing of a letter, or correct it."""
    offer = load_offer(request, public_id, to_write=True)
    key = DraftKey.of("offer", offer.public_id, title="An offer", url=request.path)
    draft = find_draft(request.user, key)
    data = request.POST if request.method == "POST" else None
    form = OfferEditForm(
        data,
        initial=OfferEditForm.initial_of(offer),
    )
    children = [row.child for row in offer.children.all()]
    applies = AppliesForm(data, children=children, initial=AppliesForm.initial_for(children, offer))
    restore_offer(draft, form, applies)
    # A draft begun before somebody else's change must not silently undo it.
    stale = offer if prefill_and_compare(form, draft, version=offer.version) else None
    if data is not None and form.is_valid() and applies.is_valid():

        def act() -> str:
            change_offer(
                offer,
                by=request.user,
                version=form.cleaned_data["version"],
                changes=form.said(),
                not_for=applies.not_for(),
            )
            clear_draft(request.user, key)
            messages.success(request, "The letter has been saved.")
            return offer.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            explain(form, error)
        except StaleVersion:
            stale = load_offer(request, public_id)
            form = OfferEditForm(with_version(request.POST, stale.version))
    context = {
        "offer": offer,
        "form": form,
        "applies": applies,
        "stale": stale,
        "stale_lines": offer_in_words(stale) if stale else [],
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "form_token": new_form_token(),
    }
    return render(
        request, "cases/offer_edit.html", context, status=409 if stale and form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.OFFER_RECORD)
def offer_reply(request: UserRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Record what one person answered, or that they were named by mistake."""
    offer = load_offer(request, public_id, to_write=True)
    replies = OfferReply.objects.visible_to(request.user).filter(offer=offer)
    reply = get_object_or_404(replies.select_related("person"), person__public_id=person_id)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"reply": reply.reply, "replied_on": reply.replied_on, "note": reply.note},
    )
    if request.method == "POST" and ("mistake" in request.POST or form.is_valid()):

        def act() -> str:
            if "mistake" in request.POST:
                take_back_reply(offer, reply.person, by=request.user)
                messages.success(request, f"{reply.person} is no longer named in this letter.")
            else:
                record_reply(offer, reply.person, by=request.user, **form.said())
                messages.success(request, f"The answer of {reply.person} has been saved.")
            return offer.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            explain(form, error)
    context = {"offer": offer, "reply": reply, "form": form, "form_token": new_form_token()}
    return render(request, "cases/offer_reply.html", context)


def load_offer(request: UserRequest, public_id: UUID, *, to_write: bool = False) -> Offer:
    """Fetch a letter with its people: 404 if it may not be known of. The look is recorded.

    Writing to a letter of a case takes the right to do so on that very case.
    """
    user = request.user
    offer = get_object_or_404(Offer.objects.visible_to(user).for_list(user), public_id=public_id)
    if to_write and offer.case_id:
        case = Case.objects.visible_to(user).with_relations_for(user).get(pk=offer.case_id)
        check_may(user, Permission.OFFER_RECORD, case)
    record_access(request, view_name(request), thing=offer, case=offer.case)
    return offer
