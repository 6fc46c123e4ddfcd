-- Every delivery read, in order of publication.
-- $1 city  text
SELECT
    run, vintage_no, delivery, recipe, source, source_version, basis, covers, file_name, bytes,
    rows_read, accepted, rejected, duplicate
FROM run
WHERE city = $1
ORDER BY link_no
