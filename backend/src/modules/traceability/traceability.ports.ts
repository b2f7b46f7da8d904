import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { CustodyView, SearchHit, StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Anchoring, CustodyProof, HistoryProof } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import type { PreparedStatement } from "./capture/captured-event.ts";

type Reading = Pick<Ctx, "tx">;

/** Where a statement stands, and the anchor that holds it. */
export type StatementProgress = Pick<StatementView, "state" | "anchor">;

/** What traceability asks of the chain's read model. Statements without a batch are absent from the maps. */
export interface StatementChain {
  actorsByAccount(ctx: Reading, accounts: readonly Address[]): Promise<ReadonlyMap<Address, { roles: number; revokedAt: Date | null }>>;
  /** @throws {ProblemError} 503 while the read model is known to lack blocks: whom it does not have may be on chain */
  requireUpToDate(ctx: Reading): Promise<void>;
  stateOf(ctx: Reading, commitments: readonly Hex32[]): Promise<ReadonlyMap<Hex32, StatementProgress>>;
  anchoringsOf(ctx: Reading, commitments: readonly Hex32[]): Promise<ReadonlyMap<Hex32, Anchoring>>;
  historyProofs(ctx: Reading, subjects: readonly string[]): Promise<readonly HistoryProof[]>;
  /** Anchors and transactions that a search text names exactly. */
  search(ctx: Reading, text: string): Promise<readonly SearchHit[]>;
}

/** What traceability asks of custody. */
export interface CustodyOfUnits {
  custodyOfSubjects(ctx: Reading, subjects: readonly string[]): Promise<readonly CustodyView[]>;
  custodyProofs(ctx: Reading, subjects: readonly string[]): Promise<readonly CustodyProof[]>;
}

/** What a product page says of the footprint of goods; null where none can be computed from what was stated. */
export type FootprintOfGoods = (ctx: Ctx, subject: Subject) => Promise<FootprintBrief | null>;

/** How many of those whom each notice asks are late for everybody to know; notices that ask nobody may be absent. */
export type SilentHolders = (ctx: Pick<Ctx, "tx" | "clock">, notices: readonly Hex32[]) => Promise<ReadonlyMap<Hex32, number>>;

/** What other modules are told of a new statement. */
export type StoredStatement = Pick<PreparedStatement, "commitment" | "account" | "eventJson">;

/** Told of new statements in the transaction that stores them; what it throws undoes them. */
export type StatementListener = (ctx: Ctx, statements: readonly StoredStatement[]) => Promise<void>;

/** Told of a statement whose content has just been destroyed, in the same transaction: to destroy what was made of it elsewhere. */
export type ErasureListener = (ctx: Ctx, commitment: Hex32) => Promise<void>;
