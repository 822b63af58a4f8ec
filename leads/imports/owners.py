"""Who a row's protection is for: a user by name or e-mail address."""

from django.db.models import Q

from core.models import User
from leads.imports.reasons import RowRejected


class Owners:
    """Looks users up by what a cell says; each text once."""

    def __init__(self, default: User | None) -> None:
        self._default = default
        self._known: dict[str, list[User]] = {}

    def find(self, text: str) -> int:
        """The id of the user that `text` names (empty: the import's). RowRejected where there is none."""
        if not text:
            if self._default is None:
                raise RowRejected("owner_missing")
            return self._default.pk
        if text not in self._known:
            self._known[text] = _look_up(text)
        users = self._known[text]
        if len(users) != 1:
            raise RowRejected("owner_unknown", value=text)
        if not can_hold_leads(users[0]):
            raise RowRejected("owner_inactive", value=text)
        return users[0].pk


def can_hold_leads(user: User) -> bool:
    """Whether leads may be registered for this user: an open account of a person."""
    return user.is_active and not user.is_service


def _look_up(text: str) -> list[User]:
    users = list(User.objects.filter(Q(username__iexact=text) | Q(email__iexact=text))[:3])
    # A user name is unique as it is written; an e-mail address, or another case, need not be.
    return [user for user in users if user.username == text] or users
