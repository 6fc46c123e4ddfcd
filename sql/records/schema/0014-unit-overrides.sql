-- Who had one indicator divided by another that counts in another unit, when and why: a row each time, written before the
-- share is told. `claim` is what was asked, as it was typed; `vintage` what was known.

CREATE TABLE unit_override (
    city text NOT NULL,
    override_no bigint NOT NULL,
    part text NOT NULL,
    part_unit text NOT NULL,
    whole text NOT NULL,
    whole_unit text NOT NULL,
    claim text NOT NULL,
    vintage text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    decided_on text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, override_no)
);
