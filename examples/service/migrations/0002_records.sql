-- What partners saved. The key is the partner's own, so that a write can be repeated.
-- Scores and money are text: exact, and the same in every database.
CREATE TABLE records (
    kind           TEXT    NOT NULL, -- assessments or proposals
    partner        TEXT    NOT NULL,
    key            TEXT    NOT NULL,
    digest         TEXT    NOT NULL, -- SHA-256 of the policy's id and the input
    policy         TEXT    NOT NULL,
    policy_version INTEGER NOT NULL,
    input          TEXT    NOT NULL,
    result         TEXT    NOT NULL,
    score          TEXT,             -- overall score of an assessment, 1.00 to 100.00
    payout         TEXT,             -- of a proposal at full attainment, in the currency of its menu
    created        TEXT    NOT NULL,
    PRIMARY KEY (kind, partner, key)
);
