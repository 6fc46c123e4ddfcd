-- What was erased, by whom, when and why, on what legal ground, and what came in its place; what the law keeps from being
-- erased; and the reports of retention. Nothing of what was erased is kept here: incidents are numbers of the ledger.
-- erasure_delivery says which bytes stand for a delivery since (`twin`, "" none), erasure_place which file of positions
-- a vintage has since, erasure_run how many refused cells of a reading were blanked, with the chain of what is left of
-- those rows.

CREATE TABLE erasure (
    city text NOT NULL,
    erasure text NOT NULL,
    erased_on text NOT NULL,
    cause text NOT NULL,
    about text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    basis text NOT NULL,
    incidents bigint NOT NULL,
    positions bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, erasure)
);

CREATE TABLE erasure_delivery (
    city text NOT NULL,
    erasure text NOT NULL,
    delivery text NOT NULL,
    kept_before text NOT NULL,
    twin text NOT NULL,
    rows_blanked bigint NOT NULL,
    cells_blanked bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, erasure, delivery)
);

CREATE TABLE erasure_place (
    city text NOT NULL,
    erasure text NOT NULL,
    vintage_no bigint NOT NULL,
    kept_before text NOT NULL,
    kept_since text NOT NULL,
    positions bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, erasure, vintage_no)
);

CREATE TABLE erasure_run (
    city text NOT NULL,
    erasure text NOT NULL,
    run text NOT NULL,
    rejects bigint NOT NULL,
    digest text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, erasure, run)
);

CREATE TABLE retention_hold (
    city text NOT NULL,
    hold text NOT NULL,
    step_no bigint NOT NULL,
    action text NOT NULL,
    source text NOT NULL,
    delivery text NOT NULL,
    incident_no bigint NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    decided_on text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, hold, step_no)
);

CREATE TABLE retention_run (
    city text NOT NULL,
    run_no bigint NOT NULL,
    run_on text NOT NULL,
    newest_on text NOT NULL,
    author text NOT NULL,
    erasure text NOT NULL,
    report text NOT NULL,
    digest text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run_no)
);
