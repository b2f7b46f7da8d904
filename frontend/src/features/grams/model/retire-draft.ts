import { countryBytes } from "@waybill/protocol/certificates/certificate";
import type { RetirementTerms } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { retireTypedData, type CarbonChain } from "@waybill/protocol/typed-data/carbon";
import type { MessageId } from "../../../lib/i18n/text.tsx";
import { amountProblem, gramsOf, NO_AMOUNT, type Amount } from "./amount.ts";

/** What the form holds, as it is typed. */
export interface RetireDraft {
  batch: string;
  amount: Amount;
  /** In whose name. */
  beneficiary: string;
  note: string;
  /** The unit whose emissions are made good, and its key on chain; null where the grams are for no shipment. */
  shipment: { subject: string; key: Hex32 } | null;
  /** Days, `2026-04-30`; both "" for no period. */
  from: string;
  to: string;
  /** Two letters, or "". */
  country: string;
}

export type RetireProblems = Partial<Record<"amount" | "beneficiary" | "note" | "period" | "country", MessageId>>;

export function emptyRetirement(batch: string, beneficiary: string): RetireDraft {
  return { batch, amount: NO_AMOUNT, beneficiary, note: "", shipment: null, from: "", to: "", country: "" };
}

const NOTE_BYTES = 512;
/** Of a day. */
const LAST_SECOND = 86_399;
/** How far ahead the contract lets a claim's time end. */
const MOST_AHEAD_MILLISECONDS = 366 * 86_400_000;

/** What is wrong with each part; empty when it can be previewed. */
export function retireProblems(draft: RetireDraft, most: bigint, now: Date): RetireProblems {
  const amount = amountProblem(draft.amount, most);
  const period = periodProblem(draft, now);
  return {
    ...(amount && { amount }),
    ...(draft.beneficiary === "" && { beneficiary: "retire.problem.beneficiary" as const }),
    ...(new TextEncoder().encode(draft.note.trim()).length > NOTE_BYTES && { note: "retire.problem.note" as const }),
    ...(period && { period }),
    ...(!/^([A-Za-z]{2})?$/.test(draft.country.trim()) && { country: "retire.problem.country" as const }),
  };
}

function periodProblem({ from, to }: RetireDraft, now: Date): MessageId | undefined {
  if (from === "" && to === "") return undefined;
  if (from === "" || to === "") return "retire.problem.period.half";
  if (to < from) return "retire.problem.period.order";
  if (secondsOf(from) * 1_000 > now.getTime()) return "retire.problem.period.future";
  return (secondsOf(to) + LAST_SECOND) * 1_000 > now.getTime() + MOST_AHEAD_MILLISECONDS ? "retire.problem.period.far" : undefined;
}

/** What the service is asked, once nothing is wrong: a period is of whole days (UTC). */
export function termsOf(holder: Address, draft: RetireDraft): RetirementTerms {
  const { batch, amount, beneficiary, note, shipment, from, to, country } = draft;
  return {
    ...{ holder, batch, grams: String(gramsOf(amount) ?? 0n), beneficiary, shipment: shipment?.key ?? null, note: note.trim() },
    periodStart: from === "" ? 0 : secondsOf(from),
    periodEnd: to === "" ? 0 : secondsOf(to) + LAST_SECOND,
    country: country.trim() === "" ? null : country.trim().toUpperCase(),
  } as RetirementTerms;
}

const secondsOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1_000;

/** What the wallet signs: made here, of what is shown, and not taken from the service. */
export function typedDataOf(chain: CarbonChain, terms: RetirementTerms, { nonce, deadline }: { nonce: number; deadline: number }) {
  const { holder, batch, grams, beneficiary, shipment, periodStart, periodEnd, country, note } = terms;
  return retireTypedData(chain, {
    ...{ holder: holder as Address, id: BigInt(batch), amount: BigInt(grams), note, nonce: BigInt(nonce), deadline },
    claim: {
      ...{ beneficiary: beneficiary as Address, periodStart, periodEnd, country: countryBytes(country) },
      shipment: (shipment ?? `0x${"00".repeat(32)}`) as Hex32,
    },
  });
}
