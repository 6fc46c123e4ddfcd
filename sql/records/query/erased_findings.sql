-- The findings of which erasures blanked something, oldest first.
-- $1 city  text
SELECT erasure, run, finding_no, texts, digest
FROM erasure_finding
WHERE city = $1
ORDER BY link_no
