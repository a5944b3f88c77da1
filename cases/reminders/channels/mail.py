"""Mail through the council's own server. It cannot be asked what it took.

So what is not known to have failed is never sent again: a human is told instead.
"""

from contextlib import suppress
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from time import monotonic
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from cases.reminders.channels.base import PAUSED, Outcome, Outgoing, Result


class Mail:
    name = "mail"
    can_look_up = False
    is_remote = True
    takes_attachments = True

    def send(self, message: Outgoing, until: float) -> Result:
        """Send to one recipient. Before the server has answered, nothing can have gone."""
        mail = EmailMessage(
            message.subject,
            message.body,
            to=[message.to],
            headers={"Auto-Submitted": "auto-generated"},
        )
        if message.attachment:
            name, kind, text = message.attachment
            mail.attach(name, text, kind)
        server = get_connection()
        try:
            server.open()
        except (OSError, SMTPException):
            return Result(Outcome.LATER, code="server_away")
        try:
            if monotonic() > until:
                return PAUSED
            server.send_messages([mail])
            return Result(Outcome.ACCEPTED)
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            return _answered(max(codes, default=500))
        except SMTPResponseException as answer:
            return _answered(answer.smtp_code)
        except ValueError:
            # A line break in an address or a subject: refused before anything went.
            return Result(Outcome.REFUSED, code="not_an_address")
        except Exception:  # whatever it was, it may have gone
            return Result(Outcome.UNKNOWN, code="broke_off")
        finally:
            _leave(server)

    def look_up(self, reference: UUID, to: str) -> Result:
        return Result(Outcome.UNKNOWN, code="cannot_look_up")


def _answered(code: int) -> Result:
    """4xx is "not now", 5xx is "never" (RFC 5321); both say that it was not taken."""
    if 400 <= code < 500:
        return Result(Outcome.LATER, code=f"smtp_{code}")
    return Result(Outcome.REFUSED, code=f"smtp_{code}")


def _leave(server: BaseEmailBackend) -> None:
    with suppress(Exception):  # it has answered already
        server.close()
