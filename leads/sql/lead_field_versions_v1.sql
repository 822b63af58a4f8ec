-- Note which event columns of leads come from, where it is newer than the one they came from before; those that it is.
CREATE FUNCTION advance_lead_fields(
    p_lead_ids bigint[], p_fields text[], p_changed_at timestamptz[], p_event_ids uuid[]
) RETURNS TABLE (lead_id bigint, field text)
LANGUAGE sql VOLATILE AS $$
    INSERT INTO lead_field_versions AS v (lead_id, field, changed_at, event_id)
    SELECT * FROM unnest(p_lead_ids, p_fields, p_changed_at, p_event_ids)
    ON CONFLICT (lead_id, field) DO UPDATE SET changed_at = excluded.changed_at, event_id = excluded.event_id
    WHERE (v.changed_at, v.event_id) < (excluded.changed_at, excluded.event_id)
    RETURNING v.lead_id, v.field
$$;
