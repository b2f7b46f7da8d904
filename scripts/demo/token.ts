import type { Address } from "@waybill/protocol/schemas/primitives";
import { run } from "../../backend/src/cli/token.ts";

/** A bearer token for a registered organisation, made as an operator would make it: with the `token` command. */
export async function createToken(databaseUrl: string, account: Address): Promise<string> {
  let token = "";
  let complaint = "";
  const code = await run([account], {
    stdout: { write: (text) => (token += text) },
    stderr: { write: (text) => (complaint += text) },
    env: { DATABASE_URL: databaseUrl },
  });
  if (code !== 0) throw new Error(complaint.trim());
  return token.trim();
}
