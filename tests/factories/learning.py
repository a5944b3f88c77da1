"""Reflections and training, made by the product's own functions."""

from django.utils import timezone

from conferences.domain.learning import add_course, record_session
from conferences.domain.reflecting import share_reflection, write_reflection

SECRET = "I spoke over Zephyrine and did not hear her"


def make_reflection(writer, *, supervisor=None, **facts):
    """One with words of its own; shared where a supervisor is named."""
    facts = {
        "reflected_on": timezone.localdate(),
        "about": "work",
        "words": SECRET,
        "place": "to",
        "place_words": "Zephyrine waits",
        "next_step": "Ask Zephyrine",
        **facts,
    }
    reflection = write_reflection(by=writer, **facts)
    return share_reflection(reflection, supervisor, by=writer) if supervisor else reflection


def make_session(manager, people, **facts):
    facts = {
        "kind": "training",
        "held_on": timezone.localdate(),
        "minutes": 60,
        "subject": "Silence",
        "led_by_name": "Jo Linden",
        **facts,
    }
    return record_session(by=manager, people=people, **facts)


def make_course(manager, name="Safe meetings", months=12):
    return add_course(by=manager, name=name, refresher_months=months)
