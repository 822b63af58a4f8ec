-- Shifts of one responsibility never overlap, whoever writes them. Without btree_gist: a text becomes a range of one
-- number, which is the same for the same text.
ALTER TABLE on_call_shifts ADD CONSTRAINT on_call_shifts_no_overlap EXCLUDE USING gist (
    int8range(hashtextextended(responsibility, 0), hashtextextended(responsibility, 0), '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&);
