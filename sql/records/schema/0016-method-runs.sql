-- Runs of methods: what was asked of what, and the digest of what was answered. `record` is the canonical JSON of the run (method,
-- versions, settings, seed, inputs with their digests), of which `run` is the short name; `given` the settings as they were typed and
-- where the files were, as JSON; `refused` why there was no answer, or ''; `erasures` how many had been made by then.

CREATE TABLE method_run (
    city text NOT NULL,
    run_no bigint NOT NULL,
    run text NOT NULL,
    ran_on text NOT NULL,
    record text NOT NULL,
    given text NOT NULL,
    answer text NOT NULL,
    refused text NOT NULL,
    erasures bigint NOT NULL,
    link_no bigint NOT NULL,
    link text NOT NULL,
    PRIMARY KEY (city, run_no)
);
