-- Puts a mark in the place of what refused cells of some lines of a reading said. Its link stays: verify() knows these rows by the
-- mark and by erasure_run.
-- $1 city  text
-- $2 run   text
-- $3 mark  text
-- $4 first line  bigint
-- $5 last line   bigint
UPDATE reject
SET found = $3
WHERE city = $1 AND run = $2 AND line_no BETWEEN $4 AND $5
  AND found <> '' AND substr(found, 1, 2) <> '⟦e'
