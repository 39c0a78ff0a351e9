-- One row for each version of a policy; versions count from 1 and are never changed.
CREATE TABLE policies (
    kind    TEXT    NOT NULL, -- questionnaires, menus or baselines
    id      TEXT    NOT NULL, -- of a baseline, the partner
    version INTEGER NOT NULL,
    body    TEXT    NOT NULL,
    created TEXT    NOT NULL,
    PRIMARY KEY (kind, id, version)
);

-- A token is kept as its SHA-256. Without a partner it is the vendor's.
CREATE TABLE tokens (
    digest  TEXT NOT NULL PRIMARY KEY,
    partner TEXT,
    created TEXT NOT NULL
);
