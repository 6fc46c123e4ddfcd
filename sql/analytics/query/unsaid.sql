-- Cells of which a source says that it has no number, as known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
SELECT source, category, channel, month, months, area_1, area_2, area_3, area_4
FROM unsaid
WHERE city = $1 AND vintage_no <= $2
GROUP BY source, category, channel, month, months, area_1, area_2, area_3, area_4
HAVING sum(sign) > 0
ORDER BY source COLLATE "C", category COLLATE "C", channel COLLATE "C", month, months,
    area_1 COLLATE "C", area_2 COLLATE "C", area_3 COLLATE "C", area_4 COLLATE "C"
