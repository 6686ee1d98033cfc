-- Results, asking again, and the coordinator's own records.
-- date(…, '+0 days') names the real day: without it, SQLite takes 30 February for one.

CREATE TABLE "outcomes" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "participation" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "partnership" TEXT REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "category" TEXT NOT NULL,
    "began_on" TEXT NOT NULL CHECK ("began_on" IS date("began_on", '+0 days')),
    "ended_on" TEXT CHECK ("ended_on" IS date("ended_on", '+0 days')),
    "employer" TEXT,
    "hours_per_week" REAL,
    "permanent" TEXT CHECK ("permanent" IN ('yes', 'no', 'declined')),
    "insured" TEXT CHECK ("insured" IN ('yes', 'no', 'declined')),
    "adequate" TEXT CHECK ("adequate" IN ('yes', 'no', 'declined')),
    "evidence" TEXT,
    "confirmed_by" TEXT NOT NULL,
    "definition_version" TEXT,
    "follow_up" TEXT,
    "note" TEXT,
    "source_digest" TEXT
) STRICT;
CREATE INDEX "outcomes_by_person" ON "outcomes" ("person");
CREATE INDEX "outcomes_by_participation" ON "outcomes" ("participation");
CREATE INDEX "outcomes_by_round_category" ON "outcomes" ("round", "category");
CREATE INDEX "outcomes_by_partnership" ON "outcomes" ("partnership") WHERE "partnership" IS NOT NULL;
CREATE INDEX "outcomes_by_source_digest" ON "outcomes" ("source_digest") WHERE "source_digest" IS NOT NULL;

CREATE TABLE "follow_ups" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "participation" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "offset" TEXT NOT NULL,
    "due_on" TEXT NOT NULL CHECK ("due_on" IS date("due_on", '+0 days')),
    "status" TEXT NOT NULL CHECK ("status" IN ('due', 'answered', 'not_reached')),
    "asked_on" TEXT CHECK ("asked_on" IS date("asked_on", '+0 days')),
    "by" TEXT,
    "outcome" TEXT REFERENCES "outcomes" ("id") ON DELETE RESTRICT,
    "note" TEXT
) STRICT;
CREATE INDEX "follow_ups_by_person" ON "follow_ups" ("person");
CREATE INDEX "follow_ups_by_participation" ON "follow_ups" ("participation");
CREATE INDEX "follow_ups_by_status_due_on" ON "follow_ups" ("status", "due_on");
CREATE INDEX "follow_ups_by_outcome" ON "follow_ups" ("outcome") WHERE "outcome" IS NOT NULL;

CREATE TABLE "goals" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "text" TEXT NOT NULL,
    "agreed_on" TEXT NOT NULL CHECK ("agreed_on" IS date("agreed_on", '+0 days')),
    "due_on" TEXT CHECK ("due_on" IS date("due_on", '+0 days')),
    "reached_on" TEXT CHECK ("reached_on" IS date("reached_on", '+0 days')),
    "replaces" TEXT REFERENCES "goals" ("id") ON DELETE RESTRICT,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "goals_by_partnership" ON "goals" ("partnership");
CREATE INDEX "goals_by_replaces" ON "goals" ("replaces") WHERE "replaces" IS NOT NULL;

CREATE TABLE "feedback" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "side" TEXT NOT NULL CHECK ("side" IN ('mentee', 'mentor', 'organisation')),
    "occasion" TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "fits" TEXT CHECK ("fits" IN ('yes', 'no', 'declined')),
    "rating" INTEGER,
    "text" TEXT,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "feedback_by_partnership" ON "feedback" ("partnership");

CREATE TABLE "employers" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sector" TEXT,
    "territory" TEXT,
    "contact_person" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "since" TEXT CHECK ("since" IS date("since", '+0 days')),
    "source_digest" TEXT
) STRICT;
CREATE INDEX "employers_by_source_digest" ON "employers" ("source_digest") WHERE "source_digest" IS NOT NULL;

CREATE TABLE "employer_contacts" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "employer" TEXT NOT NULL REFERENCES "employers" ("id") ON DELETE RESTRICT,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "kind" TEXT NOT NULL,
    "partnership" TEXT REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "note" TEXT,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "employer_contacts_by_employer_on" ON "employer_contacts" ("employer", "on");
CREATE INDEX "employer_contacts_by_partnership" ON "employer_contacts" ("partnership") WHERE "partnership" IS NOT NULL;

CREATE TABLE "contacts" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "partnership" TEXT REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "kind" TEXT NOT NULL,
    "note" TEXT,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "contacts_by_person_on" ON "contacts" ("person", "on");
CREATE INDEX "contacts_by_partnership" ON "contacts" ("partnership") WHERE "partnership" IS NOT NULL;

CREATE TABLE "tasks" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "due_on" TEXT CHECK ("due_on" IS date("due_on", '+0 days')),
    "done_on" TEXT CHECK ("done_on" IS date("done_on", '+0 days')),
    "owner" TEXT NOT NULL,
    "person" TEXT REFERENCES "people" ("id") ON DELETE RESTRICT,
    "partnership" TEXT REFERENCES "partnerships" ("id") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "tasks_by_owner_done_on" ON "tasks" ("owner", "done_on");
CREATE INDEX "tasks_by_person" ON "tasks" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX "tasks_by_partnership" ON "tasks" ("partnership") WHERE "partnership" IS NOT NULL;

CREATE TABLE "requests" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('access', 'correction', 'restriction', 'erasure', 'withdrawal')),
    "received_on" TEXT NOT NULL CHECK ("received_on" IS date("received_on", '+0 days')),
    "identity_checked_on" TEXT CHECK ("identity_checked_on" IS date("identity_checked_on", '+0 days')),
    "deadline" TEXT NOT NULL CHECK ("deadline" IS date("deadline", '+0 days')),
    "decision" TEXT,
    "basis" TEXT,
    "answered_on" TEXT CHECK ("answered_on" IS date("answered_on", '+0 days')),
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "requests_by_person" ON "requests" ("person");
