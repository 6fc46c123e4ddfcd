-- Month cells that the vintages after one and up to another changed, with what each
-- vintage added, in codes of `word`. `before` is the cell's count at the earlier of the two.
-- In no order: who asks sorts the few cells by their texts.
-- $1 city     text
-- $2 earlier  integer  vintage_no, not included
-- $3 later    integer  vintage_no, included
WITH told AS (
    SELECT source, offence, basis, month, area_2, area_3, area_4, vintage_no, sum(delta) AS delta
    FROM month_cell
    WHERE city = $1 AND vintage_no <= $3
    GROUP BY source, offence, basis, month, area_2, area_3, area_4, vintage_no
), added AS (
    SELECT
        source, offence, basis, month, area_2, area_3, area_4, vintage_no, delta,
        sum(CASE WHEN vintage_no <= $2 THEN delta ELSE 0 END)
            OVER (PARTITION BY source, offence, basis, month, area_2, area_3, area_4) AS counted_before,
        sum(delta) OVER (PARTITION BY source, offence, basis, month, area_2, area_3, area_4) AS counted_after
    FROM told
)
SELECT
    source, offence, basis, month, area_2, area_3, area_4,
    CAST(counted_before AS bigint)  AS counted_before,
    CAST(counted_after AS bigint)   AS counted_after,
    vintage_no,
    CAST(delta AS bigint)           AS delta
FROM added
WHERE vintage_no > $2 AND counted_before <> counted_after AND delta <> 0
