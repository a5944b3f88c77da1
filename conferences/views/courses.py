from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from accounts.views.changed import changed_page
from conferences.domain.learning import add_course, change_course
from conferences.forms.learning import CourseChangeForm, CourseForm
from conferences.models import Course
from restorative.conflicts import StaleVersion

LIST = "conferences:course_list"


@require_http_methods(["GET", "POST"])
@requires(Permission.LEARNING_SET)
def course_list(request: UserRequest) -> HttpResponse:
    """Courses and after how many months each is due again; another can be added."""
    form = CourseForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            course = add_course(by=request.user, **form.cleaned_data)
            messages.success(request, f"{course} is in the list.")
            return reverse(LIST)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "courses": Course.objects.select_related("changed_by"),
    }
    return render(request, "conferences/development/course_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.LEARNING_SET)
def course_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    course = get_object_or_404(Course, public_id=public_id)
    names = ("name", "refresher_months", "version")
    initial = {name: getattr(course, name) for name in names}
    initial["is_offered"] = course.archived_at is None
    form = CourseChangeForm(request.POST or None, initial=initial)
    if form.is_valid():
        changes = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            version = form.cleaned_data["version"]
            change_course(course, by=request.user, version=version, changes=changes)
        except StaleVersion as stale:
            return changed_page(request, form, stale, back=reverse(LIST))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The course has been saved.")
            return redirect(LIST)
    context = {"form": form, "course": course}
    return render(request, "conferences/development/course_edit.html", context)
