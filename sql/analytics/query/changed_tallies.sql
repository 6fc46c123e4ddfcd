-- Cells of the sources that send counts that the vintages after one and up to another changed, with what each vintage
-- added. A cell whose source has no number for it ("S/D") counts 0 and is unsaid: more than 0.
-- In no order: who asks sorts the few cells by their texts.
-- $1 city     text
-- $2 earlier  integer  vintage_no, not included
-- $3 later    integer  vintage_no, included
WITH told AS (
    SELECT
        source, category, channel, month, months, area_1, area_2, area_3, area_4, vintage_no, delta,
        CAST(0 AS bigint) AS sign
    FROM tally
    WHERE city = $1 AND vintage_no <= $3
    UNION ALL
    SELECT
        source, category, channel, month, months, area_1, area_2, area_3, area_4, vintage_no,
        CAST(0 AS bigint) AS delta, CAST(sign AS bigint) AS sign
    FROM unsaid
    WHERE city = $1 AND vintage_no <= $3
), by_vintage AS (
    SELECT
        source, category, channel, month, months, area_1, area_2, area_3, area_4, vintage_no,
        sum(delta) AS delta, sum(sign) AS sign
    FROM told
    GROUP BY source, category, channel, month, months, area_1, area_2, area_3, area_4, vintage_no
), added AS (
    SELECT
        source, category, channel, month, months, area_1, area_2, area_3, area_4, vintage_no, delta, sign,
        sum(CASE WHEN vintage_no <= $2 THEN delta ELSE 0 END) OVER cell AS counted_before,
        sum(delta) OVER cell                                            AS counted_after,
        sum(CASE WHEN vintage_no <= $2 THEN sign ELSE 0 END) OVER cell  AS unsaid_before,
        sum(sign) OVER cell                                             AS unsaid_after
    FROM by_vintage
    WINDOW cell AS (PARTITION BY source, category, channel, month, months, area_1, area_2, area_3, area_4)
)
SELECT
    source, category, channel, month, months, area_1, area_2, area_3, area_4,
    CAST(counted_before AS bigint)  AS counted_before,
    CAST(counted_after AS bigint)   AS counted_after,
    CAST(unsaid_before AS bigint)   AS unsaid_before,
    CAST(unsaid_after AS bigint)    AS unsaid_after,
    vintage_no,
    CAST(delta AS bigint)           AS delta
FROM added
WHERE vintage_no > $2 AND (counted_before <> counted_after OR unsaid_before <> unsaid_after)
    AND (delta <> 0 OR sign <> 0)
