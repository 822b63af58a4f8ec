"""What a client sends is taken word for word: a name that nobody reads is a mistake, and told."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from core.problems import InvalidQuery


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields it does not have, by name, together with what else is wrong."""

    def to_internal_value(self, data: Any) -> Any:
        """The valid values; ValidationError with everything that is not."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        errors: dict[str, Any] = {
            str(name): [ErrorDetail(_("There is no field of this name."), code="unknown")]
            for name in data
            if name not in self.fields
        }
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= error.detail if isinstance(error.detail, dict) else {}
        if errors:
            raise serializers.ValidationError(errors)
        return values


def read_body[T: StrictSerializer](request: Request, serializer: type[StrictSerializer]) -> dict[str, Any]:
    """The request's JSON body, checked. Raises ValidationError."""
    ...
