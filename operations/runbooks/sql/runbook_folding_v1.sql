-- How words are compared, whatever way they are typed. operations/runbooks/search/wording.py does the same in Python.

-- Case, umlauts written out and accents do not count: "Überfällig", "ueberfaellig" -> "ueberfaellig".
CREATE FUNCTION runbook_folded(word text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    normalize(replace(replace(replace(replace(lower(normalize(word, NFC)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'), NFKD),
    U&'[\0300-\036f]', '', 'g');

-- A folded word, and what is left of it without any one of its letters. Two words that share one of these are a slip of the
-- finger apart: a letter left out, added, mistaken or swapped with its neighbour; some are two slips apart, so the distance
-- is measured afterwards. Short words have nothing but themselves: there, every slip is another word.
CREATE FUNCTION runbook_spellings(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN length(word) BETWEEN 4 AND 40
    THEN array_append(ARRAY(SELECT overlay(word placing '' FROM letter FOR 1) FROM generate_series(1, length(word)) letter), word)
    ELSE ARRAY[word] END;

CREATE INDEX runbook_words_spellings ON runbook_words USING gin (runbook_spellings(word));
