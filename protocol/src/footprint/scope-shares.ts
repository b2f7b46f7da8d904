import type { Address } from "../schemas/primitives.ts";
import { after, before, stopsOf } from "./flow.ts";
import type { Footprint, FootprintElement, ScopeShare } from "./footprint.ts";

/** The elements that an organisation reports, by their places in the chain. */
export interface ScopeParts {
  account: Address;
  scope1: number[];
  upstream: number[];
  downstream: number[];
}

/**
 * The same emissions as each organisation reports them (GHG Protocol): scope 1 for what it carried or handled itself; category 4 for what it
 * paid for and what brought goods to it; category 9 for what came after it sent goods away. What the goods met elsewhere is not in its share:
 * nobody answers for another ingredient's way, and a carrier for no other carrier's. Elements are in the order of the chain.
 */
export function scopeSharesOf(footprint: Pick<Footprint, "subject" | "elements">): ScopeShare[] {
  const sum = (positions: readonly number[]) =>
    String(positions.reduce((grams, position) => grams + BigInt(footprint.elements[position]?.emissions.wtw ?? 0), 0n));
  return scopePartsOf(footprint).map(({ account, scope1, upstream, downstream }) => ({
    ...{ account, scope1: sum(scope1), upstream: sum(upstream), downstream: sum(downstream) },
  }));
}

/** Which elements these are, for everybody whom a footprint names. */
export function scopePartsOf({ subject, elements }: Pick<Footprint, "subject" | "elements">): ScopeParts[] {
  const accounts = new Set(
    elements.flatMap((element) => [element.operator, element.payer, ...partiesOf(element)]).filter((one) => one !== null),
  );
  const stops = stopsOf(subject as Footprint["subject"], elements);
  const positions = [...elements.keys()];
  return ([...accounts].sort() as Address[]).map((account) => {
    const own = (role: "shipper" | "receiver") =>
      positions.filter((index) => {
        const element = elements[index];
        return element?.kind === "transport" && element[role] === account;
      });
    const [sent, received] = [own("shipper"), own("receiver")];
    const downstream = new Set([...sent, ...sent.flatMap((index) => after(stops, index))]);
    const upstream = new Set([...received, ...[...sent, ...received].flatMap((index) => before(stops, index))]);
    const partOf = (index: number) => {
      if (elements[index]?.operator === account) return "scope1";
      if (elements[index]?.payer === account) return "upstream";
      return downstream.has(index) ? "downstream" : upstream.has(index) ? "upstream" : undefined;
    };
    const { scope1 = [], upstream: bought = [], downstream: sold = [] } = Object.groupBy(positions, (index) => partOf(index) ?? "none");
    return { account, scope1, upstream: bought, downstream: sold };
  });
}

function partiesOf(element: FootprintElement) {
  return element.kind === "transport" ? [element.shipper, element.receiver] : [];
}
