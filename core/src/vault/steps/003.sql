-- Step 3: series and what is done to the acts in them.

-- `place` numbers the acts of a series in the order they came in, from 1, for good. `lifted` is the id of the incident that an act stands for by itself.
-- `nth` tells acts apart that their file could not: the second of two in one minute has 1.
ALTER TABLE act ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE act ADD COLUMN channel TEXT NOT NULL DEFAULT 'phone';
ALTER TABLE act ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
ALTER TABLE act ADD COLUMN lifted TEXT;
DROP INDEX act_once;
DROP INDEX act_series;
UPDATE act SET place = numbered.place
    FROM (SELECT row, row_number() OVER (PARTITION BY series ORDER BY row) AS place FROM act) AS numbered
    WHERE numbered.row = act.row;
-- Calls of one second were two until now, and stay two.
UPDATE act SET nth = numbered.nth
    FROM (
        SELECT row, row_number() OVER (
            PARTITION BY CASE kind WHEN 'call' THEN utc_ms / 1000 ELSE utc_ms END, number, kind,
                CASE direction WHEN 'outgoing' THEN 1 WHEN 'draft' THEN 1 WHEN 'failed' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END, text_sum
            ORDER BY row
        ) - 1 AS nth FROM act
    ) AS numbered
    WHERE numbered.row = act.row;
-- What makes an act the same as another (FORMAT.md §12).
CREATE UNIQUE INDEX act_once ON act (
    (CASE kind WHEN 'call' THEN utc_ms / 1000 ELSE utc_ms END), number, kind, channel,
    (CASE direction WHEN 'outgoing' THEN 1 WHEN 'draft' THEN 1 WHEN 'failed' THEN 1 WHEN 'unknown' THEN 2 ELSE 0 END), text_sum, nth
);
CREATE UNIQUE INDEX act_place ON act (series, place);
CREATE INDEX act_lifted ON act (lifted) WHERE lifted IS NOT NULL;

-- Series whose import was undone.
CREATE TABLE undone (
    incident INTEGER PRIMARY KEY REFERENCES incident (row)
) STRICT;

-- The act that a piece of evidence came with: id of its series, `/`, its place there.
ALTER TABLE evidence ADD COLUMN act TEXT;
CREATE INDEX evidence_act ON evidence (act) WHERE act IS NOT NULL;
