-- Where the chain of a table ends.
-- $1 city        text
-- $2 table_name  text
SELECT links, head
FROM chain
WHERE city = $1 AND table_name = $2
ORDER BY table_name
