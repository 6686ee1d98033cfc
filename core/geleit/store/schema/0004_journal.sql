-- The change history: one row for every row that was added, changed or deleted, written by triggers.
-- "before" and "after" are JSON objects of the columns that changed, as they are stored; a column that is not named
-- was unknown (NULL) in an added or deleted row, and unchanged in a changed one. "rev" is the row's revision after
-- the change, or the last one of a deleted row.

CREATE TABLE "journal" (
    "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL CHECK ("at" GLOB '????-??-??T*+00:00'),
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "op" TEXT NOT NULL CHECK ("op" IN ('insert', 'update', 'delete')),
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "before" TEXT CHECK ("before" IS NULL OR json_valid("before")),
    "after" TEXT CHECK ("after" IS NULL OR json_valid("after"))
) STRICT;
CREATE INDEX "journal_by_key" ON "journal" ("key", "table");
CREATE INDEX "journal_by_at" ON "journal" ("at");
CREATE INDEX "journal_deleted" ON "journal" ("table") WHERE "op" = 'delete';

CREATE TRIGGER "journal_is_never_changed" BEFORE UPDATE ON "journal" BEGIN
    SELECT RAISE(ABORT, 'the change history is never changed');
END;
CREATE TRIGGER "journal_is_never_deleted" BEFORE DELETE ON "journal" BEGIN
    SELECT RAISE(ABORT, 'the change history is never deleted');
END;
