-- What was decided about a finding, by whom, when and why. The newest decision of a finding is its state;
-- a finding without any is open. `finding` is the digest of the four columns after decided_on, so that a
-- delivery read anew keeps what was decided about it.

CREATE TABLE finding_decision (
    city text NOT NULL,
    finding text NOT NULL,
    decision_no bigint NOT NULL,
    state text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    decided_on text NOT NULL,
    source text NOT NULL,
    delivery text NOT NULL,
    check_code text NOT NULL,
    about text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, finding, decision_no)
);
