import type { Address } from "@waybill/protocol/schemas/primitives";
import { getAddress, isAddress } from "viem/utils";
import type { DataSource } from "typeorm";
import { TOKEN_SCOPES } from "../modules/identity/identity.domain.ts";
import { issueToken } from "../modules/identity/tokens.service.ts";
import { ApiTokenEntity, OrganisationEntity } from "../modules/identity/identity.entities.ts";
import { record } from "../platform/audit.ts";
import { selectRows } from "../platform/context.ts";
import { fail } from "./fail.ts";
import { asOperator } from "./as-operator.ts";
import { withDatabase } from "./with-database.ts";

export interface Io {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  env?: Record<string, string | undefined>;
}

const USAGE = "Usage: npm run waybill -- token <organisation> [--audit], by its account or its name.\n";

/**
 * `token <organisation> [--audit]`: makes a bearer token for a registered organisation and prints it, once: one to capture with, or one that reads the
 * whole audit log and can do nothing else.
 * Reads DATABASE_URL.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const isAuditor = args.includes("--audit");
  const [organisation, ...rest] = args.filter((word) => word !== "--audit");
  if (organisation === undefined || rest.length > 0) return fail(io, USAGE);
  return withDatabase(
    io,
    async (dataSource) => {
      const tx = dataSource.manager;
      const accounts = await findAccounts({ tx }, organisation);
      const [account] = accounts;
      if (account === undefined) return fail(io, `No organisation is registered as "${organisation}".\n`);
      if (accounts.length > 1)
        return fail(io, `Several organisations are called "${organisation}"; give the account: ${accounts.join(", ")}.\n`);
      const scopes = isAuditor ? (["audit"] as const) : TOKEN_SCOPES;
      const { token, expiresAt } = await asOperator(dataSource, async (ctx) => {
        const issued = await issueToken(ctx, account, { scopes });
        record(ctx, { action: "key.made", by: "operator", account, subject: issued.id, details: { scopes: scopes.join(" ") } });
        return issued;
      });
      io.stderr.write(`Token of ${account}, valid until ${expiresAt.toISOString().slice(0, 10)}. It is shown only now.\n`);
      io.stdout.write(`${token}\n`);
      return 0;
    },
    [OrganisationEntity, ApiTokenEntity],
  );
}

async function findAccounts(ctx: { tx: DataSource["manager"] }, organisation: string): Promise<Address[]> {
  const account = isAddress(organisation, { strict: false }) ? getAddress(organisation.toLowerCase()) : null;
  const rows = await selectRows<{ account: Address }>(
    ctx,
    "SELECT account FROM organisations WHERE superseded_at IS NULL AND (account = $1 OR lower(name) = lower($2)) ORDER BY account",
    [account, organisation],
  );
  return rows.map((row) => row.account);
}
