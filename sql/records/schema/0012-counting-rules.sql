-- How the source of a run counted when it was read: its counting.toml, as JSON. Kept before the run is published; of a run the
-- newest row holds, one without a run means nothing.

CREATE TABLE counting_rules (
    city text NOT NULL,
    run text NOT NULL,
    rules_no bigint NOT NULL,
    said text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run, rules_no)
);
