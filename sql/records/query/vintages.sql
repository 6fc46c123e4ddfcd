-- The published vintages of a city, oldest first.
-- $1 city  text
SELECT vintage_no, vintage, published_on, program, segment_sha, place_sha, note
FROM vintage
WHERE city = $1
ORDER BY vintage_no
