-- Of which privacy domain records were when they were read, oldest first.
-- $1 city  text
SELECT run, domain_no, domain
FROM reading_domain
WHERE city = $1
ORDER BY link_no
