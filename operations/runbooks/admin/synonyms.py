"""Words that mean the same, for search."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.admin import ConsoleModelAdmin
from operations.runbooks.models import Synonym


class WordsField(SimpleArrayField):
    """Words and phrases between commas: none twice, and blanks around them do not count."""

    def clean(self, value: Any) -> list[str]:
        """The words; ValidationError for one that is too long, or where there are too many."""
        words = [" ".join(word.split()) for word in super().clean(value)]
        return list(dict.fromkeys(word for word in words if word))


def _words(label: Any) -> WordsField:
    return WordsField(
        forms.CharField(max_length=80),
        label=label,
        required=False,
        max_length=40,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Words or short phrases, separated by commas."),
    )


class SynonymForm(forms.ModelForm[Synonym]):
    """A row of words in both languages."""

    german = _words(gettext_lazy("German"))
    english = _words(gettext_lazy("English"))

    class Meta:
        model = Synonym
        fields = ("german", "english")

    def clean(self) -> dict[str, Any]:
        """Refuse a single word: nothing means the same. The database would too."""
        data = super().clean() or {}
        if not self.errors and len(data["german"]) + len(data["english"]) < 2:
            raise ValidationError(_("It takes two words at least to mean the same."))
        return data


@admin.register(Synonym)
class SynonymAdmin(ConsoleModelAdmin[Synonym]):
    """What people say, beside what the runbooks say. A change works with the next question."""

    form = SynonymForm
    list_display = ("german_column", "english_column")
    list_display_links = ("german_column", "english_column")
    sortable_by = ()
    search_fields = ("forms__form",)
    actions = None

    @admin.display(description=gettext_lazy("German"))
    def german_column(self, row: Synonym) -> str:
        return ", ".join(row.german) or "–"

    @admin.display(description=gettext_lazy("English"))
    def english_column(self, row: Synonym) -> str:
        return ", ".join(row.english) or "–"
