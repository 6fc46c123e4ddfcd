-- The days of which each reading told, oldest first.
-- $1 city  text
SELECT run, first_day, past_end
FROM run_span
WHERE city = $1
ORDER BY link_no
