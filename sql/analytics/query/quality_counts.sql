-- How many incidents of a month are placed how, and have an hour, as known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first month wanted, its first day
-- $4 past_end    date     the month after the last wanted
SELECT
    source, month, located, hour_known,
    CAST(sum(delta) AS bigint)  AS incidents
FROM quality_count
WHERE city = $1 AND vintage_no <= $2 AND month >= $3 AND month < $4
GROUP BY source, month, located, hour_known
HAVING sum(delta) <> 0
ORDER BY source COLLATE "C", month, located, hour_known
