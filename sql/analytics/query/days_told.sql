-- Incidents of one source per day, as known at a vintage; days without any are absent. The rollups keep no
-- days: this reads the ledger.
-- Facts of which the year alone is known (known 4) are absent.
-- $1 city        text
-- $2 vintage_no  integer
-- $3 source      text
SELECT
    entry.day,
    CAST(sum(entry.sign) AS bigint) AS incidents
FROM entry
JOIN word AS source ON source.city = entry.city AND source.word_no = entry.source
WHERE entry.city = $1 AND entry.vintage_no <= $2 AND source.label = $3 AND entry.known < 4
GROUP BY entry.day
HAVING sum(entry.sign) <> 0
ORDER BY entry.day
