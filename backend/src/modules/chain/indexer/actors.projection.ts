import { publish } from "../../../platform/outbox.ts";
import type { LogPlace, ProjectedRow, Projection } from "./projection.ts";

/** One registration, change or revocation; the last row of an account is its present state. */
export interface ActorChangeRow extends ProjectedRow {
  account: string;
  kind: "registered" | "revoked";
  roles: number | null;
  profile_hash: string | null;
  timestamp: number;
  transaction_hash: string;
}

function placeOf({ blockNumber, logIndex, timestamp, transactionHash }: LogPlace) {
  return { block_number: blockNumber, log_index: logIndex, timestamp, transaction_hash: transactionHash };
}

export const actorsProjection: Projection<ActorChangeRow> = {
  table: "actor_changes",
  events: {
    ActorRegistered: ({ account, roles, profileHash }, place) => ({
      ...placeOf(place),
      account,
      kind: "registered",
      roles,
      profile_hash: profileHash,
    }),
    ActorRevoked: ({ account }, place) => ({ ...placeOf(place), account, kind: "revoked", roles: null, profile_hash: null }),
  },
  async onIndexed(ctx, rows) {
    for (const account of new Set(rows.map((row) => row.account))) publish(ctx, { type: "actor", account });
  },
  async onUndone(ctx, rows) {
    for (const account of new Set(rows.map((row) => row.account))) publish(ctx, { type: "actor", account });
  },
};
