"""What the index knows of words: their stems, words that are typed nearly the same, and words that mean the same."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from operations.runbooks.search.spelling import distance, slips_allowed
from operations.runbooks.search.wording import words_in

STEMS = """
SELECT asked.word, l.language, coalesce(stem.lexeme, ''), known.word IS NOT NULL, spelled.word IS NOT NULL
FROM (SELECT unnest(%s::text[]) UNION SELECT w.word FROM runbook_words w WHERE w.word = ANY (%s::text[])) AS asked(word)
CROSS JOIN (VALUES ('de', 'german_stem'::regdictionary), ('en', 'english_stem')) AS l(language, dictionary)
LEFT JOIN LATERAL unnest(ts_lexize(l.dictionary, asked.word)) AS stem(lexeme) ON true
LEFT JOIN LATERAL (
    SELECT w.word FROM runbook_words w WHERE w.language = l.language AND w.lexeme = stem.lexeme LIMIT 1) known ON true
LEFT JOIN LATERAL (
    SELECT w.word FROM runbook_words w WHERE w.language = l.language AND w.word = asked.word LIMIT 1) spelled ON true
"""

NEAR = """
SELECT asked.word, w.word, w.language, w.lexeme
FROM unnest(%s::text[]) AS asked(word)
JOIN runbook_words w ON runbook_spellings(w.word) && runbook_spellings(asked.word)
"""

SYNONYMS = """
SELECT f.language, f.form, f.lexemes, t.language, t.form, t.lexemes
FROM runbook_synonym_forms f JOIN runbook_synonym_forms t ON t.synonym_id = f.synonym_id AND t.id <> f.id
WHERE f.lexemes && %(all)s::text[]
  AND (f.language = 'de' AND f.lexemes <@ %(de)s::text[] OR f.language = 'en' AND f.lexemes <@ %(en)s::text[])
ORDER BY f.id, t.id
"""


@dataclass(frozen=True, slots=True)
class Stem:
    """A word's stem in a language; an empty lexeme: the language takes the word for one that says nothing.

    `known`: somebody here uses a word of this stem; `spelled`: this very word.
    """

    language: str
    lexeme: str
    known: bool
    spelled: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A word or phrase of a row of synonyms, as it is written and in its stems."""

    language: str
    written: tuple[str, ...]
    lexemes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Its stems are all there is to it: what is left of "on call" is "call", which means something else."""
        return len(self.written) == len(self.lexemes)


def stems_of(words: Collection[str], pieces: Collection[str] = ()) -> dict[str, list[Stem]]:
    """The stems of folded words in both languages, and whether a runbook or a synonym has them.

    With those of `pieces`, but only where somebody here uses such a word in exactly this form.
    """
    found: dict[str, list[Stem]] = {}
    if words:
        with connection.cursor() as cursor:
            cursor.execute(STEMS, [list(words), list(pieces)])
            for word, *stem in cursor.fetchall():
                found.setdefault(word, []).append(Stem(*stem))
    return found


def near_misses(words: Collection[str]) -> dict[str, list[Stem]]:
    """Of folded words that nobody here uses, the stems of those they were probably meant to be: the nearest alone."""
    nearest: dict[str, tuple[int, list[Stem]]] = {}
    if words:
        with connection.cursor() as cursor:
            cursor.execute(NEAR, [sorted(words)])
            for asked, word, language, lexeme in cursor.fetchall():
                slips = distance(asked, word)
                # A first letter is hardly ever mistaken; with another one it is another word.
                allowed = min(slips_allowed(asked), slips_allowed(word)) - (asked[0] != word[0])
                if slips > allowed:
                    continue
                least, stems = nearest.get(asked, (slips, []))
                stem = Stem(language, lexeme, known=True, spelled=True)
                if slips < least:
                    nearest[asked] = slips, [stem]
                elif slips == least and stem not in stems:
                    nearest[asked] = slips, [*stems, stem]
    return {asked: stems for asked, (_, stems) in nearest.items()}


def synonyms_in(lexemes: Mapping[str, Iterable[str]]) -> list[tuple[Form, Form]]:
    """Words and phrases whose stems are all among these (by language), each with another that means the same."""
    stems = {language: sorted(set(of)) for language, of in lexemes.items()}
    with connection.cursor() as cursor:
        cursor.execute(SYNONYMS, {**stems, "all": sorted({each for of in stems.values() for each in of})})
        return [
            (
                Form(language, tuple(words_in(form)), tuple(stems)),
                Form(other_language, tuple(words_in(other_form)), tuple(other_stems)),
            )
            for language, form, stems, other_language, other_form, other_stems in cursor.fetchall()
        ]
