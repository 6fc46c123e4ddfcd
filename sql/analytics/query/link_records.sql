-- Incidents of one offence one by one, as known at a vintage, with what two lists of the same facts are compared
-- by. A version is live when its entries sum to 1. NULL where there is no position.
-- Facts of which the year alone is known (known 4) are absent.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 offence     text     "source:code"
WITH live AS (
    SELECT
        entry.city, entry.incident_no, entry.version, entry.day, entry.hour, entry.units, entry.area_1,
        entry.area_2, entry.area_3, entry.area_4
    FROM entry
    JOIN word AS offence ON offence.city = entry.city AND offence.word_no = entry.offence
    WHERE entry.city = $1 AND entry.vintage_no <= $2 AND offence.label = $3 AND entry.known < 4
    GROUP BY entry.city, entry.incident_no, entry.version, entry.day, entry.hour, entry.units,
        entry.area_1, entry.area_2, entry.area_3, entry.area_4
    HAVING sum(entry.sign) = 1
)
SELECT
    live.incident_no, live.day, live.hour, live.units, place.lon, place.lat, area_1.label AS area_1,
    area_2.label AS area_2, area_3.label AS area_3, area_4.label AS area_4
FROM live
LEFT JOIN place ON place.city = live.city AND place.incident_no = live.incident_no
    AND place.version = live.version
JOIN word AS area_1 ON area_1.city = live.city AND area_1.word_no = live.area_1
JOIN word AS area_2 ON area_2.city = live.city AND area_2.word_no = live.area_2
JOIN word AS area_3 ON area_3.city = live.city AND area_3.word_no = live.area_3
JOIN word AS area_4 ON area_4.city = live.city AND area_4.word_no = live.area_4
ORDER BY live.incident_no
