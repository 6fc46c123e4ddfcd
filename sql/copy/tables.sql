-- What analysts get: a city's facts as known at one vintage, each incident once. The
-- columns area_1..area_4 are the layers of the city in its slots (see copia.json).
CREATE TABLE incident (
    incident_no bigint NOT NULL,
    source text NOT NULL,
    offence text NOT NULL,
    basis text NOT NULL,
    day date NOT NULL,
    hour smallint NOT NULL,
    known smallint NOT NULL,
    units integer NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    channel text NOT NULL,
    delay integer NOT NULL
);

CREATE TABLE month_count (
    source text NOT NULL,
    offence text NOT NULL,
    basis text NOT NULL,
    month date NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    incidents bigint NOT NULL,
    units bigint NOT NULL
);

CREATE TABLE tally (
    source text NOT NULL,
    category text NOT NULL,
    channel text NOT NULL,
    month date NOT NULL,
    months integer NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL,
    counted bigint NOT NULL
);

-- Cells of a source of counts that have no number ("S/D", illegible): a sum of `tally` over one is the least there was.
CREATE TABLE unsaid (
    source text NOT NULL,
    category text NOT NULL,
    channel text NOT NULL,
    month date NOT NULL,
    months integer NOT NULL,
    area_1 text NOT NULL,
    area_2 text NOT NULL,
    area_3 text NOT NULL,
    area_4 text NOT NULL
);

CREATE TABLE exposure (
    source text NOT NULL,
    layer text NOT NULL,
    area text NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    month smallint NOT NULL,
    value bigint NOT NULL
);

CREATE TABLE area (
    layer text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent_layer text NOT NULL,
    parent text NOT NULL,
    valid_from date,
    geometry text NOT NULL
);
