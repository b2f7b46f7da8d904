import { PURPOSES, type Purpose } from "@waybill/protocol/privacy/purposes";
import { record, type Actor } from "../audit.ts";
import { selectRows, type Ctx } from "../context.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";

/** Somebody says something to a purpose. */
export interface Saying {
  /** As for personal fields: id of a person, or `report:…`. */
  owner: string;
  purpose: Purpose;
  by: Actor;
}

export interface SaidRow {
  purpose: Purpose;
  version: number;
  isGiven: boolean;
  at: Date;
}

/** Who of these consents to a purpose now, in the words that are shown now. Whatever is done for a purpose asks this first. */
export async function consenting(ctx: Pick<Ctx, "tx">, purpose: Purpose, owners: readonly string[]): Promise<ReadonlySet<string>> {
  if (owners.length === 0) return new Set();
  const rows = await selectRows<{ owner: string }>(
    ctx,
    `SELECT owner FROM (SELECT DISTINCT ON (owner) owner, version, is_given FROM consents WHERE owner = ANY($1) AND purpose = $2
       ORDER BY owner, id DESC) AS said WHERE is_given AND version = $3`,
    [owners, purpose, PURPOSES[purpose].version],
  );
  return new Set(rows.map(({ owner }) => owner));
}

/**
 * Notes a consent; once more changes nothing. The caller holds a lock on whoever gives it.
 *
 * @param version of the words that were read
 * @throws {ProblemError} `platform.consent-words-changed`
 */
export async function giveConsent(ctx: Ctx, saying: Saying, version: number): Promise<void> {
  const { owner, purpose } = saying;
  if (version !== PURPOSES[purpose].version) throw new ProblemError(PLATFORM_PROBLEMS.consentWordsChanged);
  if (!(await consenting(ctx, purpose, [owner])).has(owner)) await say(ctx, saying, true);
}

/** Notes that a consent was taken back. @returns false where there was none; the caller holds a lock, as above */
export async function withdrawConsent(ctx: Ctx, saying: Saying): Promise<boolean> {
  const { owner, purpose } = saying;
  if (!(await consenting(ctx, purpose, [owner])).has(owner)) return false;
  await say(ctx, saying, false);
  return true;
}

async function say(ctx: Ctx, { owner, purpose, by }: Saying, isGiven: boolean): Promise<void> {
  const { version } = PURPOSES[purpose];
  await ctx.tx.query("INSERT INTO consents (owner, purpose, version, is_given, at) VALUES ($1, $2, $3, $4, $5)", [
    ...[owner, purpose, version, isGiven],
    ctx.clock.now(),
  ]);
  record(ctx, { action: isGiven ? "consent.given" : "consent.withdrawn", by, subject: owner, details: { purpose, version } });
}

/** What somebody said to a purpose, the newest first. */
export async function saidTo(
  ctx: Pick<Ctx, "tx">,
  { owner, purpose }: Pick<Saying, "owner" | "purpose">,
  limit: number,
): Promise<SaidRow[]> {
  return selectRows<SaidRow>(
    ctx,
    `SELECT purpose, version, is_given AS "isGiven", at FROM consents WHERE owner = $1 AND purpose = $2 ORDER BY id DESC LIMIT $3`,
    [owner, purpose, limit],
  );
}
