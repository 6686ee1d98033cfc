-- The change history in two tables: a chain that nobody changes, and apart from it what was before and after, which
-- an erasure may take away while the chain stays whole. Each entry's hash covers the one before it.
-- The view "journal" shows both as one; what is inserted into it is chained by a trigger.

DROP TRIGGER "journal_is_never_changed";
DROP TRIGGER "journal_is_never_deleted";
DROP INDEX "journal_by_key";
DROP INDEX "journal_by_at";
DROP INDEX "journal_deleted";
ALTER TABLE "journal" RENAME TO "journal_plain";

CREATE TABLE "journal_chain" (
    "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL CHECK ("at" GLOB '????-??-??T*+00:00'),
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "op" TEXT NOT NULL CHECK ("op" IN ('insert', 'update', 'delete', 'note')),
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rev" INTEGER NOT NULL,
    "digest" BLOB NOT NULL CHECK (length("digest") = 32),
    "hash" BLOB NOT NULL CHECK (length("hash") = 32)
) STRICT;
CREATE INDEX "journal_by_key" ON "journal_chain" ("key", "table");
CREATE INDEX "journal_by_at" ON "journal_chain" ("at");
CREATE INDEX "journal_by_op" ON "journal_chain" ("op", "table") WHERE "op" IN ('delete', 'note');

CREATE TABLE "journal_payloads" (
    "seq" INTEGER PRIMARY KEY NOT NULL,
    "salt" BLOB NOT NULL CHECK (length("salt") = 16),
    "before" TEXT CHECK ("before" IS NULL OR json_valid("before")),
    "after" TEXT CHECK ("after" IS NULL OR json_valid("after"))
) STRICT;

CREATE VIEW "journal" AS
SELECT c."seq", c."at", c."actor", c."reason", c."op", c."table", c."key", c."rev", p."before", p."after",
    p."seq" IS NULL AS "erased"
FROM "journal_chain" AS c LEFT JOIN "journal_payloads" AS p ON p."seq" = c."seq";
