-- Areas that the newest delivery of their layer lacks, as the last that had them told of them, known at a vintage.
-- $1 city        text
-- $2 vintage_no  integer
WITH newest AS (
    SELECT city, layer, max(vintage_no) AS vintage_no
    FROM area
    WHERE city = $1 AND vintage_no <= $2
    GROUP BY city, layer
),
last_told AS (
    SELECT city, layer, code, max(vintage_no) AS vintage_no
    FROM area
    WHERE city = $1 AND vintage_no <= $2
    GROUP BY city, layer, code
)
SELECT
    area.layer, area.code, area.name, area.parent_layer, area.parent
FROM area
JOIN last_told ON last_told.city = area.city AND last_told.layer = area.layer
    AND last_told.code = area.code AND last_told.vintage_no = area.vintage_no
JOIN newest ON newest.city = area.city AND newest.layer = area.layer
    AND newest.vintage_no > area.vintage_no
ORDER BY area.layer COLLATE "C", area.code COLLATE "C", area.valid_from DESC NULLS LAST
