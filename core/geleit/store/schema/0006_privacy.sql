-- What becomes of a person's request: an extension of the month with its reason, who decided and how, what was
-- corrected, what a withdrawal is about, and until when a restriction held.

ALTER TABLE "requests" ADD COLUMN "note" TEXT;
ALTER TABLE "requests" ADD COLUMN "purpose" TEXT;
ALTER TABLE "requests" ADD COLUMN "recipient" TEXT;
ALTER TABLE "requests" ADD COLUMN "extended_until" TEXT CHECK ("extended_until" IS date("extended_until", '+0 days'));
ALTER TABLE "requests" ADD COLUMN "extension_reason" TEXT;
ALTER TABLE "requests" ADD COLUMN "extension_told_on" TEXT
    CHECK ("extension_told_on" IS date("extension_told_on", '+0 days'));
ALTER TABLE "requests" ADD COLUMN "granted" INTEGER CHECK ("granted" IN (0, 1));
ALTER TABLE "requests" ADD COLUMN "decided_on" TEXT CHECK ("decided_on" IS date("decided_on", '+0 days'));
ALTER TABLE "requests" ADD COLUMN "decided_by" TEXT;
ALTER TABLE "requests" ADD COLUMN "corrected" TEXT CHECK ("corrected" IS NULL OR json_valid("corrected"));
ALTER TABLE "requests" ADD COLUMN "lift_told_on" TEXT CHECK ("lift_told_on" IS date("lift_told_on", '+0 days'));
ALTER TABLE "requests" ADD COLUMN "lifted_on" TEXT CHECK ("lifted_on" IS date("lifted_on", '+0 days'));
CREATE INDEX "requests_open" ON "requests" ("deadline") WHERE "answered_on" IS NULL;
CREATE INDEX "requests_restricting" ON "requests" ("person")
    WHERE "kind" = 'restriction' AND "granted" = 1 AND "lifted_on" IS NULL;
