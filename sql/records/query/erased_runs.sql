-- How many refused cells of each reading erasures blanked, oldest first.
-- $1 city  text
SELECT erasure, run, rejects, digest
FROM erasure_run
WHERE city = $1
ORDER BY link_no
