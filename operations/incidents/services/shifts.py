"""The rota: planning shifts, handing them over, taking them over."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from operations.incidents.models import OnCallShift
from operations.incidents.services.errors import ShiftRefused
from operations.runbooks.responsibilities import Responsibility

OVERLAP = "on_call_shifts_no_overlap"


def plan_shift(*, responsibility: str, user: User, starts_at: datetime, ends_at: datetime, actor: User) -> OnCallShift:
    """Put `user` on call from `starts_at` until `ends_at` (aware). The shift.

    Raises ShiftRefused where somebody else is on call then, where it has no length or is over, for somebody without
    an e-mail address or who may not work on incidents.
    """
    if responsibility not in Responsibility.values:
        raise ShiftRefused(_("This is none of the choices."), code="choice", status=422, field="responsibility")
    if ends_at <= starts_at:
        raise ShiftRefused(_("It ends before it begins."), code="no_length", status=422, field="ends_at")
    if ends_at <= database_now():
        raise ShiftRefused(_("It is over already."), code="past", status=422, field="ends_at")
    _check_person(user)
    return _add(responsibility=responsibility, user=user, starts_at=starts_at, ends_at=ends_at, actor=actor)


def hand_over_shift(*, shift_id: int, to: User, note: str, actor: User) -> OnCallShift:
    """`to` has the rest of the shift from now on, or the whole of one that has not begun. Their shift.

    `note` tells what is going on. Raises ShiftRefused as `plan_shift`, and for a shift that is over.
    """
    _check_person(to)
    with transaction.atomic():
        shift, now = _locked(shift_id), database_now()
        if shift.starts_at >= now:
            shift.user, shift.handover_note, shift.taken_over_at = to, note.strip(), None
            shift.save(update_fields=["user", "handover_note", "taken_over_at"])
            return shift
        until, shift.ends_at = shift.ends_at, now
        shift.save(update_fields=["ends_at"])
        return _add(responsibility=shift.responsibility, user=to, starts_at=now, ends_at=until, actor=actor, note=note)


@transaction.atomic
def take_over_shift(*, shift_id: int, actor: User) -> OnCallShift:
    """Whoever is on call has read what was handed over. Raises ShiftRefused for the shift of somebody else."""
    shift = _locked(shift_id)
    if shift.user_id != actor.pk:
        raise ShiftRefused(_("This is not your shift."), code="not_yours")
    if shift.taken_over_at is None:
        shift.taken_over_at = database_now()
        shift.save(update_fields=["taken_over_at"])
    return shift


@transaction.atomic
def cancel_shift(*, shift_id: int, actor: User) -> None:
    """Nobody is on call there: a shift that has begun ends now, one that has not is gone (its history stays).

    Raises ShiftRefused where it is over or not there.
    """
    shift, now = _locked(shift_id), database_now()
    if shift.starts_at >= now:
        shift.delete()
    else:
        shift.ends_at = now
        shift.save(update_fields=["ends_at"])


def _locked(shift_id: int) -> OnCallShift:
    shift = OnCallShift.objects.select_for_update(no_key=True).filter(pk=shift_id).first()
    if shift is None:
        raise ShiftRefused(_("There is no such shift."), code="shift_not_found", status=404)
    if shift.ends_at <= database_now():
        raise ShiftRefused(_("It is over already."), code="past")
    return shift


def _check_person(user: User) -> None:
    if not user.is_active or not user.has_perm("incidents.work_incident"):
        raise ShiftRefused(
            _("%(name)s may not work on incidents.") % {"name": user}, code="person", status=422, field="user"
        )
    if not user.email:
        raise ShiftRefused(
            _("%(name)s has no e-mail address and could not be notified. Enter one first.") % {"name": user},
            code="no_address",
            status=422,
            field="user",
        )


def _add(
    *, responsibility: str, user: User, starts_at: datetime, ends_at: datetime, actor: User, note: str = ""
) -> OnCallShift:
    try:
        with transaction.atomic():
            return OnCallShift.objects.create(
                responsibility=responsibility,
                user=user,
                starts_at=starts_at,
                ends_at=ends_at,
                created_by=actor,
                handover_note=note.strip(),
            )
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        raise ShiftRefused(
            _("Somebody is on call then already. Cancel or hand over that shift first."),
            code="overlap",
            status=422,
            field="starts_at",
        ) from None
