"""The page between typing a name and making a person: is this somebody we know?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from accounts.audit import record_access
from accounts.requests import UserRequest
from cases.differences import differences
from cases.domain.entering import Ties
from cases.forms.referrals_alike import AlikeForm, Doubles
from cases.found_people import cases_shown, describe_people
from cases.models import Person

NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "alike"})


def is_going_back(request: UserRequest) -> bool:
    """Whether they want to change what they typed instead of saying who it is."""
    return "go_back" in request.POST


def ask_who_they_are(
    request: UserRequest, form: AlikeForm, doubles: dict[str, Doubles]
) -> HttpResponse:
    """Show the people who are like those typed. What was typed travels along, unsaved."""
    people = [person for found in doubles.values() for person in found.people]
    rows = describe_people(request.user, people)
    record_access(request, "look_alikes_shown", cases=cases_shown(rows), row_count=len(rows))
    context = {"form": form, "carried": list(_carried(request, set(form.fields)))}
    return render(request, "cases/referral_alike.html", context)


def say_what_differs(
    request: UserRequest, known: Person | None, said: Mapping[str, Any], ties: Ties | None = None
) -> None:
    """Tell on the next page what was typed of somebody known and is not recorded."""
    if known and (message := differences(known, said, ties)):
        messages.warning(request, message)


def _carried(request: UserRequest, asked: set[str]) -> Iterable[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in NOT_CARRIED and name not in asked:
            for value in values:
                yield name, str(value)
