"""Mail, against a server on this machine that answers as a test wants."""

import socket
import threading
from contextlib import contextmanager
from math import inf
from uuid import uuid4

import pytest
from django.core import mail

from cases.reminders.channels.base import Outcome, Outgoing
from cases.reminders.channels.mail import Mail

CALENDAR = ("meeting.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def message(to="mum@example.org", **fields):
    fields = {"subject": "Your meeting", "body": "On Tuesday.", **fields}
    return Outgoing(uuid4(), "email", to, **fields)


def test_one_mail_goes_to_one_person_with_what_is_attached():
    result = Mail().send(message(attachment=CALENDAR), inf)

    assert (result.outcome, result.delivery) == (Outcome.ACCEPTED, "")
    sent = mail.outbox[0]
    assert (sent.to, sent.cc, sent.bcc) == (["mum@example.org"], [], [])
    assert (sent.subject, sent.body) == ("Your meeting", "On Tuesday.")
    assert [tuple(part) for part in sent.attachments] == [
        ("meeting.ics", CALENDAR[2], "text/calendar")
    ]


def test_a_line_break_in_a_subject_is_refused():
    result = Mail().send(message(subject="Your meeting\nBcc: x@example.org"), inf)

    assert result.outcome == Outcome.REFUSED
    assert mail.outbox == []


@contextmanager
def smtp_server(**answers):
    """Say yes to everything but what `answers` names: a line, or None to hang up there."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb", buffering=0) as lines:
            lines.write(b"220 here\r\n")
            body = False
            for line in lines:
                word = "end" if body and line == b".\r\n" else line.decode()[:4].strip().lower()
                if body and word != "end":
                    continue
                usual = {"data": "354 go on", "quit": "221 bye"}.get(word, "250 fine")
                said = answers.get(word, usual)
                if said is None:
                    return
                lines.write(said.encode() + b"\r\n")
                body = word == "data" and said.startswith("354")
                if word == "quit":
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        thread.join(timeout=5)
        listening.close()


@pytest.mark.parametrize(
    ("answers", "outcome", "code"),
    [
        ({}, Outcome.ACCEPTED, ""),
        ({"rcpt": "550 no such mailbox"}, Outcome.REFUSED, "smtp_550"),
        ({"rcpt": "450 greylisted"}, Outcome.LATER, "smtp_450"),
        ({"mail": "451 later"}, Outcome.LATER, "smtp_451"),
        ({"end": "554 no"}, Outcome.REFUSED, "smtp_554"),
        ({"end": "452 disk full"}, Outcome.LATER, "smtp_452"),
        # Taken or not? Nobody will ever know.
        ({"end": None}, Outcome.UNKNOWN, "broke_off"),
        ({"data": None}, Outcome.UNKNOWN, "broke_off"),
    ],
)
def test_what_a_mail_server_says(settings, answers, outcome, code):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    with smtp_server(**answers) as port:
        settings.EMAIL_PORT = port
        result = Mail().send(message(), inf)

    assert (result.outcome, result.code) == (outcome, code)


def test_a_mail_server_that_is_away_is_tried_later(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert Mail().send(message(), inf).outcome == Outcome.LATER
