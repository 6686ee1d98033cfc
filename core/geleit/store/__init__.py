"""The records of an organisation in one SQLite file: `open_store` opens it, `Store.write` is a unit of work."""

from geleit.store.connection import Store, open_store
from geleit.store.faults import RecordConflict
from geleit.store.ids import new_id
from geleit.store.journal.chain import Verification, Witness, head
from geleit.store.journal.entries import JournalEntry, entries
from geleit.store.journal.replay import verify
from geleit.store.keys import Key
from geleit.store.reading import Reads
from geleit.store.records import Transaction

__all__ = [
    "JournalEntry",
    "Key",
    "Reads",
    "RecordConflict",
    "Store",
    "Transaction",
    "Verification",
    "Witness",
    "entries",
    "head",
    "new_id",
    "open_store",
    "verify",
]
