-- By what law the hours of a run's rows were asked about: the zone of its city and the version of tzdata that was on the
-- machine, '' where it had none. Kept before the run is published; of a run the newest row holds, one without a run
-- means nothing.

CREATE TABLE reading_clock (
    city text NOT NULL,
    run text NOT NULL,
    clock_no bigint NOT NULL,
    zone text NOT NULL,
    tzdata text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run, clock_no)
);
