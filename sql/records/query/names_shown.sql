-- Every time that names were shown to somebody, oldest first; a row a pair.
-- $1 city  text
SELECT shown_no, author, reason, shown_at, pairing, pair, record_a, record_b
FROM names_shown
WHERE city = $1
ORDER BY shown_no
