-- Step 4: what makes figures and lists of a large log quick. All of it follows from the tables before it.

-- What figures, and lists by kind, place and number, need of an incident, so that none of its texts is read for them.
CREATE INDEX incident_figures ON incident (
    hidden, at_ms, row, at_offset, until_ms, until_offset, precision, kind, acts, count_acts, count_exact,
    (CASE WHEN json_valid(place) THEN place ->> '$.kind' END),
    (CASE WHEN json_valid(who) THEN json_array_length(who, '$.numbers') END),
    (CASE WHEN json_valid(who) THEN who ->> '$.numbers[0]' END)
);

-- Times and numbers of the acts of a large series, packed (FORMAT.md §11), in parts from 0 on. An empty part -1, written last, says that all are there.
-- Any change of an act removes what was packed of its series.
CREATE TABLE act_pack (
    row INTEGER PRIMARY KEY,
    series INTEGER NOT NULL,
    part INTEGER NOT NULL,
    acts BLOB NOT NULL,
    UNIQUE (series, part)
) STRICT;
CREATE TRIGGER act_pack_after_insert AFTER INSERT ON act BEGIN
    DELETE FROM act_pack WHERE series = NEW.series;
END;
CREATE TRIGGER act_pack_after_delete AFTER DELETE ON act BEGIN
    DELETE FROM act_pack WHERE series = OLD.series;
END;
CREATE TRIGGER act_pack_after_update AFTER UPDATE ON act BEGIN
    DELETE FROM act_pack WHERE series IN (OLD.series, NEW.series);
END;
