-- Rounds, people and what is kept about their applications.
-- date(…, '+0 days') names the real day: without it, SQLite takes 30 February for one.

CREATE TABLE "rounds" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "start" TEXT CHECK ("start" IS date("start", '+0 days')),
    "end" TEXT CHECK ("end" IS date("end", '+0 days')),
    "places" INTEGER,
    "number" INTEGER,
    "apply_by" TEXT CHECK ("apply_by" IS date("apply_by", '+0 days')),
    "state" TEXT NOT NULL CHECK ("state" IN ('planned', 'open', 'closed')),
    "continues" TEXT REFERENCES "rounds" ("id") ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    "parameters" TEXT CHECK ("parameters" IS NULL OR json_valid("parameters")),
    "region" TEXT,
    "region_version" TEXT,
    "opened_at" TEXT CHECK ("opened_at" GLOB '????-??-??T*+00:00'),
    "closed_at" TEXT CHECK ("closed_at" GLOB '????-??-??T*+00:00')
) STRICT;
CREATE INDEX "rounds_by_continues" ON "rounds" ("continues") WHERE "continues" IS NOT NULL;

CREATE TABLE "people" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "call_name" TEXT,
    "birth_date" TEXT CHECK ("birth_date" IS date("birth_date", '+0 days')),
    "birth_year" INTEGER,
    "gender" TEXT CHECK ("gender" IN ('female', 'male', 'non_binary', 'declined')),
    "origin" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "contact_language" TEXT,
    "sort_key" TEXT NOT NULL,
    "search_key" TEXT NOT NULL
) STRICT;
CREATE INDEX "people_by_sort_key" ON "people" ("sort_key");

CREATE TABLE "participations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "round" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE RESTRICT,
    "role" TEXT NOT NULL CHECK ("role" IN ('mentee', 'mentor')),
    "state" TEXT NOT NULL CHECK ("state" IN (
        'applied', 'papers_checked', 'interviewed', 'admitted', 'waiting', 'refused', 'withdrawn',
        'unreachable', 'carried_over', 'talked', 'signed', 'available', 'paused', 'left'
    )),
    "since" TEXT NOT NULL CHECK ("since" IS date("since", '+0 days')),
    "reason" TEXT,
    "applied_on" TEXT NOT NULL CHECK ("applied_on" IS date("applied_on", '+0 days')),
    "waiting_since" TEXT CHECK ("waiting_since" IS date("waiting_since", '+0 days')),
    "priority" INTEGER NOT NULL CHECK ("priority" IN (0, 1)),
    "admitted_on" TEXT CHECK ("admitted_on" IS date("admitted_on", '+0 days')),
    "left_on" TEXT CHECK ("left_on" IS date("left_on", '+0 days')),
    "source_digest" TEXT,
    "at_entry" TEXT CHECK ("at_entry" IS NULL OR json_valid("at_entry")),
    "at_exit" TEXT CHECK ("at_exit" IS NULL OR json_valid("at_exit"))
) STRICT;
CREATE INDEX "participations_by_person" ON "participations" ("person");
CREATE INDEX "participations_by_round_role_state" ON "participations" ("round", "role", "state");
CREATE INDEX "participations_by_source_digest" ON "participations" ("source_digest") WHERE "source_digest" IS NOT NULL;

CREATE TABLE "interviews" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "participation" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "held_on" TEXT NOT NULL CHECK ("held_on" IS date("held_on", '+0 days')),
    "by" TEXT NOT NULL,
    "ratings" TEXT CHECK ("ratings" IS NULL OR json_valid("ratings")),
    "note" TEXT
) STRICT;
CREATE INDEX "interviews_by_participation" ON "interviews" ("participation");

CREATE TABLE "decisions" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "participation" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "move" TEXT NOT NULL,
    "reason" TEXT,
    "findings" TEXT CHECK ("findings" IS NULL OR json_valid("findings")),
    "by" TEXT NOT NULL,
    "decided_at" TEXT NOT NULL CHECK ("decided_at" GLOB '????-??-??T*+00:00')
) STRICT;
CREATE INDEX "decisions_by_participation" ON "decisions" ("participation");

CREATE TABLE "overrides" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "participation" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days'))
) STRICT;
CREATE INDEX "overrides_by_participation" ON "overrides" ("participation");

CREATE TABLE "duplicates" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "other" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "signs" TEXT NOT NULL CHECK (json_valid("signs")),
    "noticed_on" TEXT NOT NULL CHECK ("noticed_on" IS date("noticed_on", '+0 days')),
    "same_person" INTEGER CHECK ("same_person" IN (0, 1)),
    "decided_by" TEXT,
    CHECK ("person" <> "other")
) STRICT;
CREATE INDEX "duplicates_by_person" ON "duplicates" ("person");
CREATE INDEX "duplicates_by_other" ON "duplicates" ("other");

CREATE TABLE "evidence" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "participation" TEXT REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "kind" TEXT NOT NULL,
    "issued_on" TEXT CHECK ("issued_on" IS date("issued_on", '+0 days')),
    "seen_on" TEXT NOT NULL CHECK ("seen_on" IS date("seen_on", '+0 days')),
    "by" TEXT NOT NULL,
    "valid_until" TEXT CHECK ("valid_until" IS date("valid_until", '+0 days')),
    "wording" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX "evidence_by_person" ON "evidence" ("person");
CREATE INDEX "evidence_by_participation" ON "evidence" ("participation") WHERE "participation" IS NOT NULL;

CREATE TABLE "dated_values" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "participation" TEXT NOT NULL REFERENCES "participations" ("id") ON DELETE RESTRICT,
    "field" TEXT NOT NULL,
    "value" TEXT,
    "seen_on" TEXT NOT NULL CHECK ("seen_on" IS date("seen_on", '+0 days')),
    "by" TEXT NOT NULL,
    "valid_until" TEXT CHECK ("valid_until" IS date("valid_until", '+0 days'))
) STRICT;
CREATE INDEX "dated_values_by_participation_field" ON "dated_values" ("participation", "field");

CREATE TABLE "consents" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "rev" INTEGER NOT NULL,
    "person" TEXT NOT NULL REFERENCES "people" ("id") ON DELETE RESTRICT,
    "purpose" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "text_version" TEXT,
    "language" TEXT,
    "given_on" TEXT NOT NULL CHECK ("given_on" IS date("given_on", '+0 days')),
    "by" TEXT NOT NULL,
    "channel" TEXT,
    "withdrawn_on" TEXT CHECK ("withdrawn_on" IS date("withdrawn_on", '+0 days'))
) STRICT;
CREATE INDEX "consents_by_person_purpose" ON "consents" ("person", "purpose");
