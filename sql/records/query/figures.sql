-- All figures that left the house, oldest first.
-- $1 city  text
SELECT figure, spec, value, digest, vintage_no, first_used_by
FROM figure
WHERE city = $1
ORDER BY link_no
