-- What each vintage added to the months of a source: a revision triangle, told as differences.
-- $1 city        text
-- $2 vintage_no  integer  the last that is asked of
-- $3 source      text
WITH told AS (
    SELECT city, month, vintage_no, delta
    FROM month_count
    WHERE city = $1 AND vintage_no <= $2 AND source = $3
    UNION ALL
    SELECT city, month, vintage_no, delta
    FROM tally
    WHERE city = $1 AND vintage_no <= $2 AND source = $3
)
SELECT month, vintage_no, CAST(sum(delta) AS bigint) AS added
FROM told
WHERE city = $1
GROUP BY month, vintage_no
HAVING sum(delta) <> 0
ORDER BY month, vintage_no
