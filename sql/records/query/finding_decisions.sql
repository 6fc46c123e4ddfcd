-- Everything that was decided about findings of a city, oldest first.
-- $1 city  text
SELECT finding, decision_no, state, author, reason, decided_on, source, delivery, check_code, about
FROM finding_decision
WHERE city = $1
ORDER BY link_no
