-- The newest delivery of each layer of territories, as known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
WITH newest AS (
    SELECT city, layer, max(vintage_no) AS vintage_no
    FROM area
    WHERE city = $1 AND vintage_no <= $2
    GROUP BY city, layer
)
SELECT
    area.layer, area.code, area.name, area.parent_layer, area.parent, area.valid_from, area.geometry
FROM area
JOIN newest ON newest.city = area.city AND newest.vintage_no = area.vintage_no
    AND newest.layer = area.layer
ORDER BY area.layer COLLATE "C", area.code COLLATE "C", area.valid_from ASC NULLS FIRST
