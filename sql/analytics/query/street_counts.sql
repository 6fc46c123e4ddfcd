-- Incidents of some days per street (area_1) and the areas written with it, as known at
-- a vintage. The rollups keep no area_1: this reads the ledger. Incidents whose street is not
-- known are absent.
-- Facts of which the year alone is known (known 4) are absent.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first day of the period
-- $4 past_end    date     the day after its last
WITH counted AS (
    SELECT city, offence, area_1, area_2, area_3, area_4, CAST(sum(sign) AS bigint) AS incidents
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND day >= $3 AND day < $4 AND known < 4
    GROUP BY city, offence, area_1, area_2, area_3, area_4
    HAVING sum(sign) <> 0
)
SELECT
    offence.label AS offence, area_1.label AS area_1, area_2.label AS area_2, area_3.label AS area_3,
    area_4.label AS area_4, counted.incidents
FROM counted
JOIN word AS offence ON offence.city = counted.city AND offence.word_no = counted.offence
JOIN word AS area_1 ON area_1.city = counted.city AND area_1.word_no = counted.area_1
JOIN word AS area_2 ON area_2.city = counted.city AND area_2.word_no = counted.area_2
JOIN word AS area_3 ON area_3.city = counted.city AND area_3.word_no = counted.area_3
JOIN word AS area_4 ON area_4.city = counted.city AND area_4.word_no = counted.area_4
WHERE area_1.label <> ''
ORDER BY offence.label COLLATE "C", area_1.label COLLATE "C", area_2.label COLLATE "C",
    area_3.label COLLATE "C", area_4.label COLLATE "C"
