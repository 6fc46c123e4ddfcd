-- What each vintage added to the months of a source, or to the months that it counts together: a
-- revision triangle, told as differences.
-- Facts of which the year alone is known, whose cell is on no month's first day, are of its twelve together.
-- $1 city        text
-- $2 vintage_no  integer  the last that is asked of
-- $3 source      text
WITH told AS (
    SELECT
        cell.city, cell.month - CAST(EXTRACT(day FROM cell.month) AS integer) + 1 AS month,
        CASE WHEN EXTRACT(day FROM cell.month) = 1 THEN 1 ELSE 12 END AS months, cell.vintage_no, cell.delta
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
