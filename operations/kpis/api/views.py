"""Key figures over HTTP: all as they are now, and one over time."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import InvalidQuery
from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView, user_of
from operations.kpis.api.descriptions import GET_KPI, LIST_KPIS
from operations.kpis.api.queries import SeriesQuery
from operations.kpis.api.rendering import present_as_json, series_as_json
from operations.kpis.api.serializers import KpiListSerializer, KpiSeriesSerializer
from operations.kpis.breakdowns import breakdown_of
from operations.kpis.errors import PeriodRefused
from operations.kpis.periods import Bucket, Period, usual_period
from operations.kpis.querysets.present import PresentValues
from operations.kpis.rights import VIEW, allowed_kpi, visible_kpis
from operations.kpis.series import series

_FRESH = {"Cache-Control": "no-store"}


class KpisView(ApiView):
    """All KPIs that the caller may see."""

    permission_classes = (requires(GET=VIEW),)

    @extend_schema(**LIST_KPIS)
    def get(self, request: Request) -> Response:
        """As they are now, the same as on the page of the admin and in the metrics."""
        read_query(request, StrictSerializer)
        user, now = user_of(request), timezone.now()
        kpis = visible_kpis(user)
        values = PresentValues(user, kpis, now)
        found = [present_as_json(values.of(kpi), now) for kpi in kpis]
        return Response(KpiListSerializer({"seasons": values.seasons, "results": found}).data, headers=_FRESH)


class KpiView(ApiView):
    """One KPI. Each takes a right of its own."""

    permission_classes = (requires(GET=VIEW),)

    @extend_schema(**GET_KPI)
    def get(self, request: Request, name: str) -> Response:
        """Over time, measured now."""
        user, now = user_of(request), timezone.now()
        kpi = allowed_kpi(name, user)
        asked = read_query(request, SeriesQuery)
        usual = usual_period(kpi, now)
        bucket = Bucket(asked.get("bucket", usual.bucket))
        try:
            period = Period(asked.get("from", usual.first), asked.get("until", usual.last), bucket)
        except PeriodRefused as refused:
            raise InvalidQuery({refused.field or "": [ErrorDetail(str(refused), code=refused.code)]}) from refused
        found = series(kpi, period=period, territory=asked.get("territory", ""), user=user, now=now)
        answer = series_as_json(found, now, breakdown_of(found, user))
        return Response(KpiSeriesSerializer(answer).data, headers=_FRESH)
