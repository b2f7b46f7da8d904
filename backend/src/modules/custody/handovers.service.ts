import type { acceptRequest, offerRequest, rejectRequest } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { handoverTypedData, rejectTypedData, type HandoverMessage } from "@waybill/protocol/typed-data/custody";
import { getAddress, keccak256, stringToHex } from "viem";
import type { z } from "zod";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { addJob } from "../../platform/jobs.ts";
import { publish } from "../../platform/outbox.ts";
import { reasonOf, type RelayedTransaction } from "../chain/chain.queries.ts";
import { checkActor, checkContents, checkDeadline, checkHolding, checkSigned } from "./custody.checks.ts";
import { CUSTODY_PROBLEMS } from "./custody.errors.ts";
import { findHolding, insertContents, lockUnit } from "./custody.store.ts";
import * as store from "./handovers.store.ts";
import type { Handover, HandoverState } from "./handovers.store.ts";
import type { CustodyParts } from "./units.service.ts";

/** Task that ends an offer which nobody answered. */
export const LAPSE_TASK = "custody:lapse";

export interface HandoversService {
  /**
   * Stores a holder's signed offer. The same offer again is the same handover.
   *
   * @returns the handover's id
   * @throws {ProblemError} when the offer does not fit the unit, or contradicts one that is still open.
   */
  offer(ctx: Ctx, request: z.output<typeof offerRequest>): Promise<string>;
  /** Joins the receiver's signature to the offer and sends both on their way. Accepting twice does nothing. */
  accept(ctx: Ctx, id: string, request: z.output<typeof acceptRequest>): Promise<void>;
  /** Refuses an offer, for everybody to see on chain; the reason itself stays here. */
  reject(ctx: Ctx, id: string, request: z.output<typeof rejectRequest>): Promise<void>;
  lapse(ctx: Ctx, id: string): Promise<void>;
  /** Follows the transaction of an accepted handover. */
  onTransaction(ctx: Ctx, transaction: RelayedTransaction): Promise<void>;
  /** Follows the transaction of a refusal. */
  onRejection(ctx: Ctx, transaction: RelayedTransaction): Promise<void>;
}

