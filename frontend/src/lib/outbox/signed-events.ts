import { database, STRICT } from "./database.ts";

/** Hashes of the events that were imported and signed in this browser: a file that is opened again goes on where it stopped. */
export async function listSigned(): Promise<ReadonlySet<string>> {
  // Where nothing can be kept nothing is known; the service still takes an event once.
  const hashes = await database()
    .then((kept) => kept.getAllKeys("signed"))
    .catch(() => []);
  return new Set(hashes);
}

export async function rememberSigned(hashes: readonly string[]): Promise<void> {
  await database()
    .then(async (kept) => {
      const write = kept.transaction("signed", "readwrite", STRICT);
      await Promise.all([...hashes.map((hash) => write.store.put(true, hash)), write.done]);
    })
    .catch(() => undefined);
}
