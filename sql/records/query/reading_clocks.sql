-- By what law hours were read, oldest first.
-- $1 city  text
SELECT run, clock_no, zone, tzdata
FROM reading_clock
WHERE city = $1
ORDER BY link_no
