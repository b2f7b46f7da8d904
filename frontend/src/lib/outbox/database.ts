import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { OutboxEntry } from "./outbox-entry.ts";

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxEntry };
  /** Hashes of events that were imported and signed here. */
  signed: { key: string; value: true };
}
export type Database = IDBPDatabase<Schema>;

/** On disk before we go on: a signature that was given once must not be asked for twice. */
export const STRICT = { durability: "strict" } as const;

let opened: Promise<Database> | undefined;

/** What this browser keeps for its supplier. Opened once; a failure is tried again the next time. */
export function database(): Promise<Database> {
  return (opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  }));
}

function open(): Promise<Database> {
  return openDB<Schema>("waybill", 2, {
    upgrade(fresh, before) {
      if (before < 1) fresh.createObjectStore("outbox", { keyPath: "id" });
      if (before < 2) fresh.createObjectStore("signed");
    },
    // Another tab runs a newer version: let it go on, and open again when needed.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
  });
}
