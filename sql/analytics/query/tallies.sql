-- Counts of the sources that send counts, as known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first month wanted, its first day: of those that a count begins with
-- $4 past_end    date     the month after the last wanted
SELECT
    source, category, channel, month, months, area_1, area_2, area_3, area_4,
    CAST(sum(delta) AS bigint)  AS counted
FROM tally
WHERE city = $1 AND vintage_no <= $2 AND month >= $3 AND month < $4
GROUP BY source, category, channel, month, months, area_1, area_2, area_3, area_4
HAVING sum(delta) <> 0
ORDER BY source COLLATE "C", category COLLATE "C", channel COLLATE "C", month, months,
    area_1 COLLATE "C", area_2 COLLATE "C", area_3 COLLATE "C", area_4 COLLATE "C"
