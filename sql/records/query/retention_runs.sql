-- The reports of retention, oldest first.
-- $1 city  text
SELECT run_no, run_on, newest_on, author, erasure, report, digest
FROM retention_run
WHERE city = $1
ORDER BY link_no
