-- Every erasure of a city, oldest first.
-- $1 city  text
SELECT erasure, erased_on, cause, about, author, reason, basis, incidents, positions
FROM erasure
WHERE city = $1
ORDER BY link_no
