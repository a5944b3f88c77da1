from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import may
from cases.case_page import case_context
from cases.old_sheet import provenance_of_person
from cases.people_page import family_page
from cases.people_words import access_words, interpreter_words, special_rows
from cases.person_page import person_parts
from cases.pictures.network import network_picture
from cases.views.case_loading import load_sent_case
from cases.views.people_loading import load_person

PEOPLE = "cases:case_people"


@require_GET
@requires(Permission.PERSON_VIEW)
def case_people(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Everybody around the children, by side of the family, and how to reach them safely."""
    case = load_sent_case(request, public_id, Permission.PERSON_VIEW)
    context = {
        "family": family_page(case, request.user),
        "network": network_picture(case, request.user),
        "may_edit": may(request.user, Permission.PERSON_EDIT, case),
    }
    return render(request, "cases/case_people.html", case_context(request, case, PEOPLE, **context))


@require_GET
@requires(Permission.PERSON_VIEW)
def person_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One person: their parts in visible cases, their people, how to reach them safely."""
    loaded = load_person(request, public_id)
    person = loaded.person
    context = {
        "person": person,
        "case": loaded.latest_case,
        "parts": person_parts(person, request.user),
        "interpreter": interpreter_words(person),
        "access": access_words(person),
        "special": special_rows(person),
        "may_edit": loaded.may(Permission.PERSON_EDIT),
        "may_reveal": bool(loaded.cases) and loaded.may(Permission.CONTACT_REVEAL),
        "may_see_messages": loaded.may(Permission.MESSAGE_VIEW),
        "may_keep_apart": loaded.may(Permission.SAFETY_RECORD),
        "provenance": provenance_of_person(person, loaded.cases),
    }
    return render(request, "cases/person_detail.html", context)
