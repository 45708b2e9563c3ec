-- Step 2: all that an incident can say, and entries beside incidents: people, refusals, reports to the police, measures.

-- `position`, `harm`, `seen` and `own` are the JSON of the record, empty if there is none; `breach` is the id of a measure.
ALTER TABLE incident ADD COLUMN time_words TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN position TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN harm TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN answered INTEGER;
ALTER TABLE incident ADD COLUMN seen TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN own TEXT NOT NULL DEFAULT '';
ALTER TABLE incident ADD COLUMN breach TEXT;

-- `said` is the JSON of field 22, 23 or 24 of the record; `sort` says what it is of.
CREATE TABLE entry (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sort TEXT NOT NULL,
    said TEXT NOT NULL,
    written_ms INTEGER NOT NULL,
    written_offset INTEGER NOT NULL,
    amended_ms INTEGER,
    amended_offset INTEGER,
    withdrawn_ms INTEGER,
    withdrawn_offset INTEGER,
    erase_due_ms INTEGER,
    erase_due_offset INTEGER,
    hidden INTEGER NOT NULL CHECK (hidden = (withdrawn_ms IS NOT NULL))
) STRICT;
CREATE INDEX entry_sort ON entry (sort, row);
CREATE INDEX entry_erase_due ON entry (erase_due_ms) WHERE erase_due_ms IS NOT NULL;

-- Evidence belongs to an incident or to an entry.
CREATE TABLE evidence_of_all (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    incident INTEGER REFERENCES incident (row),
    entry INTEGER REFERENCES entry (row),
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    received_ms INTEGER NOT NULL,
    received_offset INTEGER NOT NULL,
    CHECK ((incident IS NULL) <> (entry IS NULL))
) STRICT;
INSERT INTO evidence_of_all (row, id, incident, entry, name, bytes, sha256, received_ms, received_offset)
    SELECT row, id, incident, NULL, name, bytes, sha256, received_ms, received_offset FROM evidence;
DROP TABLE evidence;
ALTER TABLE evidence_of_all RENAME TO evidence;
CREATE INDEX evidence_incident ON evidence (incident) WHERE incident IS NOT NULL;
CREATE INDEX evidence_entry ON evidence (entry) WHERE entry IS NOT NULL;

-- In `search_text` an entry stands in row -entry.row: below every incident.
