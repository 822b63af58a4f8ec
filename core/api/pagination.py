"""Pages of a list by cursor: no COUNT(*), and no row twice or left out when rows come in between two pages."""

from rest_framework.pagination import CursorPagination


class CursorLimitPagination(CursorPagination):
    """`?limit=` rows a page (default 50, at most 500), `?cursor=` from the previous answer. Newest first."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 500
    ordering = "-id"
