-- What became of incidents between two vintages: what each was at the earlier and at the later,
-- summed up by the cell that it left and the cell that it came to. Without a cell before, it is
-- new; without one after, it was withdrawn. Numbers of source, offence and areas are codes of
-- `word`, -1 none. What an incident was only in between cancels out.
-- Facts of which the year alone is known (known 4) are absent.
-- $1 city     text
-- $2 earlier  integer  number of a vintage, 0 before the first
-- $3 later    integer
WITH net AS (
    SELECT
        city, incident_no, version, source, offence, month, units, area_2, area_3, area_4,
        sum(sign) AS sign
    FROM entry
    WHERE city = $1 AND vintage_no > $2 AND vintage_no <= $3 AND known < 4
    GROUP BY city, incident_no, version, source, offence, month, units, area_2, area_3, area_4
    HAVING sum(sign) <> 0
), ended AS (
    SELECT * FROM net WHERE sign < 0
), begun AS (
    SELECT * FROM net WHERE sign > 0
)
SELECT
    coalesce(begun.source, ended.source)       AS source_no,
    coalesce(ended.offence, -1)                AS offence_before,
    ended.month                                AS month_before,
    coalesce(ended.area_2, -1)                 AS area_2_before,
    coalesce(ended.area_3, -1)                 AS area_3_before,
    coalesce(ended.area_4, -1)                 AS area_4_before,
    coalesce(begun.offence, -1)                AS offence_after,
    begun.month                                AS month_after,
    coalesce(begun.area_2, -1)                 AS area_2_after,
    coalesce(begun.area_3, -1)                 AS area_3_after,
    coalesce(begun.area_4, -1)                 AS area_4_after,
    CAST(count(*) AS bigint)                   AS incidents,
    CAST(coalesce(sum(ended.units), 0) AS bigint)  AS units_before,
    CAST(coalesce(sum(begun.units), 0) AS bigint)  AS units_after
FROM ended
FULL JOIN begun ON begun.city = ended.city AND begun.incident_no = ended.incident_no
GROUP BY source_no, offence_before, month_before, area_2_before, area_3_before, area_4_before,
    offence_after, month_after, area_2_after, area_3_after, area_4_after
ORDER BY source_no, offence_before, month_before ASC NULLS LAST, area_2_before, area_3_before,
    area_4_before, offence_after, month_after ASC NULLS LAST, area_2_after, area_3_after,
    area_4_after
