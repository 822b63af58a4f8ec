-- Who held a lead when: what is derived from the rows (see v1), and what becomes of a lead that nobody holds.
-- Since v1: a lead whose last row is deleted or voided leaves the projection as it leaves the definition; a row that moves
-- from one lead to another concerns both.

-- Take leads that nobody holds out of the projection. After refresh_lead_protections, which has locked the rows in id
-- order, and recorded the expiries that had come.
CREATE FUNCTION remove_ownerless_lead_protections(p_lead_ids bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    DELETE FROM lead_protections p
    USING unnest(p_lead_ids) AS touched (lead_id)
    WHERE p.lead_id = touched.lead_id
      AND NOT EXISTS (SELECT FROM lead_ownerships o
                      WHERE o.lead_id = p.lead_id AND o.voided_at IS NULL AND o.valid_to IS NULL);
$$;

CREATE OR REPLACE FUNCTION sync_lead_ownerships(p_lead_ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
    PERFORM 1 FROM unnest(p_lead_ids) AS touched (id) JOIN leads l USING (id) ORDER BY l.id FOR NO KEY UPDATE OF l;

    WITH grouped AS (
        SELECT o.*,
               lead(o.valid_from) OVER by_time AS next_from,
               count(*) FILTER (WHERE o.mode IN ('REGISTERED', 'RESTART')) OVER by_time AS start_group,
               count(*) FILTER (WHERE o.mode <> 'INHERIT') OVER by_time AS policy_group,
               count(*) FILTER (WHERE o.mode <> 'POLICY') OVER by_time AS user_group
        FROM unnest(p_lead_ids) AS touched (lead_id) JOIN lead_ownerships o USING (lead_id)
        WHERE o.voided_at IS NULL
        WINDOW by_time AS (PARTITION BY o.lead_id ORDER BY o.valid_from)
    ), derived AS (
        SELECT g.id, g.next_from,
               first_value(coalesce(g.protection_started_at, g.valid_from))
                   OVER (PARTITION BY g.lead_id, g.start_group ORDER BY g.valid_from) AS started_at,
               first_value(coalesce(g.policy_id, protection_policy_for(coalesce(g.protection_started_at, g.valid_from))))
                   OVER (PARTITION BY g.lead_id, g.policy_group ORDER BY g.valid_from) AS policy_id,
               first_value(g.user_id) OVER (PARTITION BY g.lead_id, g.user_group ORDER BY g.valid_from) AS user_id
        FROM grouped g
    )
    UPDATE lead_ownerships o
    SET valid_to = d.next_from, protection_started_at = d.started_at, policy_id = d.policy_id, user_id = d.user_id
    FROM derived d
    WHERE o.id = d.id
      AND (o.valid_to, o.protection_started_at, o.policy_id, o.user_id)
          IS DISTINCT FROM (d.next_from, d.started_at, d.policy_id, d.user_id);

    UPDATE leads l
    SET user_id = o.user_id,
        protection_started_at = CASE WHEN o.protection_started_at = l.created_at THEN NULL
                                     ELSE o.protection_started_at END
    FROM unnest(p_lead_ids) AS touched (lead_id) JOIN lead_ownerships o USING (lead_id)
    WHERE l.id = touched.lead_id AND o.voided_at IS NULL AND o.valid_to IS NULL
      AND (l.user_id, coalesce(l.protection_started_at, l.created_at))
          IS DISTINCT FROM (o.user_id, o.protection_started_at);

    PERFORM refresh_lead_protections(p_lead_ids);
    PERFORM remove_ownerless_lead_protections(p_lead_ids);
END $$;

CREATE OR REPLACE FUNCTION lead_ownerships_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[];
    fresh bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT lead_id) INTO ids FROM old_rows;
    ELSIF TG_OP = 'UPDATE' THEN
        SELECT array_agg(DISTINCT lead_id) INTO ids
        FROM (SELECT lead_id FROM new_rows UNION SELECT lead_id FROM old_rows) touched;
    ELSE
        SELECT array_agg(DISTINCT lead_id) FILTER (WHERE mode <> 'REGISTERED'),
               array_agg(lead_id) FILTER (WHERE mode = 'REGISTERED')
        INTO ids, fresh FROM new_rows;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM refuse_future(max(valid_from), 'lead_ownerships_not_in_future', 'lead_ownerships') FROM new_rows;
    END IF;
    IF fresh IS NOT NULL THEN
        -- The first row of a new lead has nothing to derive from: a COPY of leads stays cheap.
        PERFORM refresh_lead_protections(fresh);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM sync_lead_ownerships(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER lead_ownerships_updated AFTER UPDATE ON lead_ownerships
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION lead_ownerships_written();
