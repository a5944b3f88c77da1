import json
import logging
import sys

from django.core.exceptions import ImproperlyConfigured

from restorative.logs import JsonFormatter


def line(name, message, *args, exc_info=None, **extra):
    record = logging.LogRecord(name, logging.ERROR, "somewhere.py", 1, message, args, exc_info)
    record.__dict__.update(extra)
    return JsonFormatter().format(record)


def test_what_is_filled_into_a_message_is_left_out():
    written = line("django.request", "%s: %s", "Not Found", "/people/amira-okafor/")

    assert json.loads(written)["event"] == "%s: %s"
    assert "amira" not in written


def test_a_sentence_that_a_library_made_ready_is_left_out():
    assert "Amira" not in line("somelibrary", "Could not reach Amira")


def test_our_own_words_are_kept():
    assert json.loads(line("cases.tasks", "reminder sent"))["event"] == "reminder sent"


def test_only_allowed_fields_are_written():
    written = json.loads(line("cases", "saved", user=7, route="cases:note_add", child="Amira"))

    assert (written["user"], written["route"]) == (7, "cases:note_add")
    assert "child" not in written


def failure(error):
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_an_error_tells_its_kind_and_place_but_not_its_text():
    written = line(
        "django.request", "%s", "x", exc_info=failure(ValueError("could not save Amira"))
    )

    assert json.loads(written)["error"] == "ValueError"
    assert "test_logs.py" in json.loads(written)["where"][-1]
    assert "Amira" not in written


def test_an_error_in_the_set_up_tells_all():
    written = line(
        "django", "%s", "x", exc_info=failure(ImproperlyConfigured("SECRET_KEY is empty"))
    )

    assert json.loads(written)["reason"] == "SECRET_KEY is empty"


def test_a_line_break_cannot_forge_a_line():
    assert "\n" not in line("cases", 'one\n{"level": "info"}')
