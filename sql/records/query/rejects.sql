-- The first rejected rows of a run, of one reason or of all, in order of line.
-- $1 city     text
-- $2 run      text
-- $3 reason   text     '' for all
-- $4 at_most  integer
SELECT line_no, reason, column_name, found
FROM reject
WHERE city = $1 AND run = $2 AND (CAST($3 AS text) = '' OR reason = $3)
ORDER BY line_no, reject_no
LIMIT $4
