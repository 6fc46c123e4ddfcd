-- The texts that the codes of a city's ledger stand for.
-- $1 city  text
SELECT word_no, label
FROM word
WHERE city = $1
ORDER BY word_no
