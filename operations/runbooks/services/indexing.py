"""Making published versions findable: the index has the current version of each runbook, and no other."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from django.db import connection, transaction

from operations.runbooks.models import Passage, RunbookVersion, Term, Word
from operations.runbooks.search.compounds import split
from operations.runbooks.search.passages import PassageText, passages_of
from operations.runbooks.search.wording import words_in
from operations.runbooks.services.turns import wait_for_turn

# Long enough for everything but hashes and encoded secrets.
LONGEST_WORD = 60

ADD_WORDS = """
INSERT INTO runbook_words (language, word, lexeme)
SELECT t.language, t.word, stem.lexeme
FROM unnest(%s::text[], %s::text[]) AS t(language, word)
CROSS JOIN unnest(ts_lexize(
    CASE t.language WHEN 'de' THEN 'german_stem'::regdictionary ELSE 'english_stem' END, t.word)) AS stem(lexeme)
ON CONFLICT DO NOTHING
"""

ADD_PASSAGES = """
INSERT INTO runbook_passages (version_id, language, kind, anchor, head, head_lexemes, vector)
SELECT %s, p.language, p.kind, p.anchor, p.head, tsvector_to_array(to_tsvector(l.config, p.spread)),
       setweight(to_tsvector(l.config, p.a), 'A') || setweight(to_tsvector(l.config, p.b), 'B')
           || setweight(to_tsvector(l.config, p.c), 'C') || setweight(to_tsvector(l.config, p.d), 'D')
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS p(language, kind, anchor, head, spread, a, b, c, d)
JOIN (VALUES ('de', 'german'::regconfig), ('en', 'english')) AS l(language, config) ON l.language = p.language
"""

# A word of the title says more about a runbook than one that a step mentions; one that it repeats says a little more.
ADD_TERMS = """
INSERT INTO runbook_terms (version_id, language, lexeme, strength)
SELECT version_id, language, lexeme,
       max(CASE WHEN 'A' = ANY (weights) THEN 1.0 WHEN 'B' = ANY (weights) THEN 0.9 WHEN 'C' = ANY (weights) THEN 0.8
                ELSE 0.5 END + CASE WHEN 'A' = ANY (weights) THEN 0 ELSE 0.1 * (1 - 1.0 / cardinality(weights)) END)
FROM (SELECT p.version_id, p.language, u.lexeme, array_agg(w) AS weights
      FROM runbook_passages p, unnest(p.vector) u, unnest(u.weights) w
      WHERE p.version_id = ANY (%s)
      GROUP BY 1, 2, 3) found
GROUP BY 1, 2, 3
UNION ALL
SELECT v.id, '', territory, 1.0 FROM runbook_versions v, jsonb_array_elements_text(v.content -> 'territories') territory
WHERE v.id = ANY (%s)
"""

COUNT_RUNBOOKS = """
UPDATE runbook_words w SET runbooks = counted.runbooks
FROM (SELECT w.id, count(t.version_id) AS runbooks
      FROM runbook_words w LEFT JOIN runbook_terms t ON t.language = w.language AND t.lexeme = w.lexeme
      GROUP BY w.id) counted
WHERE counted.id = w.id AND counted.runbooks <> w.runbooks
"""

DROP_UNUSED_WORDS = """
DELETE FROM runbook_words w
WHERE w.runbooks = 0
  AND NOT EXISTS (SELECT FROM runbook_synonym_forms f WHERE f.lexemes @> ARRAY[w.lexeme] AND f.language = w.language)
"""


@transaction.atomic
def index_versions(*, versions: Sequence[RunbookVersion]) -> None:
    """Have search find these versions, and no longer the ones that they take the place of. In a transaction, alone."""
    wait_for_turn()
    runbooks = [version.runbook_id for version in versions]
    Passage.objects.filter(version__runbook__in=runbooks).delete()
    Term.objects.filter(version__runbook__in=runbooks).delete()
    cut = {version.pk: list(passages_of(version.content)) for version in versions}
    with connection.cursor() as cursor:
        cursor.execute(ADD_WORDS, _columns(_words(passage for passages in cut.values() for passage in passages), 2))
        known = frozenset(Word.objects.filter(language="de").values_list("word", flat=True))
        parts_of = cache(lambda word: split(word, known))
        for version, passages in cut.items():
            cursor.execute(ADD_PASSAGES, [version, *_columns((_row(passage, parts_of) for passage in passages), 9)])
        cursor.execute(ADD_TERMS, [list(cut), list(cut)])
        cursor.execute(COUNT_RUNBOOKS)
        cursor.execute(DROP_UNUSED_WORDS)


@transaction.atomic
def rebuild_index() -> int:
    """Index the current version of every runbook anew; how many. For after a change in how search cuts and weighs."""
    wait_for_turn()
    versions = list(RunbookVersion.objects.current())
    Passage.objects.all().delete()
    Term.objects.all().delete()
    index_versions(versions=versions)
    return len(versions)


def _words(passages: Iterable[PassageText]) -> list[tuple[str, str]]:
    found = {
        (passage.language, word)
        for passage in passages
        for text in passage.texts.values()
        for word in words_in(text)
        if 1 < len(word) <= LONGEST_WORD
    }
    return sorted(found)


def _row(passage: PassageText, parts_of: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    def spread(text: str) -> str:
        """With the parts of compound words beside them: "Erinnerungslauf" is about "Erinnerung" too."""
        if passage.language != "de":
            return text
        parts = [part for word in words_in(text) for part in parts_of(word)]
        return f"{text} {' '.join(parts)}" if parts else text

    texts = [spread(passage.texts.get(weight, "")) for weight in "ABCD"]
    return (passage.language, passage.kind, passage.anchor, passage.head, passage.head, *texts)


def _columns(rows: Iterable[tuple[str, ...]], width: int) -> list[list[str]]:
    """Rows as columns, as `unnest` takes them."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
