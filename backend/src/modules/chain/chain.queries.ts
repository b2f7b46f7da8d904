import { mayAsActor } from "@waybill/protocol/permissions/may-as-actor";
import type { Act } from "@waybill/protocol/permissions/table";
import type { SearchHit } from "@waybill/protocol/schemas/api/traceability";
import type { Anchoring, HistoryProof } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { actorsByAccount, everyActor, type ActorOnChain } from "./actors.views.ts";
import { searchChain } from "./anchors.views.ts";
import type { UnitToList } from "./anchoring/batch.domain.ts";
import { listUnit } from "./anchoring/list-units.ts";
import { anchoringsOf, historyProofs, stateOf, type StatementProgress } from "./anchoring/proofs.ts";
import type { LogView } from "./anchoring/log-view.ts";
import type { Relay } from "./relayer/relay.ts";
import { isWhole, requireUpToDate } from "./up-to-date.ts";

export { insertChainNote, nameTransaction, type ChainNote } from "./access/chain-notes.store.ts";
export { CHAIN_PROBLEMS } from "./chain.errors.ts";
export { findCursor } from "./indexer/cursor.store.ts";
export type { Proof } from "./indexer/proof/proof.ts";
export type { LogPlace, ProjectedRow, Projection, TokenProjection, AnyProjection } from "./indexer/projection.ts";
export type { TransactionListener, TransactionListeners } from "./relayer/changes.ts";
export type { RelayedTransaction } from "./relayer/transactions.store.ts";
export { reasonOf } from "./reverts.ts";
export { anchorsSent, type AnchorSent } from "./anchoring/anchors-sent.ts";
export type { Relay } from "./relayer/relay.ts";
export type { ActorOnChain } from "./actors.views.ts";

type Reading = Pick<Ctx, "tx">;

/** What other modules may ask of the chain's read model, and have sent. */
export interface ChainQueries {
  /** Accounts that were never registered are absent. */
  actorsByAccount(ctx: Reading, accounts: readonly Address[]): Promise<Map<Address, ActorOnChain>>;
  /** Every account that was ever registered. */
  everyActor(ctx: Reading): Promise<Map<Address, ActorOnChain>>;
  /** See `requireUpToDate`. */
  requireUpToDate(ctx: Reading): Promise<void>;
  /** See `isWhole`. */
  isWhole(ctx: Reading): Promise<boolean>;
  /** Whether an account is registered, not revoked, and may do this by its roles on chain. @throws {ProblemError} 503 while that is not known */
  mayAct(ctx: Reading, account: Address, act: Act): Promise<boolean>;
  /** Statements without a batch are absent: they are only stored. */
  stateOf(ctx: Reading, commitments: readonly Hex32[]): Promise<Map<Hex32, StatementProgress>>;
  /** Statements that are not on chain are absent. */
  anchoringsOf(ctx: Reading, commitments: readonly Hex32[]): Promise<Map<Hex32, Anchoring>>;
  /** Subjects without an anchored history are absent. */
  historyProofs(ctx: Reading, subjects: readonly string[]): Promise<HistoryProof[]>;
  /** Anchors and transactions that a search text names exactly. */
  search(ctx: Reading, text: string): Promise<SearchHit[]>;
  /** Lists a unit in the anchored history of its SSCC, so that nobody can leave its record of custody out; in the caller's transaction, by a job. */
  listUnit(ctx: Reading, unit: UnitToList): Promise<void>;
  relay: Relay["call"];
  /** Enqueues a call of CarbonToken. */
  relayCarbon: Relay["callCarbon"];
  /** Enqueues `registerActor`, once per `key`, in the caller's transaction. */
  relayRegistration(ctx: Ctx, registration: { key: string; account: Address; roles: number; profileHash: `0x${string}` }): Promise<void>;
}

export function createChainQueries(log: LogView, relay: Relay): ChainQueries {
  return {
    actorsByAccount,
    everyActor,
    requireUpToDate,
    isWhole,
    async mayAct(ctx, account, act) {
      const actor = (await actorsByAccount(ctx, [account])).get(account);
      if (actor?.revokedAt) return false;
      const may = actor !== undefined && mayAsActor(actor.roles, act);
      if (!may) await requireUpToDate(ctx);
      return may;
    },
    stateOf,
    anchoringsOf: (ctx, commitments) => anchoringsOf(ctx, log, commitments),
    historyProofs: (ctx, subjects) => historyProofs(ctx, log, subjects),
    search: searchChain,
    listUnit,
    relay: (ctx, request) => relay.call(ctx, request),
    relayCarbon: (ctx, request) => relay.callCarbon(ctx, request),
    async relayRegistration(ctx, { key, account, roles, profileHash }) {
      await relay.call(ctx, { businessKey: key, sender: "registrar", functionName: "registerActor", args: [account, roles, profileHash] });
    },
  };
}
