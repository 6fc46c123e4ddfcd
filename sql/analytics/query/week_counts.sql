-- Incidents and units per week (its Monday), as known at a vintage; of whole weeks, and weeks of
-- which only some days are in the period count those. The rollups keep no weeks: this reads the
-- ledger.
-- Facts of which the year (known 4) or the month (3, without an interval) is all that is known are absent.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first day of the period
-- $4 past_end    date     the day after its last
WITH counted AS (
    SELECT
        city, offence, week, area_2, area_3, area_4, CAST(sum(sign) AS bigint) AS incidents,
        CAST(sum(sign * units) AS bigint) AS units
    FROM entry
    WHERE city = $1 AND vintage_no <= $2 AND day >= $3 AND day < $4
      AND (known < 3 OR (known = 3 AND EXISTS (
          SELECT 1 FROM time_span
          WHERE time_span.city = entry.city AND time_span.incident_no = entry.incident_no
            AND time_span.version = entry.version)))
    GROUP BY city, offence, week, area_2, area_3, area_4
    HAVING sum(sign) <> 0
)
SELECT
    offence.label AS offence, counted.week, area_2.label AS area_2, area_3.label AS area_3,
    area_4.label AS area_4, counted.incidents, counted.units
FROM counted
JOIN word AS offence ON offence.city = counted.city AND offence.word_no = counted.offence
JOIN word AS area_2 ON area_2.city = counted.city AND area_2.word_no = counted.area_2
JOIN word AS area_3 ON area_3.city = counted.city AND area_3.word_no = counted.area_3
JOIN word AS area_4 ON area_4.city = counted.city AND area_4.word_no = counted.area_4
ORDER BY offence.label COLLATE "C", counted.week, area_2.label COLLATE "C", area_3.label COLLATE "C",
    area_4.label COLLATE "C"
