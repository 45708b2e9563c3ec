-- Step 1: the tables of a volume. Never changed after a release: what comes later is step 2.

-- What a session keeps about the other volume, the openings, the clock and the device folder.
CREATE TABLE keep (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Files of `media/` that are to be removed: begun and never finished, replaced, or of erased evidence.
CREATE TABLE media_intent (
    name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Bytes of damaged files, kept as they were. Their key follows from the file id (FORMAT.md §6).
CREATE TABLE aside (
    name TEXT PRIMARY KEY,
    file_id BLOB NOT NULL,
    what TEXT NOT NULL,
    noted_ms INTEGER NOT NULL,
    noted_offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- FORMAT.md §12. AUTOINCREMENT remembers the highest sequence ever, so that a lost last row is noticed too.
-- `subject` repeats field 2 and stays when a record is erased: `record` then stands for `secret` and `openings`.
CREATE TABLE history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT,
    leaf BLOB NOT NULL,
    secret BLOB,
    openings BLOB,
    record BLOB,
    CHECK ((record IS NULL) = (secret IS NOT NULL) AND (record IS NULL) = (openings IS NOT NULL))
) STRICT;
CREATE INDEX history_subject ON history (subject) WHERE subject IS NOT NULL;

-- The tables from here on are the projection of the history, all but `evidence_file`.

-- `place`, `who` and `witnesses` are the JSON of the record, empty if there is none.
CREATE TABLE incident (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    until_ms INTEGER,
    until_offset INTEGER,
    precision TEXT NOT NULL,
    what TEXT NOT NULL,
    words TEXT NOT NULL,
    place TEXT NOT NULL,
    who TEXT NOT NULL,
    witnesses TEXT NOT NULL,
    count_acts INTEGER,
    count_exact INTEGER,
    written_ms INTEGER NOT NULL,
    written_offset INTEGER NOT NULL,
    amended_ms INTEGER,
    amended_offset INTEGER,
    withdrawn_ms INTEGER,
    withdrawn_offset INTEGER,
    erase_due_ms INTEGER,
    erase_due_offset INTEGER,
    acts INTEGER NOT NULL,
    hidden INTEGER NOT NULL CHECK (hidden = (withdrawn_ms IS NOT NULL))
) STRICT;
-- Serves listings in order and, with its last two columns, the counts.
CREATE INDEX incident_time ON incident (hidden, at_ms, row, acts, count_acts);
CREATE INDEX incident_erase_due ON incident (erase_due_ms) WHERE erase_due_ms IS NOT NULL;

CREATE TABLE evidence (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    incident INTEGER NOT NULL REFERENCES incident (row),
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    received_ms INTEGER NOT NULL,
    received_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_incident ON evidence (incident);

-- Where the file of a piece of evidence lies and the key that opens it: the only copy.
CREATE TABLE evidence_file (
    evidence TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    file_id BLOB NOT NULL,
    key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Imported calls and messages. `text_sum` is 0 for no text, else the first 8 bytes of its SHA-256: two messages of one second stay two.
-- The check of `series` waits for the commit, since the incident of an import is written after its first new act was found.
CREATE TABLE act (
    row INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES incident (row) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    utc_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    number TEXT NOT NULL,
    direction TEXT NOT NULL,
    seconds INTEGER,
    text TEXT NOT NULL,
    text_sum INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX act_once ON act (utc_ms, number, kind, direction, text_sum);
CREATE INDEX act_series ON act (series);

-- Folded text to search: row = incident.row * 2^21 for what an incident says, and the rows after it for its imported acts.
CREATE TABLE search_text (
    row INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
    text,
    content = 'search_text',
    content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
