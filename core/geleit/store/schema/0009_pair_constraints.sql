-- What people lay down for the proposals to come: these two, or never these two.

CREATE TABLE "pair_constraints" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "mentee" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "mentor" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('lock', 'forbid')),
    "reason" TEXT NOT NULL,
    "made_at" TEXT NOT NULL CHECK ("made_at" GLOB '????-??-??T*+00:00'),
    "by" TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX "pair_constraints_once" ON "pair_constraints" ("round", "mentee", "mentor");
CREATE INDEX "pair_constraints_by_mentee" ON "pair_constraints" ("mentee");
CREATE INDEX "pair_constraints_by_mentor" ON "pair_constraints" ("mentor");
