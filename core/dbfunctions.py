"""The database's text functions (core/sql/fold_text), as Django expressions."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func


class FoldText(Func):
    """Text without case, accents and umlaut dots."""

    function = "fold_text"
    output_field = models.TextField()


class MatchKey(Func):
    """Folded, letters and digits alone: for comparing places and names."""

    function = "match_key"
    output_field = models.TextField()


class CompanyMatchKey(Func):
    """A company's name for comparing: folded, without legal form and punctuation."""

    function = "company_match_key"
    output_field = models.TextField()


class SearchWords(Func):
    """Every word of some text columns, for search by the beginning of any word."""

    template = "search_words(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()
