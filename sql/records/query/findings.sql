-- What was noticed about a run, as it was noticed.
-- $1 city  text
-- $2 run   text
SELECT check_code, row_count, detail
FROM finding
WHERE city = $1 AND run = $2
ORDER BY finding_no
