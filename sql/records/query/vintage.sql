-- A vintage by its name.
-- $1 city     text
-- $2 vintage  text  e.g. 2020-10-05.1
SELECT vintage_no, vintage, published_on, program, segment_sha, place_sha, note
FROM vintage
WHERE city = $1 AND vintage = $2
ORDER BY vintage_no
