-- The people of a round page by page: in the order of their names, of the days they applied on, of their waiting, each
-- read from an index alone. "search_key" stands in the index of names so that looking for a text reads nothing else.

DROP INDEX "people_by_sort_key";
CREATE INDEX "people_by_sort_key" ON "people" ("sort_key", "id", "search_key");

DROP INDEX "participations_by_person";
CREATE INDEX "participations_by_person" ON "participations" ("person", "round", "role", "state", "id");

DROP INDEX "participations_by_round_role_state";
CREATE INDEX "participations_by_round_role_state" ON "participations" ("round", "role", "state", "person", "id");

CREATE INDEX "participations_by_round_applied_on" ON "participations"
    ("round", "applied_on", "id", "role", "state", "person");
CREATE INDEX "participations_by_round_waiting_since" ON "participations"
    ("round", "waiting_since", "id", "role", "state", "person") WHERE "waiting_since" IS NOT NULL;
