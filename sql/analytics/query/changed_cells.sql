-- Month cells that the vintages after one and up to another changed, with what each
-- vintage added. `before` is the cell's count at the earlier of the two.
-- $1 city     text
-- $2 earlier  integer  vintage_no, not included
-- $3 later    integer  vintage_no, included
WITH known AS (
    SELECT
        city, source, offence, basis, month, area_3,
        sum(CASE WHEN vintage_no <= $2 THEN delta ELSE 0 END) AS counted_before,
        sum(delta) AS counted_after
    FROM month_cell
    WHERE city = $1 AND vintage_no <= $3
    GROUP BY city, source, offence, basis, month, area_3
), added AS (
    SELECT city, source, offence, basis, month, area_3, vintage_no, sum(delta) AS delta
    FROM month_cell
    WHERE city = $1 AND vintage_no > $2 AND vintage_no <= $3
    GROUP BY city, source, offence, basis, month, area_3, vintage_no
)
SELECT
    source.label AS source, offence.label AS offence, basis.label AS basis, known.month, area_3.label AS area_3,
    CAST(known.counted_before AS bigint)  AS counted_before,
    CAST(known.counted_after AS bigint)   AS counted_after,
    added.vintage_no,
    CAST(added.delta AS bigint)           AS delta
FROM known
JOIN added ON added.city = known.city AND added.source = known.source
    AND added.offence = known.offence AND added.basis = known.basis
    AND added.month = known.month AND added.area_3 = known.area_3
JOIN word AS source ON source.city = known.city AND source.word_no = known.source
JOIN word AS offence ON offence.city = known.city AND offence.word_no = known.offence
JOIN word AS basis ON basis.city = known.city AND basis.word_no = known.basis
JOIN word AS area_3 ON area_3.city = known.city AND area_3.word_no = known.area_3
WHERE known.counted_before <> known.counted_after AND added.delta <> 0
ORDER BY source.label COLLATE "C", offence.label COLLATE "C", basis.label COLLATE "C", known.month,
    area_3.label COLLATE "C", added.vintage_no
