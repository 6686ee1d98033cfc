-- Proposals, partnerships, and what happens in them.
-- date(…, '+0 days') names the real day: without it, SQLite takes 30 February for one.

CREATE TABLE "proposals" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "state" TEXT NOT NULL CHECK ("state" IN ('draft', 'published', 'discarded')),
    "objective" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "region" TEXT NOT NULL,
    "region_version" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "made_at" TEXT NOT NULL CHECK ("made_at" GLOB '????-??-??T*+00:00'),
    "by" TEXT NOT NULL,
    "content" TEXT CHECK ("content" IS NULL OR json_valid("content"))
) STRICT;
CREATE INDEX "proposals_by_round" ON "proposals" ("round");

CREATE TABLE "partnerships" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "mentee" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "mentor" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "mentee_part" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "mentor_part" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "place" TEXT NOT NULL CHECK ("place" IN ('lead', 'second')),
    "state" TEXT NOT NULL CHECK ("state" IN (
        'drafted', 'offered', 'accepted', 'active', 'paused', 'closed', 'declined', 'expired'
    )),
    "proposal" TEXT REFERENCES "proposals" ("id") ON DELETE RESTRICT,
    "score" INTEGER,
    "reason" TEXT,
    "reason_told_on" TEXT CHECK ("reason_told_on" IS date("reason_told_on", '+0 days')),
    "decided_on" TEXT NOT NULL CHECK ("decided_on" IS date("decided_on", '+0 days')),
    "decided_by" TEXT NOT NULL,
    "offer_until" TEXT CHECK ("offer_until" IS date("offer_until", '+0 days')),
    "started" TEXT CHECK ("started" IS date("started", '+0 days')),
    "ended" TEXT CHECK ("ended" IS date("ended", '+0 days')),
    "end_reason" TEXT,
    "ended_by" TEXT CHECK ("ended_by" IN ('mentee', 'mentor', 'organisation')),
    "goal_reached" TEXT CHECK ("goal_reached" IN ('yes', 'no', 'declined')),
    "pause_until" TEXT CHECK ("pause_until" IS date("pause_until", '+0 days')),
    "stage" TEXT,
    "predecessor" TEXT REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "carried" INTEGER NOT NULL CHECK ("carried" IN (0, 1)),
    "contacts_released_on" TEXT CHECK ("contacts_released_on" IS date("contacts_released_on", '+0 days'))
) STRICT;
CREATE INDEX "partnerships_by_round_state" ON "partnerships" ("round", "state");
CREATE INDEX "partnerships_by_mentee" ON "partnerships" ("mentee");
CREATE INDEX "partnerships_by_mentor_state" ON "partnerships" ("mentor", "state");
CREATE INDEX "partnerships_by_mentee_part" ON "partnerships" ("mentee_part");
CREATE INDEX "partnerships_by_mentor_part" ON "partnerships" ("mentor_part");
CREATE INDEX "partnerships_by_proposal" ON "partnerships" ("proposal") WHERE "proposal" IS NOT NULL;
CREATE INDEX "partnerships_by_predecessor" ON "partnerships" ("predecessor") WHERE "predecessor" IS NOT NULL;

CREATE TABLE "acceptances" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "side" TEXT NOT NULL CHECK ("side" IN ('mentee', 'mentor', 'organisation')),
    "accepted" INTEGER NOT NULL CHECK ("accepted" IN (0, 1)),
    "reason" TEXT,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "acceptances_by_partnership" ON "acceptances" ("partnership");

CREATE TABLE "agreements" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "signed_on" TEXT NOT NULL CHECK ("signed_on" IS date("signed_on", '+0 days')),
    "by" TEXT NOT NULL,
    "note" TEXT
) STRICT;
CREATE INDEX "agreements_by_partnership" ON "agreements" ("partnership");

