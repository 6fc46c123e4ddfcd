-- Incidents and units per month of their registration, as known at a vintage: the other date by which
-- facts may be counted. Only rows whose registration is known. The rollups keep no such month: this reads the
-- ledger.
-- $1 city        text
-- $2 vintage_no  integer
WITH registered AS (
    SELECT
        city, source, offence, day + delay AS on_day, area_2, area_3, area_4, sign, units
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND delay >= 0
), counted AS (
    SELECT
        city, source, offence, on_day + 1 - CAST(EXTRACT(day FROM on_day) AS integer) AS month, area_2, area_3,
        area_4, CAST(sum(sign) AS bigint) AS incidents, CAST(sum(sign * units) AS bigint) AS units
    FROM registered
    GROUP BY
        city, source, offence, on_day + 1 - CAST(EXTRACT(day FROM on_day) AS integer), area_2, area_3, area_4
    HAVING sum(sign) <> 0
)
SELECT
    source.label AS source, offence.label AS offence, counted.month, area_2.label AS area_2,
    area_3.label AS area_3, area_4.label AS area_4, counted.incidents, counted.units
FROM counted
JOIN word AS source ON source.city = counted.city AND source.word_no = counted.source
JOIN word AS offence ON offence.city = counted.city AND offence.word_no = counted.offence
JOIN word AS area_2 ON area_2.city = counted.city AND area_2.word_no = counted.area_2
JOIN word AS area_3 ON area_3.city = counted.city AND area_3.word_no = counted.area_3
JOIN word AS area_4 ON area_4.city = counted.city AND area_4.word_no = counted.area_4
ORDER BY source.label COLLATE "C", offence.label COLLATE "C", counted.month, area_2.label COLLATE "C",
    area_3.label COLLATE "C", area_4.label COLLATE "C"
