-- Of which privacy domain the records of a run were when it was read: what persons were told their data is for, '' where
-- the source did not say. Kept before the run is published; of a run the newest row holds, one without a run means
-- nothing.

CREATE TABLE reading_domain (
    city text NOT NULL,
    run text NOT NULL,
    domain_no bigint NOT NULL,
    domain text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run, domain_no)
);
