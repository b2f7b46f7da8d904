import { selectRows, type Ctx } from "../../../platform/context.ts";

export type ProposedAct = "give-admin" | "end-rule" | "reset-password" | "take-second-factors" | "grant-admin-on-chain";

export interface Proposal {
  id: string;
  act: ProposedAct;
  /** Whom it is about; null where that is nobody. */
  person: string | null;
  /** On chain; null for everything that is about a person or the rule. */
  account: string | null;
  proposedBy: string;
  proposedAt: Date;
  expiresAt: Date;
  /** When a second admin confirmed what is still to be sent. */
  confirmedAt: Date | null;
}

const COLUMNS = `id, act, person_id AS person, account, proposed_by AS "proposedBy", proposed_at AS "proposedAt", expires_at AS "expiresAt",
  confirmed_at AS "confirmedAt"`;

/** Whether making an admin takes two of them. */
export async function hasTwoPersonRule(ctx: Pick<Ctx, "tx">): Promise<boolean> {
  const [row] = await selectRows<{ two: boolean }>(ctx, "SELECT needs_two AS two FROM installation_rules");
  return row?.two ?? false;
}

export async function setTwoPersonRule({ tx, clock }: Pick<Ctx, "tx" | "clock">, two: boolean): Promise<void> {
  await tx.query("UPDATE installation_rules SET needs_two = $1, changed_at = $2", [two, clock.now()]);
}

/** What still waits for a second person, the newest first. */
export async function listProposals(ctx: Pick<Ctx, "tx" | "clock">): Promise<Proposal[]> {
  return selectRows<Proposal>(
    ctx,
    `SELECT ${COLUMNS} FROM installation_proposals WHERE expires_at > $1 ORDER BY proposed_at DESC, id LIMIT 100`,
    [ctx.clock.now()],
  );
}

/** Whether an act about somebody waits for a second person. */
export async function isProposed(ctx: Pick<Ctx, "tx" | "clock">, act: ProposedAct, person: string): Promise<boolean> {
  const waiting = await selectRows(ctx, "SELECT FROM installation_proposals WHERE act = $1 AND person_id = $2 AND expires_at > $3", [
    ...[act, person, ctx.clock.now()],
  ]);
  return waiting.length > 0;
}

/** Keeps a proposal; one of the same that waits already takes its place. */
export async function insertProposal(
  ctx: Pick<Ctx, "tx" | "clock">,
  { id, act, person, account, proposedBy, expiresAt }: Omit<Proposal, "proposedAt" | "confirmedAt">,
) {
  await ctx.tx.query(
    "DELETE FROM installation_proposals WHERE act = $1 AND person_id IS NOT DISTINCT FROM $2 AND account IS NOT DISTINCT FROM $3",
    [act, person, account],
  );
  await ctx.tx.query(
    "INSERT INTO installation_proposals (id, act, person_id, account, proposed_by, proposed_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [id, act, person, account, proposedBy, ctx.clock.now(), expiresAt],
  );
}

/** Keeps that a second admin confirmed what a wallet is to send until then. */
export async function keepConfirmed(
  { tx, clock }: Pick<Ctx, "tx" | "clock">,
  { id, act, account, proposedBy, proposedAt }: Proposal,
  expiresAt: Date,
) {
  await tx.query(
    `INSERT INTO installation_proposals (id, act, account, proposed_by, proposed_at, confirmed_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, act, account, proposedBy, proposedAt, clock.now(), expiresAt],
  );
}

/** Uses up that two admins want an account to be ADMIN on chain; false where they have not said so. */
export async function useConfirmed(ctx: Pick<Ctx, "tx" | "clock">, account: string): Promise<boolean> {
  const used = await selectRows(
    ctx,
    `DELETE FROM installation_proposals
     WHERE act = 'grant-admin-on-chain' AND account = $1 AND confirmed_at IS NOT NULL AND expires_at > $2 RETURNING id`,
    [account, ctx.clock.now()],
  );
  return used.length > 0;
}

/** Takes a proposal away and answers it; undefined when none of that id waits any more. */
export async function takeProposal(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<Proposal | undefined> {
  const [taken] = await selectRows<Proposal>(
    ctx,
    `DELETE FROM installation_proposals WHERE id = $1 AND expires_at > $2 RETURNING ${COLUMNS}`,
    [id, ctx.clock.now()],
  );
  return taken;
}

/** What somebody proposed ends with being admin. */
export async function deleteProposalsBy({ tx }: Pick<Ctx, "tx">, person: string): Promise<void> {
  await tx.query("DELETE FROM installation_proposals WHERE proposed_by = $1", [person]);
}
