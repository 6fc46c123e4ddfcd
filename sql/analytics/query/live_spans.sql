-- Incidents of some days of which an interval is known, as known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first day of the period
-- $4 past_end    date     the day after its last
WITH live AS (
    SELECT city, incident_no, version, source, offence, area_2, area_3, area_4
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND day >= $3 AND day < $4
    GROUP BY city, incident_no, version, source, offence, area_2, area_3, area_4
    HAVING sum(sign) = 1
)
SELECT
    source.label AS source, offence.label AS offence, area_2.label AS area_2, area_3.label AS area_3,
    area_4.label AS area_4, time_span.from_minute, time_span.past_minute, time_span.known
FROM live
JOIN time_span ON time_span.city = live.city AND time_span.incident_no = live.incident_no
    AND time_span.version = live.version
JOIN word AS source ON source.city = live.city AND source.word_no = live.source
JOIN word AS offence ON offence.city = live.city AND offence.word_no = live.offence
JOIN word AS area_2 ON area_2.city = live.city AND area_2.word_no = live.area_2
JOIN word AS area_3 ON area_3.city = live.city AND area_3.word_no = live.area_3
JOIN word AS area_4 ON area_4.city = live.city AND area_4.word_no = live.area_4
ORDER BY live.incident_no
