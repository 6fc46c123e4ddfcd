-- What a city's analysts read from the edition of a list that its publisher offers: index terms, definitions, inclusions and
-- exclusions, none of which the program brings. Of a list and kind the newest import holds. `said` is the texts as JSON,
-- `digest` of the bytes of the file, `source` the edition as it asks to be named.

CREATE TABLE code_texts (
    city text NOT NULL,
    import_no bigint NOT NULL,
    list text NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    digest text NOT NULL,
    source text NOT NULL,
    author text NOT NULL,
    imported_on text NOT NULL,
    said text NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, import_no)
);
