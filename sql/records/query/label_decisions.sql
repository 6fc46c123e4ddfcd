-- Everything that was decided about labels that no list holds, of a city, oldest first.
-- $1 city  text
SELECT source, label, decision_no, verdict, code, written, author, reason, decided_on
FROM label_decision
WHERE city = $1
ORDER BY link_no
