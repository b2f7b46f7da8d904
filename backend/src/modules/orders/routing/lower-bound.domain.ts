import { sum, type Offers } from "./offers.domain.ts";
import { cheapestTakes } from "./takes.domain.ts";

/**
 * What no plan can cost less than, found without a solver: every unit at the lowest price that there is for it, the shipments and splits that
 * the quantities alone make necessary, and each shipment as cheap as the cheapest.
 */
export function lowerBound({ sites, demands, furtherShipment, split }: Offers): number {
  if (demands.length === 0) return 0;
  const units = demands.map((demand) => sum((cheapestTakes(demand, demand.offers) ?? []).map(({ quantity, lot }) => quantity * lot.price)));
  const least = demands.map(({ quantity, offers }) =>
    fewest(
      quantity,
      offers.map((offer) => offer.quantity),
    ),
  );
  const used = new Set(demands.flatMap(({ offers }) => offers.map(({ site }) => site)));
  const cheapest = [...used].map((site) => sites[site]?.fixed ?? 0).sort((a, b) => a - b);
  const shipments = sum(cheapest.slice(0, Math.max(...least)));
  return sum(units) + split * sum(least.map((count) => count - 1)) + shipments - furtherShipment;
}

/** How many of some amounts are needed at least to make up a quantity. */
export function fewest(quantity: number, amounts: readonly number[]): number {
  let left = quantity;
  const needed = [...amounts].sort((a, b) => b - a).findIndex((amount) => (left -= amount) <= 0);
  return needed + 1;
}
