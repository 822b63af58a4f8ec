-- The one clock face: every step of calendar arithmetic is taken on the wall clock of Europe/Berlin.
-- All immutable, because `AT TIME ZONE` with a named zone does not look at the session; and plain SQL without
-- a SET clause, so that the planner inlines them.

-- The wall clock in Berlin at an instant.
CREATE FUNCTION berlin_wall(instant timestamptz) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN instant AT TIME ZONE 'Europe/Berlin';

-- The instant at which Berlin's clocks show a wall time: the later one in the repeated hour, forward in the gap.
CREATE FUNCTION berlin_instant(wall timestamp) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN wall AT TIME ZONE 'Europe/Berlin';

-- The first 08:00 in Berlin at or after an instant: when the daily run sends.
CREATE FUNCTION berlin_next_eight(instant timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN berlin_instant(
    date_trunc('day', berlin_wall(instant))
    + CASE WHEN berlin_wall(instant)::time <= time '08:00' THEN interval '8 hours' ELSE interval '32 hours' END);
