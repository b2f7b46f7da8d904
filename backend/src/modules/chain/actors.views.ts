import type { Address, Finality } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

/** An actor as the indexed part of the chain has it. */
export interface ActorOnChain {
  /** Bit mask, see the protocol's typed-data/roles. */
  roles: number;
  profileHash: `0x${string}`;
  registeredAt: Date;
  revokedAt: Date | null;
  /** Of the last change. */
  finality: Finality;
}

interface ActorRow {
  account: Address;
  roles: number;
  profile_hash: `0x${string}`;
  registered_at: string;
  revoked_at: string | null;
  finality: Finality;
}

/** Present state of each of these accounts that was ever registered. */
export async function actorsByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<Map<Address, ActorOnChain>> {
  return readActors(ctx, [...new Set(accounts)]);
}

/** Present state of each account that was ever registered. */
export async function everyActor(ctx: Pick<Ctx, "tx">): Promise<Map<Address, ActorOnChain>> {
  return readActors(ctx, null);
}

async function readActors(ctx: Pick<Ctx, "tx">, accounts: readonly Address[] | null): Promise<Map<Address, ActorOnChain>> {
  const rows = await selectRows<ActorRow>(
    ctx,
    `SELECT account,
       (array_agg(roles ORDER BY block_number DESC, log_index DESC) FILTER (WHERE kind = 'registered'))[1] AS roles,
       (array_agg(profile_hash ORDER BY block_number DESC, log_index DESC) FILTER (WHERE kind = 'registered'))[1] AS profile_hash,
       min(timestamp) AS registered_at,
       max(timestamp) FILTER (WHERE kind = 'revoked') AS revoked_at,
       chain_finality(max(block_number)) AS finality
     FROM actor_changes ${accounts === null ? "" : "WHERE account = ANY($1)"} GROUP BY account`,
    accounts === null ? [] : [accounts],
  );
  return new Map(rows.map((row) => [row.account, actorOf(row)]));
}

function actorOf({ roles, profile_hash, registered_at, revoked_at, finality }: ActorRow): ActorOnChain {
  const date = (seconds: string) => new Date(Number(seconds) * 1_000);
  return {
    roles,
    profileHash: profile_hash,
    registeredAt: date(registered_at),
    revokedAt: revoked_at === null ? null : date(revoked_at),
    finality,
  };
}
