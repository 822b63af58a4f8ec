-- What is owed about leads, and the rules that stop their clocks for it: deleting a lead takes along what is said of it,
-- and there is one rule for each kind.
ALTER TABLE lead_debts ADD CONSTRAINT lead_debts_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE lead_debt_drops ADD CONSTRAINT lead_debt_drops_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE lead_debt_drops ADD CONSTRAINT lead_debt_drops_ownership_fk
    FOREIGN KEY (ownership_id) REFERENCES lead_ownerships (id) ON DELETE CASCADE;
ALTER TABLE rule_holds ADD CONSTRAINT rule_holds_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE rule_holds ADD CONSTRAINT rule_holds_hold_fk
    FOREIGN KEY (hold_id) REFERENCES lead_holds (id) ON DELETE CASCADE;
ALTER TABLE lead_field_versions ADD CONSTRAINT lead_field_versions_lead_fk
    FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;

INSERT INTO hold_rules (kind, enabled, reason_code) VALUES
    ('SAMPLE', true, 'SAMPLE'), ('PRICE', true, 'PRICE'), ('DOCUMENTS', true, 'DOCUMENTS');
