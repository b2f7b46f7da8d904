import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { ActorOnChain } from "../identity.ports.ts";

export interface OrganisationRow {
  account: Address;
  /** Bit mask of its own registration; null for an account without a profile. */
  asked: number | null;
  people: number;
  keys: number;
  sessions: number;
  /** Its place in the list. */
  cursor: string;
}

/** What narrows the list; null does not. */
export interface OrganisationFilter {
  /** Anywhere in its name, or its whole GLN or account. */
  named: string | null;
  state: "pending" | "registered" | "revoked" | null;
  /** Bit of a role on chain. */
  role: number | null;
}

/** $1 to $3 are what is on chain: accounts, their roles, and whether they are revoked; $4 is now. */
const KNOWN = `
  SELECT account, coalesce(lower(o.name), '') || E'\\n' || account AS cursor, o.name, o.gln, o.roles AS asked, c.roles,
    CASE WHEN c.revoked IS NULL THEN 'pending' WHEN c.revoked THEN 'revoked' ELSE 'registered' END AS state
  FROM (SELECT account, name, gln, roles FROM organisations WHERE superseded_at IS NULL) o
  FULL JOIN unnest($1::text[], $2::int[], $3::boolean[]) AS c(account, roles, revoked) USING (account)`;
const COUNTS = `
  (SELECT count(*)::int FROM memberships m WHERE m.account = k.account) AS people,
  (SELECT count(*)::int FROM api_tokens t WHERE t.account = k.account AND t.revoked_at IS NULL AND t.expires_at > $4) AS keys,
  (SELECT count(*)::int FROM sessions s WHERE s.account = k.account AND s.ended_at IS NULL AND s.expires_at > $4 AND s.idle_at > $4) AS sessions`;

type OnChain = ReadonlyMap<Address, Pick<ActorOnChain, "roles" | "revokedAt">>;

function parametersOf(actors: OnChain, now: Date): unknown[] {
  const rows = [...actors];
  return [rows.map(([account]) => account), rows.map(([, { roles }]) => roles), rows.map(([, { revokedAt }]) => revokedAt !== null), now];
}

/** Organisations with a profile and accounts on chain, by name; one more than `limit`. */
export async function listOrganisations(
  ctx: Pick<Ctx, "tx" | "clock">,
  actors: OnChain,
  { named, state, role }: OrganisationFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<OrganisationRow[]> {
  return selectRows<OrganisationRow>(
    ctx,
    `SELECT k.account, k.asked, k.cursor, ${COUNTS} FROM (${KNOWN}) k
     WHERE ($5::text IS NULL OR k.cursor > $5) AND ($6::text IS NULL OR k.state = $6) AND ($7::int IS NULL OR k.roles & $7 <> 0)
       AND ($8::text IS NULL OR strpos(lower(k.name), lower($8)) > 0 OR k.gln = $8 OR lower(k.account) = lower($8))
     ORDER BY k.cursor LIMIT $9`,
    [...parametersOf(actors, ctx.clock.now()), after, state, role, named, limit + 1],
  );
}

/** One account, also one that nobody knows. */
export async function findOrganisation(ctx: Pick<Ctx, "tx" | "clock">, account: Address): Promise<OrganisationRow> {
  const [row] = await selectRows<OrganisationRow>(
    ctx,
    `SELECT k.account, '' AS cursor, ${COUNTS.replaceAll("$4", "$2")},
       (SELECT roles FROM organisations o WHERE o.account = k.account AND superseded_at IS NULL) AS asked
     FROM (SELECT $1::text AS account) k`,
    [account, ctx.clock.now()],
  );
  if (row === undefined) throw new Error("a row that was made up is missing");
  return row;
}
