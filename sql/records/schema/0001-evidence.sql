-- What came, what was made of it, and what left the house. Rows are only ever added.
-- Days are text (2020-08-31). Every fact table has `city` first. link_no counts the rows
-- of a city's table and link is SHA-256 of the link before and the row, so that a
-- changed row can be named; `chain` says where each chain ends.

CREATE TABLE chain (
    city text NOT NULL,
    table_name text NOT NULL,
    links bigint NOT NULL,
    head text NOT NULL,
    PRIMARY KEY (city, table_name)
);

CREATE TABLE vintage (
    city text NOT NULL,
    vintage_no bigint NOT NULL,
    vintage text NOT NULL,
    published_on text NOT NULL,
    program text NOT NULL,
    segment_sha text NOT NULL,
    place_sha text NOT NULL,
    note text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, vintage_no),
    UNIQUE (city, vintage)
);

-- The bytes, once, however often and with whatever recipe they were read.
CREATE TABLE delivery (
    city text NOT NULL,
    delivery text NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    bytes bigint NOT NULL,
    vintage_no bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, delivery)
);

-- A delivery read with a recipe. rows_read = accepted + rejected + duplicate.
CREATE TABLE run (
    city text NOT NULL,
    run text NOT NULL,
    vintage_no bigint NOT NULL,
    delivery text NOT NULL,
    recipe text NOT NULL,
    source text NOT NULL,
    source_version text NOT NULL,
    basis text NOT NULL,
    covers text NOT NULL,
    file_name text NOT NULL,
    bytes bigint NOT NULL,
    rows_read bigint NOT NULL,
    accepted bigint NOT NULL,
    rejected bigint NOT NULL,
    duplicate bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run)
);

CREATE TABLE reject (
    city text NOT NULL,
    run text NOT NULL,
    reject_no bigint NOT NULL,
    line_no bigint NOT NULL,
    reason text NOT NULL,
    column_name text NOT NULL,
    found text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run, reject_no)
);

CREATE TABLE finding (
    city text NOT NULL,
    run text NOT NULL,
    finding_no bigint NOT NULL,
    check_code text NOT NULL,
    row_count bigint NOT NULL,
    detail text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run, finding_no)
);

CREATE TABLE figure (
    city text NOT NULL,
    figure text NOT NULL,
    spec text NOT NULL,
    value text NOT NULL,
    digest text NOT NULL,
    vintage_no bigint NOT NULL,
    first_used_by text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, figure)
);

CREATE TABLE bulletin_issue (
    city text NOT NULL,
    bulletin text NOT NULL,
    territory text NOT NULL,
    period text NOT NULL,
    language text NOT NULL,
    issue_no bigint NOT NULL,
    vintage_no bigint NOT NULL,
    digest text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, bulletin, territory, period, language, issue_no)
);
