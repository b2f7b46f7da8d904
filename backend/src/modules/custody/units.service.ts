import type { Json } from "@waybill/protocol/hashing/lossless-json";
import { unitOf } from "@waybill/protocol/hashing/unit";
import type { closeRequest, openRequest } from "@waybill/protocol/schemas/api/custody";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { closeTypedData, openTypedData, type SigningChain } from "@waybill/protocol/typed-data/custody";
import { getAddress } from "viem";
import type { z } from "zod";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { publish } from "../../platform/outbox.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { reasonOf, type ChainQueries, type RelayedTransaction } from "../chain/chain.queries.ts";
import { checkActor, checkContents, checkDeadline, checkHolding, checkLogisticUnit, checkSigned } from "./custody.checks.ts";
import { CUSTODY_PROBLEMS } from "./custody.errors.ts";
import { findHolding, findUnit, insertContents, insertOpening, lockUnit, setUnitState } from "./custody.store.ts";

export interface CustodyParts {
  signingChain: SigningChain;
  chain: ChainQueries;
  verifySignature: VerifySignature;
  /** Keeps a contents manifest by its content id. */
  keepDocument(ctx: Ctx, value: Json): Promise<unknown>;
}

export interface OpenedUnit {
  unit: Hex32;
  subject: Subject;
  state: "opening" | "opened";
}

export interface UnitsService {
  /**
   * Puts a logistic unit under its first holder's custody, as that holder signed it. Repeating the same opening does nothing.
   *
   * @throws {ProblemError} when contents, deadline, holder or signature do not stand, or the unit was opened before.
   */
  open(ctx: Ctx, request: z.output<typeof openRequest>): Promise<OpenedUnit>;
  /** Ends custody, as the holder signed it. */
  close(ctx: Ctx, unit: Hex32, request: z.output<typeof closeRequest>): Promise<void>;
  /** Follows the transaction of an opening; once it is in a block, the history of the SSCC is to list the unit. */
  onOpening(ctx: Ctx, transaction: RelayedTransaction): Promise<void>;
  onClosing(ctx: Ctx, transaction: RelayedTransaction): Promise<void>;
}

export function createUnitsService({ signingChain, chain, verifySignature, keepDocument }: CustodyParts): UnitsService {
  const opened = async (ctx: Ctx, unit: Hex32): Promise<void> => {
    await setUnitState(ctx, unit, "opened", null);
    const record = await findUnit(ctx, unit);
    if (record) await chain.listUnit(ctx, { unit, subject: record.subject });
  };
  return {
    async open(ctx, request) {
      const holder = getAddress(request.holder) as Address;
      const { deadline, signature, contents } = request;
      const [subject, salt, docHash] = [request.subject as Subject, request.salt as Hex32, request.docHash as Hex32];
      const unit = unitOf(subject, salt);
      checkLogisticUnit(subject);
      checkContents(docHash, contents);
      checkDeadline(ctx, deadline);
      await checkActor(ctx, chain, { account: holder, act: "custody:open", problem: CUSTODY_PROBLEMS.holderUnknown });
      await checkSigned(verifySignature, holder, openTypedData(signingChain, { unit, holder, docHash, deadline }), signature);

      const known = await lockUnit(ctx, unit);
      if (known?.state === "opening" || known?.state === "opened") {
        if (known.holder === holder && known.docHash === docHash) return { unit, subject, state: known.state };
        throw new ProblemError(CUSTODY_PROBLEMS.unitTaken);
      }
      if (await findHolding(ctx, unit)) throw new ProblemError(CUSTODY_PROBLEMS.unitTaken);
      if (!(await insertOpening(ctx, { unit, subject, salt, holder, docHash, deadline, signature })))
        throw new ProblemError(CUSTODY_PROBLEMS.unitTaken);
      await insertContents(ctx, docHash, contents);
      await keepDocument(ctx, contents);
      const isEnqueued = await chain.relay(ctx, {
        businessKey: `open:${unit}`,
        functionName: "openBySig",
        args: [unit, holder, docHash, deadline, signature as `0x${string}`],
      });
      if (!isEnqueued)
        throw new ProblemError(CUSTODY_PROBLEMS.openingFailed, {
          detail: "The contract refused the opening before this one. Repeat the request once that is final.",
        });
      return { unit, subject, state: "opening" };
    },

    async close(ctx, unit, { seq, docHash, deadline, signature }) {
      const record = await lockUnit(ctx, unit);
      const { holder } = checkHolding(await findHolding(ctx, unit), record, seq);
      checkDeadline(ctx, deadline);
      const message = { unit, holder, seq, docHash: docHash as Hex32, deadline };
      await checkSigned(verifySignature, holder, closeTypedData(signingChain, message), signature);
      await chain.relay(ctx, {
        businessKey: `close:${unit}:${seq}`,
        functionName: "closeBySig",
        args: [unit, message.docHash, deadline, signature as `0x${string}`],
      });
    },

    async onOpening(ctx, transaction) {
      const { businessKey, state } = transaction;
      const unit = businessKey.split(":")[1] ?? "";
      if (state === "included" || state === "final") await opened(ctx, unit as Hex32);
      else if (state === "failed" || state === "reverted") await setUnitState(ctx, unit, "failed", reasonOf(transaction));
      else await setUnitState(ctx, unit, "opening", null);
      publish(ctx, { type: "custody", unit: unit as Hex32, seq: 0 });
    },

    async onClosing(ctx, { businessKey }) {
      const [, unit, seq] = businessKey.split(":");
      publish(ctx, { type: "custody", unit: unit as Hex32, seq: Number(seq) });
    },
  };
}
