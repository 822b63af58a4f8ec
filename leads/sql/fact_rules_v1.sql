-- What the tables promise beyond Django's constraints: deleting a lead takes its facts along (their history stays),
-- holds of one lead never overlap, policies never change, and facts do not lie in the future.
ALTER TABLE lead_holds ADD CONSTRAINT lead_holds_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE lead_activities ADD CONSTRAINT lead_activities_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE lead_ownerships ADD CONSTRAINT lead_ownerships_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE lead_status_changes ADD CONSTRAINT lead_status_changes_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE lead_contacts ADD CONSTRAINT lead_contacts_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;

-- int8range instead of btree_gist: the embedded server has no contrib.
ALTER TABLE lead_holds ADD CONSTRAINT lead_holds_no_overlap
    EXCLUDE USING gist (int8range(lead_id, lead_id, '[]') WITH &&, tstzrange(start_at, end_at) WITH &&)
    WHERE (voided_at IS NULL);

-- An instant that no calendar can show would make every reader of the lead fail; an open end is NULL.
ALTER TABLE leads ADD CONSTRAINT leads_finite
    CHECK (isfinite(created_at) AND (protection_started_at IS NULL OR isfinite(protection_started_at)));
ALTER TABLE lead_holds ADD CONSTRAINT lead_holds_finite CHECK (
    start_at > '0001-01-01' AND (end_at IS NULL OR end_at < '9000-01-01'));
ALTER TABLE lead_activities ADD CONSTRAINT lead_activities_finite CHECK (isfinite(occurred_at));

INSERT INTO protection_policies (name, months, follow_up_days, grace_days, valid_from) VALUES ('Standard', 6, 60, 10, NULL);

CREATE FUNCTION protection_policies_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A protection policy never changes: contracts were made under it. Add a new one.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'protection_policies_immutable', TABLE = 'protection_policies';
END $$;

CREATE TRIGGER protection_policies_immutable BEFORE UPDATE OR DELETE ON protection_policies
    FOR EACH ROW EXECUTE FUNCTION protection_policies_are_immutable();

-- The policy for protection that starts at an instant.
CREATE FUNCTION protection_policy_for(started_at timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT id FROM protection_policies
    WHERE valid_from IS NULL OR valid_from <= protection_policy_for.started_at
    ORDER BY valid_from DESC NULLS LAST LIMIT 1
$$;

-- Refuse an instant in the future. A minute is forgiven, because clocks of two machines differ.
CREATE FUNCTION refuse_future(instant timestamptz, constraint_name text, table_name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF instant > clock_timestamp() + interval '60 seconds' THEN
        RAISE EXCEPTION '% lies in the future', instant
            USING ERRCODE = 'check_violation', CONSTRAINT = constraint_name, TABLE = table_name;
    END IF;
END $$;
