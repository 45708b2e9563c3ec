-- What a picture with covered parts was made of, as its history says it: {"from","covers"}.
ALTER TABLE evidence ADD COLUMN derived TEXT;
