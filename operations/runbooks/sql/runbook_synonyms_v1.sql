-- The stems of synonyms, kept with them: what is typed in the admin or in psql is found by the next question.
CREATE FUNCTION keep_runbook_synonym_forms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM runbook_synonym_forms WHERE synonym_id = NEW.id;
    INSERT INTO runbook_synonym_forms (synonym_id, language, form, lexemes)
    SELECT NEW.id, said.language, said.form, tsvector_to_array(to_tsvector(said.config, said.form))
    FROM (SELECT 'de' AS language, 'german'::regconfig AS config, unnest(NEW.german) AS form
          UNION ALL
          SELECT 'en', 'english', unnest(NEW.english)) said
    WHERE to_tsvector(said.config, said.form) <> '';
    -- They can be mistyped too, and be part of a compound word.
    INSERT INTO runbook_words (language, word, lexeme)
    SELECT DISTINCT f.language, runbook_folded(typed.word), stem.lexeme
    FROM runbook_synonym_forms f
    CROSS JOIN LATERAL regexp_split_to_table(f.form, '[^[:alnum:]]+') typed(word)
    CROSS JOIN LATERAL unnest(
        ts_lexize(
            CASE f.language WHEN 'de' THEN 'german_stem'::regdictionary ELSE 'english_stem' END, runbook_folded(typed.word))) stem(lexeme)
    WHERE f.synonym_id = NEW.id AND length(typed.word) BETWEEN 2 AND 60
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER runbook_synonyms_forms AFTER INSERT OR UPDATE ON runbook_synonyms
    FOR EACH ROW EXECUTE FUNCTION keep_runbook_synonym_forms();

CREATE INDEX runbook_synonym_forms_lexemes ON runbook_synonym_forms USING gin (lexemes);
