-- The days of which a reading told: the first of its facts, cells or populations and the day after the last. A reading
-- of limits has none. By it a later delivery is known to tell all of an earlier one again.

CREATE TABLE run_span (
    city text NOT NULL,
    run text NOT NULL,
    first_day text NOT NULL,
    past_end text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run)
);
