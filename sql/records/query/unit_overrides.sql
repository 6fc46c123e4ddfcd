-- Every time that unlike units were divided, oldest first.
-- $1 city  text
SELECT override_no, part, part_unit, whole, whole_unit, claim, vintage, author, reason, decided_on
FROM unit_override
WHERE city = $1
ORDER BY override_no
