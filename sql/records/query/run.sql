-- One delivery read with one recipe.
-- $1 city  text
-- $2 run   text  short name of SHA-256(city, delivery, recipe)
SELECT
    run, vintage_no, delivery, recipe, source, source_version, basis, covers, file_name, bytes,
    rows_read, accepted, rejected, duplicate
FROM run
WHERE city = $1 AND run = $2
ORDER BY link_no
