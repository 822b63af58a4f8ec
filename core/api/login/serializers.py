"""Logging in, as JSON."""

from typing import Any

from rest_framework import serializers

from core.api.fields import InstantField, PlainTextField
from core.api.strict import StrictSerializer
from core.models import User


class OneTimeCodeSerializer(StrictSerializer):
    """What HTTP Basic leaves to the body."""

    otp = PlainTextField(required=False, max_length=32, help_text="One-time code, for users with such a device.")


class LoginSerializer(OneTimeCodeSerializer):
    """Name and password; leave both out where HTTP Basic carries them."""

    username = PlainTextField(max_length=150)
    password = PlainTextField(max_length=1024, trim_whitespace=False)


class LoggedInUserSerializer(serializers.ModelSerializer[User]):
    """Whose token it is, and which rows it reaches."""

    class Meta:
        model = User
        fields = ("id", "username", "language", "territories")


class TokenSerializer(serializers.Serializer[Any]):
    """A token, shown this once: only its hash is kept."""

    token = serializers.CharField(help_text="Send it as `Authorization: Token …`.")
    expires_at = InstantField()
    user = LoggedInUserSerializer()
