-- A delivery by the digest of its bytes.
-- $1 city      text
-- $2 delivery  text  SHA-256, 64 hex digits
SELECT source, file_name, bytes, vintage_no
FROM delivery
WHERE city = $1 AND delivery = $2
ORDER BY link_no
