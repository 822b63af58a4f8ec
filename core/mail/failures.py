"""What a mail server's answer means for a mail: try again, give up, or nobody was there to answer."""

from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

PERMANENT = 500


class MailFailure(Exception):
    """A mail did not get through. The message is the server's answer, or what happened instead of one."""


class MailServerUnavailable(MailFailure):
    """No mail could be handed over at all: no connection, no login, sender refused. It says nothing about one mail."""


class MailDelayed(MailFailure):
    """Refused for now, or the connection broke before the answer: the mail may go out at the next attempt."""


class MailRefused(MailFailure):
    """Refused for good: no further attempt would change it."""


def failure_of(error: Exception) -> MailFailure:
    """What an error that sending raised means. An error of our own is a delay: mending it must not lose the mail."""
    match error:
        case SMTPRecipientsRefused():
            codes, text = _refusals(error)
            return MailRefused(text) if all(code >= PERMANENT for code in codes) else MailDelayed(text)
        case SMTPDataError():
            text = _answer(error.smtp_code, error.smtp_error)
            return MailRefused(text) if error.smtp_code >= PERMANENT else MailDelayed(text)
        case SMTPSenderRefused() | SMTPHeloError():
            return MailServerUnavailable(_answer(error.smtp_code, error.smtp_error))
        case SMTPNotSupportedError() | ValueError():  # an address that cannot be written, UnicodeError among them
            return MailRefused(str(error))
        case SMTPException() | OSError():
            return MailDelayed(f"{type(error).__name__}: {error}")
        case _:
            return MailDelayed(f"{type(error).__name__} while sending: see the log")


def _refusals(error: SMTPRecipientsRefused) -> tuple[list[int], str]:
    answers = list(error.recipients.values())
    return [code for code, _ in answers], "; ".join(_answer(code, text) for code, text in answers)


def _answer(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
