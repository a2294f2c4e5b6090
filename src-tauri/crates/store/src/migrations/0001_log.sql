-- Why: the first shape of a home. One log that is only ever added to, and beside it what is not a fact.
--
-- The log refuses in SQL what no code of ours should ever try: a gap, a change, a deletion. A second program that writes
-- to the same file (an older Paddock, a curious learner with sqlite3) then fails loudly instead of harming the past.
-- `json_valid` costs microseconds per event, and makes `PRAGMA quick_check` read every fact, not only the pages' frames.

-- What the home is: `home` (its id), `created` and `checked` (when quick_check last found it sound).
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `fact` is a paddock-core `Fact` as JSON. `session` repeats the one it is about, for the index; null where it is about none.
-- `at` is RFC 3339 in UTC, because a person may read this table one day.
CREATE TABLE event (
    seq     INTEGER PRIMARY KEY CHECK (seq > 0),
    at      TEXT NOT NULL,
    session TEXT,
    fact    TEXT NOT NULL CHECK (json_valid(fact))
) STRICT;

CREATE INDEX event_by_session ON event (session, seq) WHERE session IS NOT NULL;

CREATE TRIGGER event_without_gaps BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN
    SELECT RAISE(ABORT, 'the log has no gaps');
END;

CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;

CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted');
END;

-- What the log adds up to at some `seq`, by one reading of it (see snapshot.rs). Derived: may be deleted at any time.
CREATE TABLE snapshot (
    reading TEXT NOT NULL PRIMARY KEY,
    seq     INTEGER NOT NULL CHECK (seq > 0),
    state   TEXT NOT NULL
) STRICT;

-- Theme, language, pane sizes: what the learner set and nobody else needs to know. Not facts.
CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
