-- What the codes of each source meant when it was read, by the recipe of the reading.
-- $1 city  text
SELECT recipe, source, said
FROM coding
WHERE city = $1
ORDER BY link_no
