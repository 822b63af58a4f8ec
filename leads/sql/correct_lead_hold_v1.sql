-- Correct what is recorded of a hold; its id. The same rule as for placing one: moved to where protection has ended, a
-- hold cannot bring it back, and is refused. Its own length does not count for that: looked at after the correction, a
-- hold that takes effect begins before the expiry that it moves. What began there already may still be mended.
CREATE FUNCTION correct_lead_hold(
    p_hold_id bigint, p_start_at timestamptz, p_reason_code text, p_reason text DEFAULT '',
    p_end_at timestamptz DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET timezone = 'UTC' AS $$
DECLARE
    recorded timestamptz;
    expires timestamptz;
    hold lead_holds%ROWTYPE;
BEGIN
    PERFORM 1 FROM leads WHERE id = (SELECT lead_id FROM lead_holds WHERE id = p_hold_id) FOR NO KEY UPDATE;
    SELECT start_at INTO recorded FROM lead_holds WHERE id = p_hold_id;
    UPDATE lead_holds SET start_at = p_start_at, end_at = p_end_at, reason_code = p_reason_code, reason = p_reason
    WHERE id = p_hold_id RETURNING * INTO hold;

    SELECT coalesce(p.expires_at, 'infinity') INTO expires FROM lead_protections p WHERE p.lead_id = hold.lead_id;
    IF hold.start_at <> recorded AND hold.start_at >= expires THEN
        PERFORM refuse_hold('lead_holds_lead_expired', format(
            'Protection of lead %s ended at %s: a hold cannot bring it back.', hold.lead_id, expires));
    END IF;
    PERFORM record_lead_event('lead.hold.corrected', hold.lead_id, NULL, coalesce(nullif(p_reason, ''), p_reason_code),
        jsonb_build_object('hold_id', hold.id, 'start_at', hold.start_at, 'end_at', hold.end_at));
    RETURN hold.id;
END $$;
