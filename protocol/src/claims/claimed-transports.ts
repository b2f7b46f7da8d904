import type { Footprint } from "../footprint/footprint.ts";
import { TELLS_OF_TRANSPORT, type TransportChainElement } from "../footprint/transport-chain.ts";
import type { TransportChange } from "../footprint/what-if.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** The transports whose saving is claimed: those that the baseline has otherwise. */
export function claimedTransports({ elements }: Pick<Footprint, "elements">, changes: readonly TransportChange[]): TransportChainElement[] {
  const named = new Set(changes.map(({ element }) => element));
  return elements.filter((element) => element.kind === "transport" && named.has(element.id)) as TransportChainElement[];
}

/**
 * What names a transport in the world, whichever goods on it a footprint is of: the statements that tell of its departure and its arrival. Two
 * claims that share one would count the same vehicle twice.
 */
export function transportKeys({ evidence }: Pick<TransportChainElement, "evidence">): Hex32[] {
  const told = evidence.flatMap(({ statement, says }) => (statement !== null && says === TELLS_OF_TRANSPORT ? [statement as Hex32] : []));
  return [...new Set(told)].sort();
}

/** The names of some transports, each with the element that it is of. */
export function keysOf(transports: readonly TransportChainElement[]): { key: Hex32; element: string }[] {
  return transports.flatMap((transport) => transportKeys(transport).map((key) => ({ key, element: transport.id })));
}

/** Who has a part in a transport: only they can claim what it saved. */
export function partiesOf({ operator, payer, shipper, receiver }: TransportChainElement): Address[] {
  return [...new Set([operator, payer, shipper, receiver].flatMap((account) => (account === null ? [] : [account as Address])))];
}

/** Year of the last of some transports (UTC); undefined when one of them has no time. */
export function vintageOf(transports: readonly TransportChainElement[]): number | undefined {
  const years = transports.map(({ departedAt, arrivedAt }) => {
    const at = departedAt ?? arrivedAt;
    return at === null ? undefined : new Date(at).getUTCFullYear();
  });
  return years.reduce<number | undefined>((last, year) => (last === undefined || year === undefined ? undefined : Math.max(last, year)), 0);
}
