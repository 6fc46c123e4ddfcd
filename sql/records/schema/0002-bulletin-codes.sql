-- The check code that a bulletin prints, in whatever form it was written, and the first day that it was:
-- who has a printed page finds by it what the page is. Two languages of one bulletin share a code.

CREATE TABLE bulletin_code (
    city text NOT NULL,
    code text NOT NULL,
    bulletin text NOT NULL,
    territory text NOT NULL,
    period text NOT NULL,
    language text NOT NULL,
    vintage_no bigint NOT NULL,
    issued_on text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, code, bulletin, territory, period, language, vintage_no)
);
