-- Everything that was decided about pairs of records of a city, oldest first.
-- $1 city  text
SELECT pair, decision_no, verdict, author, reason, decided_on, pairing, record_a, record_b
FROM link_decision
WHERE city = $1
ORDER BY link_no
