import { signedAuditHead, type SignedAuditHead } from "@waybill/protocol/audit/signed-head";
import { DataSource } from "typeorm";
import { dumpLines } from "../modules/audit/dump.ts";
import { noDatabase } from "./database-url.ts";

const ANSWER_MILLISECONDS = 30_000;

type Environment = Record<string, string | undefined>;

/**
 * The lines of a dump of the running installation: rows from the database (DATABASE_URL), the head signed by the server (WAYBILL_URL).
 *
 * @throws Error with one plain sentence when one of the two cannot be reached
 */
export async function* exportAudit(env: Environment): AsyncGenerator<string> {
  const { DATABASE_URL: url, WAYBILL_URL: server } = env;
  if (url === undefined || url === "") throw new Error(noDatabase({ env }).trim());
  if (server === undefined || server === "") throw new Error("WAYBILL_URL must name the running Waybill, which signs where its log stands");
  const head = await askHead(server);
  const dataSource = new DataSource({ type: "postgres", url });
  try {
    await dataSource.initialize().catch(() => {
      throw new Error("The database cannot be reached");
    });
    yield* dumpLines({ tx: dataSource.manager }, head);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

async function askHead(server: string): Promise<SignedAuditHead> {
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
  const response = await fetch(new URL("/api/audit/heads", server), { signal }).catch(() => undefined);
  if (!response?.ok) throw new Error(`The Waybill at ${server} does not answer`);
  return signedAuditHead.parse(await response.json());
}
