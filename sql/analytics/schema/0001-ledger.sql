-- The ledger and its rollups. Every fact table has `city` first; no keys or indexes
-- but the order in which rows are filled (publish answers for uniqueness), so that ten
-- million rows load in seconds. vintage_no counts publications of a city; `applied`
-- gives its text.

CREATE TABLE applied (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    vintage text NOT NULL,
    segment_sha text NOT NULL
);

-- The texts of a city's ledger, numbered from 0 (the empty text) in order of first
-- use: integers load and compress several times faster than the texts they stand for.
CREATE TABLE word (
    city text NOT NULL,
    word_no integer NOT NULL,
    vintage_no bigint NOT NULL,
    label text NOT NULL
);

-- +1 and -1 of a version of an incident; a -1 repeats all columns of what it ends.
-- month and week (the Monday) are of `day`; hour -1 is unknown, delay (days from the fact to
-- its registration) -1 too. Source, offence, basis, areas and channel are codes of `word`:
-- entry_text has them as texts.
CREATE TABLE entry (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    sign smallint NOT NULL,
    incident_no bigint NOT NULL,
    version integer NOT NULL,
    source integer NOT NULL,
    day date NOT NULL,
    month date NOT NULL,
    week date NOT NULL,
    hour smallint NOT NULL,
    known smallint NOT NULL,
    offence integer NOT NULL,
    basis integer NOT NULL,
    units integer NOT NULL,
    area_1 integer NOT NULL,
    area_2 integer NOT NULL,
    area_3 integer NOT NULL,
    area_4 integer NOT NULL,
    channel integer NOT NULL,
    delay integer NOT NULL
);

-- The ledger as a person reads it.
CREATE VIEW entry_text AS
SELECT
    entry.city, entry.vintage_no, entry.sign, entry.incident_no, entry.version, source.label AS source,
    entry.day, entry.month, entry.week, entry.hour, entry.known, offence.label AS offence,
    basis.label AS basis, entry.units, area_1.label AS area_1, area_2.label AS area_2,
    area_3.label AS area_3, area_4.label AS area_4, channel.label AS channel, entry.delay
FROM entry
JOIN word AS source ON source.city = entry.city AND source.word_no = entry.source
JOIN word AS offence ON offence.city = entry.city AND offence.word_no = entry.offence
JOIN word AS basis ON basis.city = entry.city AND basis.word_no = entry.basis
JOIN word AS area_1 ON area_1.city = entry.city AND area_1.word_no = entry.area_1
JOIN word AS area_2 ON area_2.city = entry.city AND area_2.word_no = entry.area_2
JOIN word AS area_3 ON area_3.city = entry.city AND area_3.word_no = entry.area_3
JOIN word AS area_4 ON area_4.city = entry.city AND area_4.word_no = entry.area_4
JOIN word AS channel ON channel.city = entry.city AND channel.word_no = entry.channel;

-- Positions in 1e-7 degrees, of the versions that have one.
CREATE TABLE place (
    city text NOT NULL,
    incident_no bigint NOT NULL,
    version integer NOT NULL,
    vintage_no bigint NOT NULL,
    lon integer NOT NULL,
    lat integer NOT NULL,
    located smallint NOT NULL
);

-- Between which minutes (since 1970-01-01 00:00 of the place's own clock) a fact happened, past_minute not
-- included, of the versions whose source says only that. known is how well these two are: as in entry.
CREATE TABLE time_span (
    city text NOT NULL,
    incident_no bigint NOT NULL,
    version integer NOT NULL,
    vintage_no bigint NOT NULL,
    from_minute integer NOT NULL,
    past_minute integer NOT NULL,
    known smallint NOT NULL
);

-- The ledger of sources that send counts. month is the first of the `months` that are counted together.
CREATE TABLE tally (
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
    delta bigint NOT NULL
);

-- month is 0 where the value is of the year.
CREATE TABLE exposure (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    layer text NOT NULL,
    area text NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    month smallint NOT NULL,
    value bigint NOT NULL
);

-- valid_from is NULL where it is not known; geometry is GeoJSON.
CREATE TABLE area (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    layer text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent_layer text NOT NULL,
    parent text NOT NULL,
    valid_from date,
    geometry text NOT NULL
);

CREATE TABLE month_count (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    offence text NOT NULL,
    basis text NOT NULL,
    month date NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    delta bigint NOT NULL,
    units bigint NOT NULL
);

-- weekday 0 is Monday.
CREATE TABLE hour_count (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    offence text NOT NULL,
    month date NOT NULL,
    weekday smallint NOT NULL,
    hour smallint NOT NULL,
    known smallint NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    delta bigint NOT NULL
);

CREATE TABLE quality_count (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    month date NOT NULL,
    located smallint NOT NULL,
    hour_known smallint NOT NULL,
    delta bigint NOT NULL
);

-- Of the rows that say a channel.
CREATE TABLE channel_count (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    offence text NOT NULL,
    channel text NOT NULL,
    month date NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    delta bigint NOT NULL,
    units bigint NOT NULL
);

-- Of the rows whose delay is known. 400 stands for 400 days and more.
CREATE TABLE delay_count (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    offence text NOT NULL,
    month date NOT NULL,
    delay integer NOT NULL,
    delta bigint NOT NULL
);
