-- What the codes of a source meant in a reading of that recipe: the crosswalks in force, as JSON. And what was decided
-- about labels that codes.csv does not list: the newest decision of a label holds from the next reading on. `label` is the
-- folded text, `written` as the source has it; `verdict` is "code", "none" (it is nothing that is counted) or "open"
-- (undecided again).

CREATE TABLE coding (
    city text NOT NULL,
    recipe text NOT NULL,
    source text NOT NULL,
    said text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, recipe)
);

CREATE TABLE label_decision (
    city text NOT NULL,
    source text NOT NULL,
    label text NOT NULL,
    decision_no bigint NOT NULL,
    verdict text NOT NULL,
    code text NOT NULL,
    written text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    decided_on text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, source, label, decision_no)
);
