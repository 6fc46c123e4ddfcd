-- The letters about what did not come, oldest first, one row for each period that a letter is about.
-- $1 city  text
SELECT letter_no, source, period, step, due_on, written_on, vintage, language
FROM letter
WHERE city = $1
ORDER BY link_no
