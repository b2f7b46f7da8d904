import { isAddressEqual } from "viem/utils";
import { isCorrection } from "../hashing/corrects.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import type { BundledStatement } from "../schemas/bundle.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { proveStatement, type StatementProof } from "./prove-statement.ts";
import type { Run } from "./run.ts";
import { eventHashIn } from "./steps/event-hash.ts";
import type { Declared, StepId } from "./verdict.ts";

/** A statement that declares an event to be in error, as far as it is proven. */
export interface Declaration extends Declared {
  /** Every step passed but that of its documents, which change nothing in who says so. */
  isProven: boolean;
  /** Nothing in it was exchanged, so that the commitment names the account even where nobody signed. */
  isOpened: boolean;
  /** Names of the events that its author gives in place of the wrong one. */
  correctives: readonly string[];
}

/** The other statements of a bundle, proven when one of them is asked about. */
export interface Companions {
  /** Undefined for a statement that is not here, or declares another event than `wrong` to be in error. */
  declaration(commitment: string, wrong: Hex32): Promise<Declaration | undefined>;
  /**
   * Whether an event of this name, other than `wrong`, is here, and whether it is proven. Its hash names it whoever states it; an eventID is
   * anybody's to give, and names what `account` gave it to.
   */
  event(name: string, replaced: { wrong: Hex32; account: string }): Promise<"proven" | "unproven" | "absent">;
}

const OPENING: readonly StepId[] = ["schema", "event-hash", "content-digest"];

export function createCompanions(run: Run, bundles: readonly BundledStatement[]): Companions {
  const proofs = new Map<BundledStatement, Promise<StatementProof>>();
  const proofOf = (bundle: BundledStatement) => {
    const proof = proofs.get(bundle) ?? proveStatement(run, bundle, {});
    proofs.set(bundle, proof);
    return proof;
  };
  return {
    declaration: async (commitment, wrong) => {
      const bundle = bundles.find(
        ({ event, eventId, ...candidate }) => candidate.commitment === commitment && isCorrection(event) && eventHashIn(eventId) === wrong,
      );
      return bundle && declarationOf(bundle, await proofOf(bundle));
    },
    event: async (name, { wrong, account }) => {
      const isNamed = ({ event, eventId, author }: BundledStatement) =>
        eventId === name || (event["eventID"] === name && isBy(author, account));
      const named = bundles.filter((bundle) => isNamed(bundle) && eventHashIn(bundle.eventId) !== wrong && !isCorrection(bundle.event));
      if (named.length === 0) return "absent";
      return (await Promise.all(named.map(proofOf))).some(isProven) ? "proven" : "unproven";
    },
  };
}

export function isBy(told: { account: string }, account: string): boolean {
  return isAddressEqual(told.account as Address, account as Address);
}

function declarationOf({ commitment, author, event }: BundledStatement, proof: StatementProof): Declaration {
  const { steps, anchor } = proof;
  const statusOf = (id: StepId) => steps.find((step) => step.id === id)?.status;
  const { correctiveEventIDs } = event["errorDeclaration"] as JsonObject;
  return {
    commitment,
    account: author.account,
    name: steps.find(({ id }) => id === "signer")?.details?.["name"] ?? null,
    since: anchor?.timestamp ?? null,
    isProven: isProven(proof),
    isOpened: OPENING.every((id) => statusOf(id) === "passed") && statusOf("signature") !== "failed",
    correctives: Array.isArray(correctiveEventIDs) ? correctiveEventIDs.filter((id) => typeof id === "string") : [],
  };
}

function isProven({ steps }: StatementProof): boolean {
  return steps.every(({ id, status }) => id === "documents" || status === "passed");
}
