-- Each incident once, as its live version says, as known at a vintage. A version is live
-- when its entries sum to 1.
-- $1 city        text
-- $2 vintage_no  integer
WITH live AS (
    SELECT
        city, incident_no, version, source, offence, basis, day, hour, known, units,
        area_1, area_2, area_3, area_4, channel, delay
    FROM entry
    WHERE city = $1 AND vintage_no <= $2
    GROUP BY city, incident_no, version, source, offence, basis, day, hour, known, units,
        area_1, area_2, area_3, area_4, channel, delay
    HAVING sum(sign) = 1
)
SELECT
    live.incident_no, source.label AS source, offence.label AS offence, basis.label AS basis, live.day,
    live.hour, live.known, live.units, area_1.label AS area_1, area_2.label AS area_2,
    area_3.label AS area_3, area_4.label AS area_4, channel.label AS channel, live.delay
FROM live
JOIN word AS source ON source.city = live.city AND source.word_no = live.source
JOIN word AS offence ON offence.city = live.city AND offence.word_no = live.offence
JOIN word AS basis ON basis.city = live.city AND basis.word_no = live.basis
JOIN word AS area_1 ON area_1.city = live.city AND area_1.word_no = live.area_1
JOIN word AS area_2 ON area_2.city = live.city AND area_2.word_no = live.area_2
JOIN word AS area_3 ON area_3.city = live.city AND area_3.word_no = live.area_3
JOIN word AS area_4 ON area_4.city = live.city AND area_4.word_no = live.area_4
JOIN word AS channel ON channel.city = live.city AND channel.word_no = live.channel
ORDER BY live.incident_no
