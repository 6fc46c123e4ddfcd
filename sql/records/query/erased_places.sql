-- The files of positions that erasures wrote anew, oldest first.
-- $1 city  text
SELECT erasure, vintage_no, kept_before, kept_since, positions
FROM erasure_place
WHERE city = $1
ORDER BY link_no
