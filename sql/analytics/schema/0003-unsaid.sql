-- Cells of which a source that sends counts says that it has no number ("S/D"): neither a count nor a zero. A sign of 1
-- where one came to be so, -1 where a later delivery gave the number or took the cell back.

CREATE TABLE unsaid (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    category text NOT NULL,
    channel text NOT NULL,
    month date NOT NULL,
    months integer NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    sign smallint NOT NULL
);
