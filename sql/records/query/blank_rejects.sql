-- Puts a mark in the place of what a refused cell of a reading said. Its link stays: verify() knows these rows by the
-- mark and by erasure_run.
-- $1 city  text
-- $2 run   text
-- $3 mark  text
UPDATE reject
SET found = $3
WHERE city = $1 AND run = $2 AND found <> '' AND substr(found, 1, 2) <> '⟦e'