CREATE TABLE "pauses" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "began_on" TEXT NOT NULL CHECK ("began_on" IS date("began_on", '+0 days')),
    "expected_until" TEXT CHECK ("expected_until" IS date("expected_until", '+0 days')),
    "ended_on" TEXT CHECK ("ended_on" IS date("ended_on", '+0 days')),
    "reason" TEXT NOT NULL
) STRICT;
CREATE INDEX "pauses_by_partnership" ON "pauses" ("partnership");

CREATE TABLE "stages" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "stage" TEXT NOT NULL,
    "entered_on" TEXT NOT NULL CHECK ("entered_on" IS date("entered_on", '+0 days')),
    "left_on" TEXT CHECK ("left_on" IS date("left_on", '+0 days')),
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "stages_by_partnership" ON "stages" ("partnership");

CREATE TABLE "sessions" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "held_on" TEXT NOT NULL CHECK ("held_on" IS date("held_on", '+0 days')),
    "minutes" INTEGER CHECK ("minutes" >= 0),
    "topics" TEXT NOT NULL CHECK (json_valid("topics")),
    "note" TEXT,
    "by" TEXT NOT NULL,
    "source_digest" TEXT
) STRICT;
CREATE INDEX "sessions_by_partnership_held_on" ON "sessions" ("partnership", "held_on");
CREATE INDEX "sessions_by_source_digest" ON "sessions" ("source_digest") WHERE "source_digest" IS NOT NULL;

CREATE TABLE "statements" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "month" TEXT NOT NULL CHECK ("month" IS date("month", 'start of month')),
    "meetings" INTEGER CHECK ("meetings" >= 0),
    "minutes" INTEGER CHECK ("minutes" >= 0),
    "estimated" INTEGER NOT NULL CHECK ("estimated" IN (0, 1)),
    "by" TEXT NOT NULL,
    "source_digest" TEXT
) STRICT;
CREATE UNIQUE INDEX "statements_by_partnership_month" ON "statements" ("partnership", "month");
CREATE INDEX "statements_by_source_digest" ON "statements" ("source_digest") WHERE "source_digest" IS NOT NULL;

CREATE TABLE "boundary_notes" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "blocked" TEXT NOT NULL,
    "referred_to" TEXT,
    "note" TEXT,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "boundary_notes_by_partnership" ON "boundary_notes" ("partnership");

CREATE TABLE "events" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "title" TEXT NOT NULL,
    "held_on" TEXT NOT NULL CHECK ("held_on" IS date("held_on", '+0 days')),
    "minutes" INTEGER CHECK ("minutes" >= 0),
    "milestone" TEXT,
    "place" TEXT,
    "by" TEXT NOT NULL
) STRICT;
CREATE INDEX "events_by_round" ON "events" ("round");

CREATE TABLE "attendances" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "event" TEXT NOT NULL REFERENCES "events" ("id") ON DELETE RESTRICT,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "present" INTEGER NOT NULL CHECK ("present" IN (0, 1)),
    "by" TEXT NOT NULL,
    "source_digest" TEXT
) STRICT;
CREATE UNIQUE INDEX "attendances_by_event_person" ON "attendances" ("event", "person");
CREATE INDEX "attendances_by_person" ON "attendances" ("person");
CREATE INDEX "attendances_by_source_digest" ON "attendances" ("source_digest") WHERE "source_digest" IS NOT NULL;

CREATE TABLE "milestones_done" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "partnership" TEXT NOT NULL REFERENCES "partnerships" ("id") ON DELETE RESTRICT,
    "milestone" TEXT NOT NULL,
    "side" TEXT CHECK ("side" IN ('mentee', 'mentor', 'organisation')),
    "done_on" TEXT NOT NULL CHECK ("done_on" IS date("done_on", '+0 days')),
    "by" TEXT NOT NULL,
    "note" TEXT
) STRICT;
CREATE INDEX "milestones_done_by_partnership" ON "milestones_done" ("partnership");
