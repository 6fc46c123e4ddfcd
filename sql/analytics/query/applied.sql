-- The vintages that this store holds, oldest first.
-- $1 city  text
SELECT vintage_no, vintage, segment_sha
FROM applied
WHERE city = $1
ORDER BY vintage_no
