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

-- +1 and -1 of a version of an incident; a -1 repeats all columns of what it ends.
-- month and week (the Monday) are of `day`; hour -1 is unknown.
CREATE TABLE entry (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    sign smallint NOT NULL,
    incident_no bigint NOT NULL,
    version integer NOT NULL,
    source text NOT NULL,
    day date NOT NULL,
    month date NOT NULL,
    week date NOT NULL,
    hour smallint NOT NULL,
    known smallint NOT NULL,
    offence text NOT NULL,
    basis text NOT NULL,
    units integer NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL
);

-- The dictionary: the number of a key (128 bits, as two signed halves).
CREATE TABLE incident (
    city text NOT NULL,
    incident_no bigint NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    key_high bigint NOT NULL,
    key_low bigint NOT NULL
);

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

-- The ledger of sources that send counts.
CREATE TABLE tally (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    category text NOT NULL,
    channel text NOT NULL,
    month date NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    delta bigint NOT NULL
);

CREATE TABLE exposure (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    source text NOT NULL,
    layer text NOT NULL,
    area text NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
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
