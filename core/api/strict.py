"""What a client sends is taken word for word: a name that nobody reads is a mistake, and told."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from core.api.errors import InvalidQuery


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields it does not have, by name, together with what else is wrong."""

    def to_internal_value(self, data: Any) -> Any:
        """The valid values; ValidationError with everything that is not."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        errors: dict[Any, Any] = {
            name: [ErrorDetail(_("There is no field of this name."), code="unknown")]
            for name in sorted(set(data) - set(self.fields))
        }
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            errors |= error.detail if isinstance(error.detail, dict) else {}
        if errors:
            raise ValidationError(errors)
        return values


def read_body(request: Request, serializer: type[StrictSerializer]) -> dict[str, Any]:
    """The checked values of the request's JSON body. Raises ValidationError, or what the parser raises."""
    read = serializer(data=request.data, context={"request": request})
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def read_query(request: Request, serializer: type[StrictSerializer]) -> dict[str, Any]:
    """The checked values of the address's parameters. Raises InvalidQuery, also for one that is given twice."""
    sent = request.query_params
    twice = [name for name in sent if len(sent.getlist(name)) > 1]
    if twice:
        raise InvalidQuery({name: [ErrorDetail(_("Given more than once."), code="repeated")] for name in twice})
    # A plain dict: in a form's QueryDict, DRF takes a missing flag for false.
    read = serializer(data=sent.dict(), context={"request": request})
    if not read.is_valid():
        raise InvalidQuery(read.errors)
    return dict(read.validated_data)
