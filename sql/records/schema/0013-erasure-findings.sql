-- What findings quoted of rows that were erased, blanked: how many texts of which finding of a reading, and the digest of
-- the finding's row as the erasure left it. Of a finding the newest row holds.

CREATE TABLE erasure_finding (
    city text NOT NULL,
    erasure text NOT NULL,
    run text NOT NULL,
    finding_no bigint NOT NULL,
    texts bigint NOT NULL,
    digest text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, erasure, run, finding_no)
);
