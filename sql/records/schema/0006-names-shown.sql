-- Whom the names behind two records were shown to, and why ([[links]] of city.toml): a row a pair, written before anything is
-- shown. The names themselves are in the kept deliveries and nowhere here.

CREATE TABLE names_shown (
    city text NOT NULL,
    shown_no bigint NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    shown_at text NOT NULL,
    pairing text NOT NULL,
    pair text NOT NULL,
    record_a bigint NOT NULL,
    record_b bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, shown_no)
);
