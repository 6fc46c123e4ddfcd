-- What is held and what was released, oldest first.
-- $1 city  text
SELECT hold, step_no, action, source, delivery, incident_no, author, reason, decided_on
FROM retention_hold
WHERE city = $1
ORDER BY link_no
