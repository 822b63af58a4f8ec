"""Who is on call, and who is called."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from operations.incidents.models import OnCallShift
from operations.incidents.rota import people_for
from operations.incidents.services import (
    ShiftRefused,
    cancel_shift,
    hand_over_shift,
    plan_shift,
    take_over_shift,
)
from operations.runbooks.models import Contact
from tests.factories import UserFactory
from tests.operations.incidents.scenes import clerk, contact, on_call

pytestmark = pytest.mark.django_db

ROLE = "operations-on-call"


def _names(role: str = ROLE) -> list[str]:
    return [person.address for person in people_for(role, timezone.now())]


def test_whoever_is_on_call_is_called() -> None:
    shift = on_call(user=clerk(language="en"))
    contact(ROLE, "desk@example.org")
    (person,) = people_for(ROLE, timezone.now())
    assert (person.address, person.language, person.on_call) == (shift.user.email, "en", True)


def test_after_the_shift_it_is_the_contacts_in_their_order() -> None:
    on_call(starts_at=timezone.now() - timedelta(hours=1), hours=2)
    OnCallShift.objects.update(ends_at=timezone.now())
    contact(ROLE, "second@example.org", rank=2)
    contact(ROLE, "first@example.org", rank=1)
    assert _names() == ["first@example.org", "second@example.org"]


def test_whoever_left_is_not_called() -> None:
    shift = on_call()
    shift.user.is_active = False
    shift.user.save()
    contact(ROLE, "desk@example.org")
    assert _names() == ["desk@example.org"]


def test_a_contact_with_a_telephone_alone_gets_no_mail() -> None:
    Contact.objects.create(role=ROLE, rank=1, name="Bell", phone="+49 1")
    assert _names() == []


def test_two_are_never_on_call_for_the_same() -> None:
    on_call()
    with pytest.raises(ShiftRefused) as refused:
        on_call()
    assert refused.value.code == "overlap"
    on_call("engineering-on-call")


def test_one_shift_may_begin_when_another_ends() -> None:
    first = on_call(hours=8)
    assert on_call(starts_at=first.ends_at).starts_at == first.ends_at


def test_the_database_refuses_two_at_a_time() -> None:
    shift = on_call()
    with pytest.raises(IntegrityError, match="on_call_shifts_no_overlap"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO on_call_shifts (responsibility, user_id, created_by_id, starts_at, ends_at, handover_note)"
            " SELECT responsibility, user_id, created_by_id, starts_at, ends_at, '' FROM on_call_shifts WHERE id = %s",
            [shift.pk],
        )


@pytest.mark.parametrize("missing", ["right", "address"])
def test_who_cannot_work_or_be_reached_is_not_on_call(missing: str) -> None:
    user = clerk(email="") if missing == "address" else UserFactory.create(role="viewer")
    with pytest.raises(ShiftRefused):
        on_call(user=user)


def test_a_shift_has_a_length_and_is_not_over() -> None:
    now, actor = timezone.now(), clerk()
    for starts, ends in ((now, now), (now - timedelta(hours=2), now - timedelta(hours=1))):
        with pytest.raises(ShiftRefused):
            plan_shift(responsibility=ROLE, user=actor, starts_at=starts, ends_at=ends, actor=actor)


def test_the_rest_of_a_shift_is_handed_over() -> None:
    shift, other = on_call(), clerk()
    rest = hand_over_shift(shift_id=shift.pk, to=other, note="All quiet", actor=shift.user)
    assert (rest.user, rest.ends_at, rest.handover_note) == (other, shift.ends_at, "All quiet")
    assert _names() == [other.email]
    take_over_shift(shift_id=rest.pk, actor=other)
    assert OnCallShift.objects.get(pk=rest.pk).taken_over_at is not None


def test_a_shift_that_has_not_begun_changes_hands_whole() -> None:
    shift, other = on_call(starts_at=timezone.now() + timedelta(days=1)), clerk()
    assert hand_over_shift(shift_id=shift.pk, to=other, note="", actor=shift.user).pk == shift.pk
    assert OnCallShift.objects.get().user == other


def test_nobody_takes_over_for_somebody_else() -> None:
    with pytest.raises(ShiftRefused):
        take_over_shift(shift_id=on_call().pk, actor=clerk())


def test_a_shift_that_is_cancelled_ends() -> None:
    running, planned = on_call(hours=2), on_call(starts_at=timezone.now() + timedelta(days=1))
    cancel_shift(shift_id=running.pk, actor=running.user)
    cancel_shift(shift_id=planned.pk, actor=running.user)
    assert _names() == []
    assert OnCallShift.objects.get().ends_at <= timezone.now()


def test_what_was_planned_is_history() -> None:
    shift = on_call()
    assert shift.history.count() == 1  # type: ignore[attr-defined]
