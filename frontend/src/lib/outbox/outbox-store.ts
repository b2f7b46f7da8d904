import { z } from "zod";
import { shelf } from "../storage.ts";
import { database, STRICT, type Database } from "./database.ts";
import { outboxEntry, type OutboxEntry } from "./outbox-entry.ts";

/** Where signed requests are kept between visits. Every method may fail: storage can be full, or switched off. */
export interface OutboxStore {
  list: () => Promise<OutboxEntry[]>;
  put: (entries: readonly OutboxEntry[]) => Promise<void>;
  remove: (ids: readonly string[]) => Promise<void>;
}

const OLD_KEY = "waybill.outbox.v1";

/** The browser's IndexedDB. It holds thousands of requests where localStorage holds a few hundred, and all tabs see it. */
export const indexedStore: OutboxStore = {
  async list() {
    const kept = await database();
    await takeOver(kept);
    return (await kept.getAll("outbox")).flatMap(readable);
  },
  async put(entries) {
    const write = (await database()).transaction("outbox", "readwrite", STRICT);
    await Promise.all([...entries.map((entry) => write.store.put(entry)), write.done]);
  },
  async remove(ids) {
    const write = (await database()).transaction("outbox", "readwrite", STRICT);
    await Promise.all([...ids.map((id) => write.store.delete(id)), write.done]);
  },
};

/** What an earlier version kept in localStorage; it goes from there only once it is here. */
async function takeOver(kept: Database): Promise<void> {
  const before = z.array(z.unknown()).safeParse(parsed(shelf.getItem(OLD_KEY)));
  if (!before.success) return;
  const write = kept.transaction("outbox", "readwrite", STRICT);
  await Promise.all([...before.data.flatMap(readable).map((entry) => write.store.put(entry)), write.done]);
  shelf.removeItem(OLD_KEY);
}

/** Nothing for what something else has written. */
function readable(value: unknown): OutboxEntry[] {
  const entry = outboxEntry.safeParse(value);
  return entry.success ? [entry.data] : [];
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
