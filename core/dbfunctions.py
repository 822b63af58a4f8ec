"""The database's text functions (core/sql/fold_text), as Django expressions."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Lookup
from django.db.models.sql.compiler import SQLCompiler


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


@SearchVectorField.register_lookup
class WordPrefixes(Lookup):
    """`column__words="mull gmb"`: every word of the text begins a word of the column; accents and case do not count."""

    lookup_name = "words"

    def get_prep_lookup(self) -> str:
        return str(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (value,)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} @@ search_prefix_query({rhs})", (*lhs_params, *rhs_params)