export function createHandoversService({ signingChain, chain, verifySignature, keepDocument }: CustodyParts): HandoversService {
  /** The offer, if it can still be answered; an answered one only when `isRepeat` says that this is the same answer again. */
  async function openOffer(ctx: Ctx, id: string, isRepeat: (handover: Handover) => boolean): Promise<Handover | null> {
    const handover = await store.lockHandover(ctx, id);
    if (!handover) throw new ProblemError(CUSTODY_PROBLEMS.handoverUnknown);
    if (isRepeat(handover)) return null;
    if (handover.state === "lapsed") throw new ProblemError(CUSTODY_PROBLEMS.lapsed);
    const record = await lockUnit(ctx, handover.unit);
    checkHolding(await findHolding(ctx, handover.unit), record, handover.seq);
    if (handover.state !== "offered")
      throw new ProblemError(CUSTODY_PROBLEMS.handoverClosed, { detail: `The handover is ${handover.state}.` });
    return handover;
  }

  return {
    async offer(ctx, request) {
      const { seq, deadline, contents, signature } = request;
      const [unit, docHash, to] = [request.unit as Hex32, request.docHash as Hex32, getAddress(request.to) as Address];
      const record = await lockUnit(ctx, unit);
      if (!record) throw new ProblemError(CUSTODY_PROBLEMS.unitUnknown);
      const { holder: from } = checkHolding(await findHolding(ctx, unit), record, seq);
      if (to === from)
        throw new ProblemError(CUSTODY_PROBLEMS.invalidReceiver, { errors: [{ pointer: "/to", message: "holds the unit already" }] });
      checkDeadline(ctx, deadline);
      checkContents(docHash, contents);
      await checkActor(ctx, chain, { account: to, act: "custody:accept", problem: CUSTODY_PROBLEMS.receiverUnknown });
      const terms = { unit, from, to, seq, docHash, deadline };
      await checkSigned(verifySignature, from, handoverTypedData(signingChain, terms), signature);

      const live = await store.findLiveHandover(ctx, unit, seq);
      if (live) {
        if (live.to === to && live.docHash === docHash && live.deadline === deadline) return live.id;
        throw new ProblemError(CUSTODY_PROBLEMS.alreadyOffered);
      }
      const id = newId(ctx.random);
      await store.insertHandover(ctx, { id, ...terms, fromSignature: signature as `0x${string}` });
      await insertContents(ctx, docHash, contents);
      await keepDocument(ctx, contents);
      await addJob(ctx, LAPSE_TASK, { id }, { jobKey: `lapse:${id}`, runAt: new Date((deadline + 1) * 1_000) });
      publish(ctx, { type: "handover", id, unit, state: "offered" });
      return id;
    },

    async accept(ctx, id, { signature }) {
      const handover = await openOffer(ctx, id, (known) => known.toSignature === signature);
      if (!handover) return;
      await checkActor(ctx, chain, { account: handover.to, act: "custody:accept", problem: CUSTODY_PROBLEMS.receiverUnknown });
      await checkSigned(verifySignature, handover.to, handoverTypedData(signingChain, termsOf(handover)), signature);
      await store.setAccepted(ctx, id, signature);
      const { unit, to, docHash, deadline, fromSignature } = handover;
      await chain.relay(ctx, {
        businessKey: `handover:${id}`,
        functionName: "handover",
        args: [unit, to, docHash, deadline, fromSignature, signature as `0x${string}`],
      });
      publish(ctx, { type: "handover", id, unit, state: "accepted" });
    },

    async reject(ctx, id, { reason, signature }) {
      const handover = await openOffer(ctx, id, (known) => known.state === "rejected");
      if (!handover) return;
      const reasonHash = keccak256(stringToHex(reason)) as Hex32;
      await checkSigned(verifySignature, handover.to, rejectTypedData(signingChain, { ...termsOf(handover), reasonHash }), signature);
      await store.setRejected(ctx, id, reason);
      const { unit, to, docHash, deadline, fromSignature } = handover;
      await chain.relay(ctx, {
        businessKey: `reject:${id}`,
        functionName: "reject",
        args: [unit, to, docHash, deadline, reasonHash, fromSignature, signature as `0x${string}`],
      });
      publish(ctx, { type: "handover", id, unit, state: "rejected" });
    },

    async lapse(ctx, id) {
      const unit = await store.setLapsed(ctx, id);
      if (unit) publish(ctx, { type: "handover", id, unit, state: "lapsed" });
    },

    async onTransaction(ctx, transaction) {
      const id = transaction.businessKey.slice("handover:".length);
      const state = STATES[transaction.state];
      const unit = await store.setProgress(ctx, id, { state, reason: reasonOf(transaction), transactionHash: transaction.transactionHash });
      if (unit) publish(ctx, { type: "handover", id, unit, state });
    },

    async onRejection(ctx, transaction) {
      const id = transaction.businessKey.slice("reject:".length);
      const hasFailed = STATES[transaction.state] === "failed";
      const failure = hasFailed ? `The refusal did not get onto the chain. ${reasonOf(transaction) ?? ""}`.trim() : null;
      const after = await store.setRejectionProgress(ctx, id, { failure, transactionHash: transaction.transactionHash });
      if (after) publish(ctx, { type: "handover", id, unit: after.unit, state: after.state });
    },
  };
}

/** What both parties sign. */
function termsOf({ unit, from, to, seq, docHash, deadline }: Handover): HandoverMessage {
  return { unit, from, to, seq, docHash, deadline };
}

/** What the state of its transaction makes of an accepted handover. An unknown fate is not a failure. */
const STATES: Readonly<Record<RelayedTransaction["state"], HandoverState>> = {
  queued: "accepted",
  signed: "accepted",
  sent: "sent",
  unknown: "sent",
  included: "included",
  final: "final",
  failed: "failed",
  reverted: "failed",
};
