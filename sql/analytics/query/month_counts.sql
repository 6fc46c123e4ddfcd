-- Incidents and what they stand for, per month, as known at a vintage: for copies. Questions of the program
-- add up month_cells, which is several times faster.
-- Facts of which the year alone is known, whose cell is on no month's first day, are absent.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first month wanted, its first day
-- $4 past_end    date     the month after the last wanted
SELECT
    source, offence, basis, month, area_2, area_3, area_4,
    CAST(sum(delta) AS bigint)  AS incidents,
    CAST(sum(units) AS bigint)  AS units
FROM month_count
WHERE city = $1 AND vintage_no <= $2 AND month >= $3 AND month < $4 AND EXTRACT(day FROM month) = 1
GROUP BY source, offence, basis, month, area_2, area_3, area_4
HAVING sum(delta) <> 0 OR sum(units) <> 0
ORDER BY source COLLATE "C", offence COLLATE "C", basis COLLATE "C", month,
    area_2 COLLATE "C", area_3 COLLATE "C", area_4 COLLATE "C"
