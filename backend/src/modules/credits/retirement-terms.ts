import { countryBytes } from "@waybill/protocol/certificates/certificate";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { RetirementTerms } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Claim, RetireMessage } from "@waybill/protocol/typed-data/carbon";
import { getAddress, zeroHash } from "viem";

/** What a holder wants retired, for whom and for what, with accounts in the form in which they are stored. */
export interface Terms {
  holder: Address;
  batch: Hex32;
  grams: bigint;
  beneficiary: Address;
  shipment: Hex32 | null;
  periodStart: number;
  periodEnd: number;
  country: string | null;
  note: string;
}

export function termsOf({ holder, batch, grams, beneficiary, shipment, ...rest }: RetirementTerms): Terms {
  const [from, to] = [getAddress(holder) as Address, getAddress(beneficiary) as Address];
  const key = shipment === zeroHash ? null : (shipment as Hex32 | null);
  const { periodStart, periodEnd, country, note } = rest;
  return {
    holder: from,
    batch: batch as Hex32,
    grams: BigInt(grams),
    beneficiary: to,
    shipment: key,
    periodStart,
    periodEnd,
    country,
    note,
  };
}

export function claimOf({ beneficiary, shipment, periodStart, periodEnd, country }: Terms): Claim {
  return { beneficiary, shipment: shipment ?? (zeroHash as Hex32), periodStart, periodEnd, country: countryBytes(country) };
}

export function messageOf(terms: Terms, { nonce, deadline }: { nonce: number; deadline: number }): RetireMessage {
  const { holder, batch, grams, note } = terms;
  return { holder, id: BigInt(batch), amount: grams, claim: claimOf(terms), note, nonce: BigInt(nonce), deadline };
}

/** What signing means, for somebody who has never heard of tokens. */
export function sentencesOf(terms: Terms, { vintage, held }: { vintage: number; held: bigint }, name: string | null): string[] {
  const { grams, beneficiary, shipment, periodStart, periodEnd, note } = terms;
  const who = name === null ? beneficiary : `${name} (${beneficiary})`;
  return [
    `${formatGrams(grams)} of CO₂e that were saved in ${vintage} are retired: they leave your account, and nobody can hold or claim them again.`,
    `The saving is claimed in the name of ${who}.`,
    ...(shipment === null ? [] : [`It makes good the shipment ${shipment}, which this name can claim no second time.`]),
    ...(periodEnd === 0 ? [] : [`It is for the time from ${dayOf(periodStart)} to ${dayOf(periodEnd)}.`]),
    ...(note === "" ? [] : [`Everybody will be able to read your note, for ever: “${note}”`]),
    `You keep ${formatGrams(held - grams)} of this batch.`,
    "You pay nothing: we send the transaction. It cannot be undone.",
  ];
}

/** The day of a moment in Unix seconds (UTC). The contract takes any number of 48 bits; dates end before that. */
export function dayOf(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : date.toISOString().slice(0, 10);
}
