import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { OutboxEntry } from "./outbox-entry.ts";

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxEntry };
  /** Events that were imported and signed here, and the entry of the outbox that they went into. */
  signed: { key: [string, string]; value: { account: string; eventHash: string; entry: string }; indexes: { entry: string } };
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
  return openDB<Schema>("waybill", 3, {
    upgrade(fresh, before) {
      if (before < 1) fresh.createObjectStore("outbox", { keyPath: "id" });
      // Version 2 knew neither account nor entry. What it forgets here, the service recognises.
      if (before === 2) fresh.deleteObjectStore("signed");
      if (before < 3) fresh.createObjectStore("signed", { keyPath: ["account", "eventHash"] }).createIndex("entry", "entry");
    },
    // Another tab runs a newer version: let it go on, and open again when needed.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
  });
}
