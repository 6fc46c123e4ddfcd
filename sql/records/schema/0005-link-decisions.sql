-- What a clerk decided about two records that may be the same fact ([[links]] of city.toml). The newest decision of
-- a pair holds. `pair` is the digest of pairing, record_a and record_b; records are numbers of the ledger,
-- and nothing else of them is kept here.

CREATE TABLE link_decision (
    city text NOT NULL,
    pair text NOT NULL,
    decision_no bigint NOT NULL,
    verdict text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    decided_on text NOT NULL,
    pairing text NOT NULL,
    record_a bigint NOT NULL,
    record_b bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, pair, decision_no)
);
