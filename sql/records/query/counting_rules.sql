-- How sources counted when they were read, oldest first.
-- $1 city  text
SELECT run, rules_no, said
FROM counting_rules
WHERE city = $1
ORDER BY link_no
