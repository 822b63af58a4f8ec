"""The services ask the rules themselves: also where no form did, or where the form's answer is out of date."""

import pytest

from core.models import User
from core.services.user_rules import UserRefused
from core.services.users import create_user, set_password, update_user
from tests.core_admin.people import PASSWORD, make

pytestmark = pytest.mark.django_db


def test_two_administrators_do_not_take_each_others_role_at_the_same_time() -> None:
    """Both asked while both still might; the second is asked again, with the rows locked."""
    anna, bert = make("administrator"), make("administrator")
    assert bert.has_perm("core.change_user")  # and remembers it
    update_user(actor=anna, user=User.objects.get(pk=bert.pk), roles=[])

    with pytest.raises(UserRefused, match="nicht mehr"):
        update_user(actor=bert, user=User.objects.get(pk=anna.pk), roles=[])
    with pytest.raises(UserRefused, match="nicht mehr"):
        create_user(actor=bert, user=User(username="neu"), roles=[])
    with pytest.raises(UserRefused, match="nicht mehr"):
        set_password(actor=bert, user=anna, password=PASSWORD)
    assert anna.groups.filter(name="administrator").exists()
    assert not User.objects.filter(username="neu").exists()


def test_who_was_deactivated_meanwhile_changes_nothing() -> None:
    anna, bert = make("administrator"), make("superuser")
    User.objects.filter(pk=bert.pk).update(is_active=False)
    with pytest.raises(UserRefused, match="nicht mehr"):
        update_user(actor=bert, user=anna, roles=[])


def test_no_password_for_a_superuser_from_below_nor_for_a_system_from_anybody() -> None:
    anna, root = make("administrator"), make("superuser")
    system = make(None, is_staff=False, is_service=True)
    for actor, user in ((anna, root), (anna, system), (root, system)):
        with pytest.raises(UserRefused):
            set_password(actor=actor, user=user, password=PASSWORD)
        assert not User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_only_what_is_edited_is_saved() -> None:
    anna, carl = make("administrator"), make("clerk")
    password = carl.password
    carl.password, carl.is_service, carl.first_name = "forged", True, "Carla"
    with pytest.raises(UserRefused):  # a person who became a service account could not stay in the back office
        update_user(actor=anna, user=carl, roles=[])
    carl.is_service = False
    update_user(actor=anna, user=carl, roles=[])
    stored = User.objects.get(pk=carl.pk)
    assert (stored.password, stored.is_service, stored.first_name) == (password, False, "Carla")
