-- A figure that left the house, by its name.
-- $1 city    text
-- $2 figure  text
SELECT figure, spec, value, digest, vintage_no, first_used_by
FROM figure
WHERE city = $1 AND figure = $2
ORDER BY link_no
