-- How many rows of a run were rejected for which reason, most first.
-- $1 city  text
-- $2 run   text
SELECT reason, column_name, CAST(count(*) AS bigint) AS row_count
FROM reject
WHERE city = $1 AND run = $2
GROUP BY reason, column_name
ORDER BY count(*) DESC NULLS LAST, reason COLLATE "C", column_name COLLATE "C"
