-- The numbers of the incidents of some days, with what they count as and where they lie, as known at a vintage. A
-- version is live when its entries sum to 1.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first day of the period
-- $4 past_end    date     the day after its last
WITH live AS (
    SELECT city, incident_no, version, source, offence, day
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND day >= $3 AND day < $4
    GROUP BY city, incident_no, version, source, offence, day
    HAVING sum(sign) = 1
)
SELECT live.incident_no, source.label AS source, offence.label AS offence, live.day
FROM live
JOIN word AS source ON source.city = live.city AND source.word_no = live.source
JOIN word AS offence ON offence.city = live.city AND offence.word_no = live.offence
ORDER BY live.incident_no
