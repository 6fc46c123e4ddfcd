-- Incidents that were withdrawn between two vintages and that another one, still known at the
-- later, equals in source, day, hour, offence, units, areas and position: the same fact, entered
-- twice and joined by its source. Only where the hour and the position are known. Numbers are
-- codes of `word`.
-- $1 city     text
-- $2 earlier  integer  number of a vintage, 0 before the first
-- $3 later    integer
WITH net AS (
    SELECT
        city, incident_no, version, max(source) AS source, max(offence) AS offence,
        max(day) AS day, max(month) AS month, max(hour) AS hour, max(units) AS units,
        max(area_1) AS area_1, max(area_2) AS area_2, max(area_3) AS area_3, max(area_4) AS area_4,
        sum(sign) AS sign
    FROM entry
    WHERE city = $1 AND vintage_no > $2 AND vintage_no <= $3
    GROUP BY city, incident_no, version
    HAVING sum(sign) <> 0
), withdrawn AS (
    SELECT
        city, incident_no, max(version) AS version, max(source) AS source, max(offence) AS offence,
        max(day) AS day, max(month) AS month, max(hour) AS hour, max(units) AS units,
        max(area_1) AS area_1, max(area_2) AS area_2, max(area_3) AS area_3, max(area_4) AS area_4
    FROM net
    GROUP BY city, incident_no
    HAVING count(*) = 1 AND sum(sign) = -1
), twin AS (
    SELECT withdrawn.city, withdrawn.incident_no
    FROM withdrawn
    JOIN entry ON entry.city = withdrawn.city AND entry.source = withdrawn.source
        AND entry.day = withdrawn.day AND entry.hour = withdrawn.hour
        AND entry.offence = withdrawn.offence AND entry.units = withdrawn.units
        AND entry.area_1 = withdrawn.area_1 AND entry.area_2 = withdrawn.area_2
        AND entry.area_3 = withdrawn.area_3 AND entry.area_4 = withdrawn.area_4
        AND entry.incident_no <> withdrawn.incident_no
    JOIN place AS its ON its.city = withdrawn.city AND its.incident_no = withdrawn.incident_no
        AND its.version = withdrawn.version
    JOIN place AS other ON other.city = entry.city AND other.incident_no = entry.incident_no
        AND other.version = entry.version AND other.lon = its.lon AND other.lat = its.lat
    WHERE entry.vintage_no <= $3 AND withdrawn.hour >= 0
    GROUP BY withdrawn.city, withdrawn.incident_no, entry.incident_no, entry.version
    HAVING sum(entry.sign) = 1
), joined AS (
    SELECT city, incident_no FROM twin GROUP BY city, incident_no
)
SELECT
    withdrawn.source                          AS source_no,
    withdrawn.offence                         AS offence_no,
    withdrawn.month,
    withdrawn.area_2                          AS area_2_no,
    withdrawn.area_3                          AS area_3_no,
    withdrawn.area_4                          AS area_4_no,
    CAST(count(*) AS bigint)                  AS incidents,
    CAST(sum(withdrawn.units) AS bigint)      AS units
FROM withdrawn
JOIN joined ON joined.city = withdrawn.city AND joined.incident_no = withdrawn.incident_no
GROUP BY withdrawn.source, withdrawn.offence, withdrawn.month, withdrawn.area_2, withdrawn.area_3,
    withdrawn.area_4
ORDER BY source_no, offence_no, withdrawn.month, area_2_no, area_3_no, area_4_no
