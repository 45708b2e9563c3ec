-- Step 5: who gets an alert, places to go to, and what was captured while the vault was locked.

-- Beside the log: none of this is in the history. `said` is JSON.
CREATE TABLE contact (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL
) STRICT;
CREATE TABLE safe_place (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL
) STRICT;

-- Items of the inbox and runs of an alert that were taken into the log: whatever of them lies in the device folder, or is put back there, comes in once.
CREATE TABLE taken (
    id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The JSON of the record, empty for what was not captured.
ALTER TABLE incident ADD COLUMN captured TEXT NOT NULL DEFAULT '';
CREATE INDEX incident_captured ON incident (captured) WHERE captured <> '';
