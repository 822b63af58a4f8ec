"""The third step: hand one mail over, and say what became of it. Runs in a thread and asks the database nothing."""

from dataclasses import dataclass
from time import monotonic

import structlog
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.mail.failures import MailFailure, MailRefused, MailServerUnavailable
from core.mail.server import MailServer
from leads.mail.reminder import ReminderMail, build_message
from leads.services.reminders.claiming import Claim
from leads.services.reminders.words import BAD_ADDRESS, NO_ADDRESS

logger = structlog.get_logger(__name__)


class HeldUp(MailFailure):
    """The worker came to its claim too late to begin."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A claim and what became of it: `failure` None means that the mail server accepted the mail."""

    claim: Claim
    failure: MailFailure | None = None

    @property
    def made(self) -> bool:
        """Whether the mail was handed to a server at all."""
        return not isinstance(self.failure, HeldUp | MailServerUnavailable)


def attempt(server: MailServer, claim: Claim, *, begin_before: float) -> Attempt:
    """Send the claim's mail, unless `monotonic()` has passed `begin_before`: the claim may be another's by the end."""
    try:
        _check_time(begin_before)
        _check_address(claim.mail)
        server.deliver(build_message(claim.mail))
    except MailFailure as failure:
        return Attempt(claim, failure)
    except Exception as error:
        # A fault of ours with one mail must not keep the others from being sent.
        logger.exception("reminder_not_built", reminder_id=claim.reminder_id)
        return Attempt(claim, MailFailure(f"{type(error).__name__}: {error}"))
    return Attempt(claim)


def _check_time(begin_before: float) -> None:
    if monotonic() > begin_before:
        raise HeldUp("The worker was held up until its claim was nearly over.")


def _check_address(mail: ReminderMail) -> None:
    if not mail.recipient:
        raise MailRefused(NO_ADDRESS)
    try:
        validate_email(mail.recipient)
    except ValidationError:
        raise MailRefused(BAD_ADDRESS) from None
