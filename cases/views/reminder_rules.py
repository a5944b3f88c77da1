"""What a service sends by itself: every rule, when its steps go, and what it says."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.domain.reminding import change_step
from cases.domain.rewording import change_text
from cases.forms.reminders import StepForm, TextForm
from cases.models import ReminderSetting, ReminderText
from cases.reminders import sending, texts
from cases.reminders.rules import Rule, Step, rule_of
from cases.reminders.words import days_words, how_words, role_words, step_words
from cases.rules_page import rules_page, shipped_text, versions_of
from cases.views.case_loading import Conflict, with_version
from restorative.conflicts import StaleVersion

RULES = "cases:reminder_rules"
CHECK, SAVE = "check", "save"


@require_GET
@requires(Permission.REMINDER_RULES)
def reminder_rules(request: UserRequest) -> HttpResponse:
    """Everything that is sent by itself: why, to whom, when, how, and what stops it."""
    context = {"sections": rules_page(), "sending_is_off": not sending.is_on()}
    return render(request, "cases/reminder_rules.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REMINDER_RULES)
def reminder_step(request: UserRequest, rule: str, step: str) -> HttpResponse:
    """Whether and when one step goes. Cases under way are planned anew."""
    declared, part = _find(rule, step)
    setting = _setting(declared, part)
    form = StepForm(request.POST or None, step=part, setting=setting)
    conflict = None
    if form.is_valid():
        try:
            change_step(
                declared,
                part,
                is_on=form.cleaned_data["is_on"] == "1",
                days=form.signed_days,
                at=form.at_time,
                by=request.user,
                version=form.cleaned_data["version"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except StaleVersion:
            now = _setting(declared, part)
            conflict = _conflict(part, now, form)
            posted = with_version(request.POST, now.version if now else 0)
            form = StepForm(posted, step=part, setting=now)
        else:
            messages.success(request, "The reminder has been changed.")
            return redirect(f"{reverse(RULES)}#{declared.key}")
    context = {
        "rule": declared,
        "step": part,
        "to": role_words(part.to),
        "how": how_words(part),
        "usual": step_words(part),
        "setting": setting,
        "form": form,
        "conflict": conflict,
        "back": f"{reverse(RULES)}#{declared.key}",
    }
    return render(request, "cases/reminder_step.html", context, status=409 if conflict else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.REMINDER_RULES)
def reminder_text(request: UserRequest, rule: str, kind: str) -> HttpResponse:
    """What a rule says: written, then looked at as a family would get it, then saved."""
    declared = rule_of(rule)
    if declared is None or kind not in ReminderText.Kind.values or not declared.is_editable:
        raise Http404
    ours = shipped_text(declared, kind)
    if not ours.body:
        raise Http404
    subject, body, version = texts.current_text(declared.key, kind)
    initial = {"subject": subject, "body": body, "version": version}
    if request.GET.get("original"):
        initial |= {"subject": ours.subject, "body": ours.body}
    form = TextForm(request.POST or None, rule=declared, kind=kind, initial=initial)
    context: dict[str, Any] = {
        "rule": declared,
        "kind": kind,
        "kind_label": ReminderText.Kind(kind).label,
        "back": f"{reverse(RULES)}#{declared.key}",
    }
    status = 200
    if form.is_valid():
        said = {"subject": form.cleaned_data.get("subject", ""), "body": form.cleaned_data["body"]}
        if form.cleaned_data["version"] != version:
            context["conflict"] = _text_conflict(declared, kind, said)
            status = 409
            form = TextForm(with_version(request.POST, version), rule=declared, kind=kind)
        elif request.POST.get("do") == SAVE:
            try:
                change_text(declared, kind, by=request.user, version=version, **said)
            except ValidationError as refusal:
                form.add_error("body", refusal)
            else:
                messages.success(request, "The text has been saved.")
                return redirect(context["back"])
        elif request.POST.get("do") == CHECK:
            shown_subject, shown_body = texts.example(declared, kind, *said.values())
            context |= {
                "said": said,
                "version": version,
                "subject": shown_subject,
                "body": shown_body,
                "length": len(shown_body),
                "parts": _parts(shown_body),
            }
            return render(request, "cases/reminder_text_check.html", context)
    context |= {
        "form": form,
        "placeholders": _placeholders(declared, kind),
        "versions": versions_of(declared, kind),
        "ours": ours,
        "is_ours": version == 0,
    }
    return render(request, "cases/reminder_text.html", context, status=status)


def _placeholders(rule: Rule, kind: str) -> list[tuple[str, str]]:
    """What can be put in: less of it where somebody of a family may be the reader."""
    for_family = kind != ReminderText.Kind.NOTICE and texts.goes_to_families(rule)
    left_out = texts.FOR_COLLEAGUES if for_family else frozenset()
    return [(name, words) for name, words in texts.PLACEHOLDERS.items() if name not in left_out]


def _find(rule: str, step: str) -> tuple[Rule, Step]:
    declared = rule_of(rule)
    part = next((one for one in declared.steps if one.key == step), None) if declared else None
    if declared is None or part is None:
        raise Http404
    return declared, part


def _setting(rule: Rule, step: Step) -> ReminderSetting | None:
    rows = ReminderSetting.objects.filter(rule=rule.key, step=step.key)
    return rows.select_related("changed_by").first()


def _conflict(step: Step, setting: ReminderSetting | None, form: StepForm) -> Conflict:
    is_on = setting is None or setting.is_on
    theirs = f"{'Sent' if is_on else 'Not sent'}, {step_words(step, setting)}"
    at = form.at_time
    clock = f", {at:%H:%M}" if at else ""
    sent = "Sent" if form.cleaned_data["is_on"] == "1" else "Not sent"
    return Conflict(
        who=setting.changed_by if setting else None,
        at=setting.changed_at if setting else None,
        what="When it goes",
        theirs=theirs,
        yours=f"{sent}, {days_words(step, form.signed_days)}{clock}",
    )


def _text_conflict(rule: Rule, kind: str, said: dict[str, str]) -> Conflict:
    newest = ReminderText.objects.filter(rule=rule.key, kind=kind).order_by("-number").first()
    subject, body, _ = texts.current_text(rule.key, kind)
    return Conflict(
        who=newest.made_by if newest else None,
        at=newest.made_at if newest else None,
        what="The text",
        theirs="\n\n".join(part for part in (subject, body) if part),
        yours="\n\n".join(part for part in said.values() if part),
    )


def _parts(body: str) -> int:
    """As how many text messages a phone company counts it."""
    return 1 if len(body) <= 160 else -(-len(body) // 153)
