"""What one message says: as it went, or before that as it would be were it sent when planned."""

from dataclasses import dataclass

from django.utils import timezone

from cases.models import Reminder
from cases.reminders import checking, reasons, texts
from cases.reminders.own_words import has_own_words, planned
from cases.reminders.verdicts import Cancel, Hold, Later, Send, Tell
from cases.reminders.words import moment_words, rule_and_step

State, Channel = Reminder.State, Reminder.Channel


@dataclass(frozen=True)
class Said:
    """`has_gone` for word for word; else `doubt` says what stands against its going at all."""

    subject: str
    body: str
    has_gone: bool = False
    is_example: bool = False
    doubt: str = ""

    @property
    def label(self) -> str:
        if self.has_gone:
            return "Word for word as it was sent"
        return "The text of the rule" if self.is_example else "As it would be sent now"


def text_of(reminder: Reminder) -> Said | None:
    """The words of a message; None where none were ever written and none will be."""
    if reminder.state == State.SENT:
        notice = getattr(reminder, "notice", None)
        body = reminder._text or (notice.text if notice else "")
        return Said(reminder.subject, body, has_gone=True) if body else None
    if reminder.state not in (State.SCHEDULED, State.SENDING):
        return Said(reminder.subject, reminder._text) if reminder._text else None
    return _as_it_would_be(reminder)


def _as_it_would_be(reminder: Reminder) -> Said | None:
    """Ask what sending will ask, at the moment it is planned for; nothing is changed by it."""
    at = max(reminder.next_attempt_at, timezone.now())
    match checking.prepare([reminder], now=at).get(reminder.pk):
        case Send(outgoing=outgoing):
            return Said(outgoing.subject, outgoing.body)
        case Tell(text=text):
            return Said("", text)
        case Hold(reason=reason) | Cancel(reason=reason):
            return _of_the_rule(reminder, reasons.words(reason))
        case Later(at=later, reason=reason):
            words = f"{reasons.words(reason)} " if reason else ""
            until = moment_words(timezone.localtime(later))
            return _of_the_rule(reminder, f"{words}It would wait until {until}.")
    return _of_the_rule(reminder, "")


def _of_the_rule(reminder: Reminder, doubt: str) -> Said | None:
    """The rule's own words with their gaps, where it would not go as things stand."""
    if has_own_words(reminder):
        own = planned([reminder]).get(reminder.pk)
        return Said(own.subject, own.body, doubt=doubt) if own else None
    rule, _ = rule_and_step(reminder)
    if rule is None:
        return None
    kind = {
        Channel.NOTICE.value: texts.Kind.NOTICE,
        Channel.EMAIL.value: texts.Kind.EMAIL,
        Channel.LETTER.value: texts.Kind.EMAIL,
    }.get(reminder.channel, texts.Kind.TEXT)
    subject, body, _ = texts.current_text(rule.key, kind)
    return Said(subject, body, is_example=True, doubt=doubt)
