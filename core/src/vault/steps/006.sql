-- Step 6: where she goes, by which routes, and when she went.

-- Beside the log, as contacts are: none of this is in the history. `said` is JSON.
CREATE TABLE route_place (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL
) STRICT;
CREATE TABLE route (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL
) STRICT;

-- Labels, not traces: `trace` is empty unless she said to keep it. What is old goes by itself.
CREATE TABLE trip (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    route TEXT NOT NULL,
    back INTEGER NOT NULL,
    left_ms INTEGER NOT NULL,
    left_offset INTEGER NOT NULL,
    arrived_ms INTEGER,
    arrived_offset INTEGER,
    trace TEXT NOT NULL,
    UNIQUE (route, back, left_ms)
) STRICT;
CREATE INDEX trip_left ON trip (left_ms);

-- What was drawn for a day, in that order, so that asking again draws nothing new: the places it goes from and to, the route and the minute.
CREATE TABLE draw (
    row INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    from_place TEXT NOT NULL,
    to_place TEXT NOT NULL,
    route TEXT NOT NULL,
    leave_min INTEGER NOT NULL
) STRICT;
CREATE INDEX draw_day ON draw (from_place, to_place, day);
