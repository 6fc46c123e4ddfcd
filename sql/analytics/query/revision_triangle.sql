-- What each vintage added to the months of a source, or to the months that it counts together: a
-- revision triangle, told as differences.
-- $1 city        text
-- $2 vintage_no  integer  the last that is asked of
-- $3 source      text
WITH told AS (
    SELECT cell.city, cell.month, 1 AS months, cell.vintage_no, cell.delta
    FROM month_cell AS cell
    JOIN word ON word.city = cell.city AND word.word_no = cell.source
    WHERE cell.city = $1 AND cell.vintage_no <= $2 AND word.label = $3
    UNION ALL
    SELECT city, month, months, vintage_no, delta
    FROM tally
    WHERE city = $1 AND vintage_no <= $2 AND source = $3
)
SELECT month, months, vintage_no, CAST(sum(delta) AS bigint) AS added
FROM told
WHERE city = $1
GROUP BY month, months, vintage_no
HAVING sum(delta) <> 0
ORDER BY month, months, vintage_no
