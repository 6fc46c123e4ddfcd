-- The newest value of each area, kind, year and month, as known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
WITH newest AS (
    SELECT city, layer, area, kind, year, month, max(vintage_no) AS vintage_no
    FROM exposure
    WHERE city = $1 AND vintage_no <= $2
    GROUP BY city, layer, area, kind, year, month
)
SELECT
    exposure.source, exposure.layer, exposure.area, exposure.kind, exposure.year, exposure.month,
    exposure.value
FROM exposure
JOIN newest ON newest.city = exposure.city AND newest.vintage_no = exposure.vintage_no
    AND newest.layer = exposure.layer AND newest.area = exposure.area
    AND newest.kind = exposure.kind AND newest.year = exposure.year
    AND newest.month = exposure.month
ORDER BY exposure.layer COLLATE "C", exposure.area COLLATE "C", exposure.kind COLLATE "C", exposure.year,
    exposure.month
