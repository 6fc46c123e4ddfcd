-- Incidents per month of the fact and days from it to its registration, as known at a
-- vintage. Only rows whose delay is known; 400 stands for 400 days and more.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 first       date     first month wanted, its first day
-- $4 past_end    date     the month after the last wanted
SELECT
    source, offence, month, delay,
    CAST(sum(delta) AS bigint)  AS incidents
FROM delay_count
WHERE city = $1 AND vintage_no <= $2 AND month >= $3 AND month < $4
GROUP BY source, offence, month, delay
HAVING sum(delta) <> 0
ORDER BY source COLLATE "C", offence COLLATE "C", month, delay
