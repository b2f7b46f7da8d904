import type { Address } from "../schemas/primitives.ts";
import { firstSentBy } from "./counted-emissions.ts";
import type { FootprintElement, ScopeShare } from "./footprint.ts";

/**
 * The same emissions as each organisation reports them (GHG Protocol): scope 1 for what it carried or handled itself; category 4 for what
 * brought the goods to it and what it paid for; category 9 for what came after it sent the goods away. Elements are in the order of the chain.
 */
export function scopeSharesOf(elements: readonly FootprintElement[]): ScopeShare[] {
  const accounts = new Set(
    elements.flatMap((element) => [element.operator, element.payer, ...partiesOf(element)]).filter((one) => one !== null),
  );
  return [...accounts].sort().map((account) => {
    const firstSent = firstSentBy(elements, account);
    const sums = { scope1: 0n, upstream: 0n, downstream: 0n };
    for (const [index, element] of elements.entries()) {
      sums[shareOf(account as Address, element, firstSent !== undefined && index >= firstSent)] += BigInt(element.emissions.wtw);
    }
    const { scope1, upstream, downstream } = sums;
    return { account, scope1: String(scope1), upstream: String(upstream), downstream: String(downstream) };
  });
}

function shareOf(account: Address, { operator, payer }: FootprintElement, wasSent: boolean): "scope1" | "upstream" | "downstream" {
  if (operator === account) return "scope1";
  return payer === account || !wasSent ? "upstream" : "downstream";
}

function partiesOf(element: FootprintElement) {
  return element.kind === "transport" ? [element.shipper, element.receiver] : [];
}
