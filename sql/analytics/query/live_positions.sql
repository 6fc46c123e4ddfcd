-- Incidents of some days that have a position, as known at a vintage. A version is live
-- when its entries sum to 1; by incident alone one would read stale points.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first day of the period
-- $4 past_end    date     the day after its last
WITH live AS (
    SELECT
        city, incident_no, version, source, offence, day, hour, known, units,
        area_1, area_2, area_3, area_4
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND day >= $3 AND day < $4
    GROUP BY city, incident_no, version, source, offence, day, hour, known, units,
        area_1, area_2, area_3, area_4
    HAVING sum(sign) = 1
)
SELECT
    live.incident_no, live.source, live.offence, live.day, live.hour, live.known, live.units,
    place.lon, place.lat, place.located, live.area_1, live.area_2, live.area_3, live.area_4
FROM live
JOIN place ON place.city = live.city AND place.incident_no = live.incident_no
    AND place.version = live.version
ORDER BY live.incident_no
