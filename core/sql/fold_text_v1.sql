-- Text as people mean it: without case, accents and umlaut dots; "Straße" and "strasse", "Müller" and "muller" are one.
CREATE FUNCTION fold_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    regexp_replace(normalize(casefold(value COLLATE pg_unicode_fast), NFKD), '[\u0300-\u036f]', '', 'g');

-- "mueller" and "muller" meet in one form; only for comparing and searching, never for showing.
CREATE FUNCTION fold_umlaut_digraphs(folded text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN regexp_replace(folded, '([aou])e', '\1', 'g');

-- Every word of the given text, for search by the beginning of any word.
CREATE FUNCTION search_words(value text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN array_to_tsvector(array_remove(
    regexp_split_to_array(fold_text(value) || ' ' || fold_umlaut_digraphs(fold_text(value)), '[^[:alnum:]]+'), ''));

-- A place or name for comparing: folded, letters and digits alone.
CREATE FUNCTION match_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    regexp_replace(fold_umlaut_digraphs(fold_text(value)), '[^[:alnum:]]+', '', 'g');

-- A company for comparing: also without its legal form, so that "Müller GmbH & Co. KG" is "mueller".
CREATE FUNCTION company_match_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(
    nullif(match_key(regexp_replace(' ' || regexp_replace(fold_text(value), '[^[:alnum:]]+', ' ', 'g') || ' ',
        '( (gmbh|mbh|ag|kg|kgaa|ohg|og|gbr|ug|haftungsbeschrankt|e k|ek|e kfm|e kfr|e u|eu|ev|e v|eg|e g|se|sa|sarl|s a r l|sagl|ltd|co|cokg|u co|und co|gesmbh|ges m b h|g m b h|m b h|a g|k g|ges|inh|kommanditgesellschaft|aktiengesellschaft|einzelunternehmen))+(?= )',
        '', 'g')), ''),
    match_key(value));

-- A query that every word of the given text begins a word of the document; nothing typed finds nothing.
CREATE FUNCTION search_prefix_query(value text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(format('(''%s'':* | ''%s'':*)', word, fold_umlaut_digraphs(word)), ' & '), '')::tsquery
    FROM regexp_split_to_table(fold_text(value), '[^[:alnum:]]+') AS word
    WHERE word <> ''
$$;
