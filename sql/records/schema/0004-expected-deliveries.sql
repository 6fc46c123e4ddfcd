-- What passed between the observatory and those who send: the day a delivery came, where it is not that of its
-- vintage; what was refused, and why; the letters written about what did not come, one row for each period that a
-- letter is about.

CREATE TABLE arrival (
    city text NOT NULL,
    delivery text NOT NULL,
    arrived_on text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, delivery)
);

CREATE TABLE refusal (
    city text NOT NULL,
    refusal_no bigint NOT NULL,
    delivery text NOT NULL,
    source text NOT NULL,
    file_name text NOT NULL,
    bytes bigint NOT NULL,
    refused_on text NOT NULL,
    reason text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, refusal_no)
);

CREATE TABLE letter (
    city text NOT NULL,
    letter_no bigint NOT NULL,
    source text NOT NULL,
    period text NOT NULL,
    step bigint NOT NULL,
    due_on text NOT NULL,
    written_on text NOT NULL,
    vintage text NOT NULL,
    language text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, letter_no, period)
);
