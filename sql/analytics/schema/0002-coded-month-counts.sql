-- The counts of a month with codes of `word`, as `entry` has them: the cube is what pages ask for most, and its texts took
-- most of the time. month_count, with the texts, is a view from here on.

CREATE TABLE month_cell (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source integer NOT NULL,
    offence integer NOT NULL,
    basis integer NOT NULL,
    month date NOT NULL,
    area_2 integer NOT NULL,
    area_3 integer NOT NULL,
    area_4 integer NOT NULL,
    delta bigint NOT NULL,
    units bigint NOT NULL
);

INSERT INTO month_cell
SELECT
    told.city, told.vintage_no, source.word_no, offence.word_no, basis.word_no, told.month, area_2.word_no,
    area_3.word_no, area_4.word_no, told.delta, told.units
FROM month_count AS told
JOIN word AS source ON source.city = told.city AND source.label = told.source
JOIN word AS offence ON offence.city = told.city AND offence.label = told.offence
JOIN word AS basis ON basis.city = told.city AND basis.label = told.basis
JOIN word AS area_2 ON area_2.city = told.city AND area_2.label = told.area_2
JOIN word AS area_3 ON area_3.city = told.city AND area_3.label = told.area_3
JOIN word AS area_4 ON area_4.city = told.city AND area_4.label = told.area_4;

DROP TABLE month_count;

CREATE VIEW month_count AS
SELECT
    cell.city, cell.vintage_no, source.label AS source, offence.label AS offence, basis.label AS basis,
    cell.month, area_2.label AS area_2, area_3.label AS area_3, area_4.label AS area_4, cell.delta, cell.units
FROM month_cell AS cell
JOIN word AS source ON source.city = cell.city AND source.word_no = cell.source
JOIN word AS offence ON offence.city = cell.city AND offence.word_no = cell.offence
JOIN word AS basis ON basis.city = cell.city AND basis.word_no = cell.basis
JOIN word AS area_2 ON area_2.city = cell.city AND area_2.word_no = cell.area_2
JOIN word AS area_3 ON area_3.city = cell.city AND area_3.word_no = cell.area_3
JOIN word AS area_4 ON area_4.city = cell.city AND area_4.word_no = cell.area_4;
