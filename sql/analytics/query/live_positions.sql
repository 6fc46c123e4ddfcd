-- Incidents of some days that have a position, as known at a vintage. A version is live
-- when its entries sum to 1; by incident alone one would read stale points.
-- Facts of which the year alone is known (known 4) are absent.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first day of the period
-- $4 past_end    date     the day after its last
WITH live AS (
    SELECT
        city, incident_no, version, source, offence, day, hour, known, units,
        area_1, area_2, area_3, area_4
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND day >= $3 AND day < $4 AND known < 4
    GROUP BY city, incident_no, version, source, offence, day, hour, known, units,
        area_1, area_2, area_3, area_4
    HAVING sum(sign) = 1
)
SELECT
    live.incident_no, source.label AS source, offence.label AS offence, live.day, live.hour, live.known,
    live.units, place.lon, place.lat, place.located, area_1.label AS area_1, area_2.label AS area_2,
    area_3.label AS area_3, area_4.label AS area_4
FROM live
JOIN place ON place.city = live.city AND place.incident_no = live.incident_no
    AND place.version = live.version
JOIN word AS source ON source.city = live.city AND source.word_no = live.source
JOIN word AS offence ON offence.city = live.city AND offence.word_no = live.offence
JOIN word AS area_1 ON area_1.city = live.city AND area_1.word_no = live.area_1
JOIN word AS area_2 ON area_2.city = live.city AND area_2.word_no = live.area_2
JOIN word AS area_3 ON area_3.city = live.city AND area_3.word_no = live.area_3
JOIN word AS area_4 ON area_4.city = live.city AND area_4.word_no = live.area_4
ORDER BY live.incident_no
