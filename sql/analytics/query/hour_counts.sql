-- Incidents per hour of the week and month, as known at a vintage. Hour -1 is unknown,
-- weekday 0 Monday.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first month wanted, its first day
-- $4 past_end    date     the month after the last wanted
SELECT
    source, offence, month, weekday, hour, known, area_2, area_3,
    CAST(sum(delta) AS bigint)  AS incidents
FROM hour_count
WHERE city = $1 AND vintage_no <= $2 AND month >= $3 AND month < $4
GROUP BY source, offence, month, weekday, hour, known, area_2, area_3
HAVING sum(delta) <> 0
ORDER BY source COLLATE "C", offence COLLATE "C", month, weekday, hour, known,
    area_2 COLLATE "C", area_3 COLLATE "C"
