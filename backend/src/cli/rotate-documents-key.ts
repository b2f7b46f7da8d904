import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { DataSource } from "typeorm";
import { readServerKeys, type ServerKeys } from "../config/keys.ts";
import { TAKEN_OVER_MILLISECONDS } from "../config/secret-files.ts";
import { Secret } from "../config/secret.ts";
import { rewrapDocumentKeys } from "../modules/documents/upload/rewrap-keys.ts";
import { resealHostSecrets } from "../modules/exchange/clients/reseal-host-secrets.ts";
import { resealTokens } from "../modules/traceability/subscriptions/signature-secrets.ts";
import { replaceFile } from "../platform/durable-files.ts";
import { systemRandom } from "../platform/ids.ts";
import type { Reseal } from "../platform/reseal-rows.ts";
import { databaseUrl, noDatabase } from "./database-url.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

const NAME = "DOCUMENTS_KEY_FILE";
/** Of the advisory lock that one rotation holds: of two at once, one could drop the key of the other. */
const LOCK = "SELECT pg_try_advisory_lock(hashtextextended('waybill rotates the key of documents', 0)) AS ours";

/** Every column that holds what is encrypted under the server's keys. */
const RESEALED: readonly Reseal[] = [rewrapDocumentKeys, resealHostSecrets, resealTokens];

/**
 * `rotate-documents-key`: puts a new key in front of those in DOCUMENTS_KEY_FILE and encrypts under it whatever the others have. Running processes follow by
 * themselves. The key before stays in the file until the next rotation, for what is being written at this moment. Stopped on the way, all keys are still
 * there, and the next time finishes it.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const path = (io.env ?? process.env)[NAME];
  const url = databaseUrl(io);
  if (args.length > 0) return fail(io, "Usage: npm run waybill -- rotate-documents-key\n");
  if (!path) return fail(io, `${NAME} is required: a key in the environment changes with a restart only.\n`);
  if (url === undefined) return fail(io, noDatabase(io));
  const dataSource = new DataSource({ type: "postgres", url });
  try {
    await dataSource.initialize();
    const holder = dataSource.createQueryRunner();
    const [lock] = (await holder.query(LOCK)) as { ours: boolean }[];
    if (!lock?.ours) throw new Error("Another rotation is under way.");
    const count = await rotate(path, dataSource);
    io.stdout.write(
      `A new key is in use, and ${count} secrets are encrypted under it; the key before stays in the file until the next rotation.\n`,
    );
    return 0;
  } catch (error) {
    return fail(io, `${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    // Ends the connection that holds the lock, too.
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** Answers how many secrets were encrypted anew. */
async function rotate(path: string, dataSource: DataSource): Promise<number> {
  const keys: ServerKeys = [newKey(), ...readServerKeys(NAME, path, (name) => readFileSync(name, "utf8"))];
  replaceFile(path, `${keys.join("\n")}\n`);
  // Whoever does not know the new key yet could not open what is encrypted under it.
  await setTimeout(TAKEN_OVER_MILLISECONDS);
  let count = 0;
  for (const reseal of RESEALED) count += await reseal(dataSource, systemRandom, Secret.of(keys));
  replaceFile(path, `${keys.slice(0, 2).join("\n")}\n`);
  return count;
}

function newKey(): ServerKeys[0] {
  return `0x${Buffer.from(systemRandom.bytes(32)).toString("hex")}` as ServerKeys[0];
}
