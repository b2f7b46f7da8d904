import { claimedTransports, partiesOf, vintageOf } from "@waybill/protocol/claims/claimed-transports";
import { bufferGrams } from "@waybill/protocol/claims/issuance-terms";
import { ImplausibleChain } from "@waybill/protocol/footprint/compute-footprint";
import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { factorsOf } from "@waybill/protocol/footprint/factors";
import type { Footprint, FootprintElement } from "@waybill/protocol/footprint/footprint";
import { chainOf } from "@waybill/protocol/footprint/recheck";
import { savingOf, type Saving } from "@waybill/protocol/footprint/saving";
import { changedChain, type TransportChange } from "@waybill/protocol/footprint/what-if";
import { type ClaimRequest, MAX_EVIDENCE } from "@waybill/protocol/schemas/api/claims";
import { changeOf, type ChangeDraft } from "../../../entities/footprint/change-draft.ts";
import { decimalOf } from "../../../lib/decimal.ts";
import type { MessageId } from "../../../lib/i18n/text.tsx";

export type Transport = Extract<FootprintElement, { kind: "transport" }>;

/** What the form holds, as it is typed. */
export interface ClaimDraft {
  /** How claimed transports would have gone otherwise. */
  changes: ChangeDraft[];
  /** Content ids of the evidence. */
  documents: string[];
  verifier: string;
  /** Gets the grams. */
  receiver: string;
  /** Withheld, in percent. */
  buffer: string;
}

export type ClaimProblems = Partial<Record<"changes" | "documents" | "verifier" | "receiver" | "buffer", MessageId>>;

/** Transports of which this account can claim what they saved. */
export function claimableOf({ elements }: Footprint, account: string): Transport[] {
  return elements.filter((element) => element.kind === "transport" && (partiesOf(element) as string[]).includes(account)) as Transport[];
}

/** Ten-thousandths of a typed percentage; undefined for what is none, or all of it. */
export function shareOf(percent: string): number | undefined {
  const decimal = decimalOf(percent);
  const share = decimal === null ? Number.NaN : Math.round(Number(decimal) * 100);
  return share >= 0 && share < 10_000 ? share : undefined;
}

export type Outcome =
  | { saving: Saving; year: number | undefined; bufferGrams: bigint; problems?: undefined }
  /** Why the goods cannot have gone that way, in sentences. */
  | { saving?: undefined; problems: string[] };

/** What was saved beside the other way, computed here as the service does it; undefined while a change is not one. */
export function outcomeOf(footprint: Footprint, { changes, buffer }: ClaimDraft, tables: readonly FactorTable[]): Outcome | undefined {
  const read = changes.map(changeOf);
  if (read.some(({ problems }) => problems.length > 0)) return undefined;
  const chain = chainOf(footprint);
  const asked = read.map(({ change }) => change);
  const other = changedChain(chain, asked, factorsOf(tables), "baseline");
  if (other.problems !== undefined) return { problems: other.problems.map(({ message }) => message) };
  try {
    const saving = savingOf(other.chain, chain, tables);
    const year = vintageOf(claimedTransports(footprint, asked));
    return { saving, year, bufferGrams: bufferGrams(saving.savedGrams, shareOf(buffer) ?? 0) };
  } catch (error) {
    if (!(error instanceof ImplausibleChain)) throw error;
    return { problems: error.problems.map(({ message }) => message) };
  }
}

/** What is wrong with each part; empty when it can be sent. */
export function claimProblems(draft: ClaimDraft, outcome: Outcome | undefined): ClaimProblems {
  const share = shareOf(draft.buffer);
  return {
    ...((outcome?.saving === undefined || outcome.saving.savedGrams === 0n) && { changes: "claims.problem.saving" as const }),
    ...(draft.documents.length === 0 && { documents: "claims.problem.evidence" as const }),
    ...(draft.documents.length > MAX_EVIDENCE && { documents: "claims.problem.evidence.many" as const }),
    ...(draft.verifier === "" && { verifier: "claims.problem.verifier" as const }),
    ...(draft.verifier !== "" && draft.verifier === draft.receiver && { verifier: "claims.problem.independent" as const }),
    ...(draft.receiver === "" && { receiver: "claims.problem.receiver" as const }),
    ...(share === undefined && { buffer: "claims.problem.buffer" as const }),
  };
}

/** The draft with a document among its evidence, once, or without it. */
export function withDocument(draft: ClaimDraft, cid: string, isChosen: boolean): ClaimDraft {
  const others = draft.documents.filter((one) => one !== cid);
  return { ...draft, documents: isChosen ? [...others, cid] : others };
}

/**
 * Whether the goods went as the draft was made on. Changes name transports by their numbers, which a statement that came meanwhile shifts.
 */
export function isSameWay(previewed: Pick<Footprint, "elements">, kept: Pick<Footprint, "elements">): boolean {
  return JSON.stringify(previewed.elements) === JSON.stringify(kept.elements);
}

/** What the service is asked to write down, once nothing is wrong. */
export function requestOf(actual: string, { changes, documents, verifier, receiver, buffer }: ClaimDraft): ClaimRequest {
  const asked: TransportChange[] = changes.map((change) => changeOf(change).change);
  return { actual, changes: asked, documents, verifier, receiver, bufferShare: shareOf(buffer) ?? 0 } as ClaimRequest;
}
