import { database, STRICT } from "./database.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

/**
 * Hashes of the events that an account has imported and signed in this browser, and that wait or were sent: a file that is opened again goes
 * on where it stopped.
 */
export async function listSigned(account: string): Promise<ReadonlySet<string>> {
  // Where nothing can be kept nothing is known; the service still takes an event once.
  const kept = await database()
    .then((known) => known.getAll("signed", IDBKeyRange.bound([account], [account, []])))
    .catch(() => []);
  return new Set(kept.map(({ eventHash }) => eventHash));
}

/** Remembers the events of an entry of the outbox. */
export async function rememberSigned({ id, account }: Pick<OutboxEntry, "id" | "account">, hashes: readonly string[]): Promise<void> {
  await database()
    .then(async (kept) => {
      const write = kept.transaction("signed", "readwrite", STRICT);
      await Promise.all([...hashes.map((eventHash) => write.store.put({ account, eventHash, entry: id })), write.done]);
    })
    .catch(() => undefined);
}

/** Forgets the events of an entry that will not be sent: they may be imported again. */
export async function forgetSigned(id: string): Promise<void> {
  await database()
    .then(async (kept) => {
      const write = kept.transaction("signed", "readwrite", STRICT);
      const keys = await write.store.index("entry").getAllKeys(id);
      await Promise.all([...keys.map((key) => write.store.delete(key)), write.done]);
    })
    .catch(() => undefined);
}
