-- What stays when people are erased, and what keeps them from being erased: placeholders, counts, frozen reports, duties
-- to keep, legal holds. Nothing here leads from what stays to who was erased.

CREATE TABLE "placeholders" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "counts" INTEGER NOT NULL CHECK ("counts" IN (0, 1)),
    "since" TEXT NOT NULL CHECK ("since" IS date("since", '+0 days'))
) STRICT;
CREATE INDEX "placeholders_by_person" ON "placeholders" ("person");

CREATE TABLE "erasures" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "role" TEXT NOT NULL CHECK ("role" IN ('mentee', 'mentor')),
    "counts" INTEGER NOT NULL CHECK ("counts" IN (0, 1)),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days'))
) STRICT;
CREATE INDEX "erasures_by_round" ON "erasures" ("round");

CREATE TABLE "kept_people" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "category" TEXT NOT NULL,
    "until" TEXT CHECK ("until" IS date("until", '+0 days')),
    "basis" TEXT NOT NULL,
    "since" TEXT NOT NULL CHECK ("since" IS date("since", '+0 days')),
    "erased" INTEGER NOT NULL CHECK ("erased" IN (0, 1))
) STRICT;
CREATE INDEX "kept_people_by_person" ON "kept_people" ("person");

CREATE TABLE "legal_holds" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "since" TEXT NOT NULL CHECK ("since" IS date("since", '+0 days')),
    "lifted_on" TEXT CHECK ("lifted_on" IS date("lifted_on", '+0 days')),
    "lifted_by" TEXT
) STRICT;
CREATE INDEX "legal_holds_by_person" ON "legal_holds" ("person");

CREATE TABLE "frozen_reports" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "report" TEXT NOT NULL,
    "first" TEXT NOT NULL CHECK ("first" IS date("first", '+0 days')),
    "last" TEXT NOT NULL CHECK ("last" IS date("last", '+0 days')),
    "until" TEXT CHECK ("until" IS date("until", '+0 days')),
    "frozen_on" TEXT NOT NULL CHECK ("frozen_on" IS date("frozen_on", '+0 days')),
    "erased" INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX "frozen_reports_once" ON "frozen_reports" ("round", "report", "first", "last");

-- "value" is the row's value as JSON; without it, in a row of somebody, it was erased. "amount" and "numerator" are
-- numbers as JSON writes them, to the last digit.
CREATE TABLE "frozen_cells" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "frozen" TEXT NOT NULL REFERENCES "frozen_reports" ("id") ON DELETE RESTRICT,
    "table" TEXT NOT NULL,
    "by" TEXT,
    "row" INTEGER NOT NULL,
    "total" INTEGER NOT NULL CHECK ("total" IN (0, 1)),
    "person" TEXT REFERENCES "people" ("id") ON DELETE RESTRICT,
    "value" TEXT,
    "label" TEXT,
    "place" INTEGER NOT NULL,
    "figure" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "amount" TEXT,
    "numerator" TEXT,
    "denominator" INTEGER,
    "not_reached" INTEGER,
    "unknown" INTEGER NOT NULL,
    "people" INTEGER
) STRICT;
CREATE UNIQUE INDEX "frozen_cells_once" ON "frozen_cells" ("frozen", "table", "row", "place");
CREATE INDEX "frozen_cells_by_person" ON "frozen_cells" ("person") WHERE "person" IS NOT NULL;
