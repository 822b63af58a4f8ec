-- Within what time something has to be done now in a territory ('': in all of them): by the present target of its KPI, which
-- the snapshots keep, or where nothing has been measured yet by the one that every installation begins with.
CREATE FUNCTION promised_within(kpi text, territory text) RETURNS interval
LANGUAGE sql STABLE PARALLEL SAFE RETURN coalesce(
    (SELECT s.target FROM kpi_snapshots s
     WHERE s.kpi = promised_within.kpi AND s.territory IN (promised_within.territory, '')
     ORDER BY s.territory DESC LIMIT 1),
    CASE kpi WHEN 'sample_processing' THEN 120 WHEN 'catering_answer' THEN 7200 WHEN 'order_confirmation' THEN 300 END
) * interval '1 second';
