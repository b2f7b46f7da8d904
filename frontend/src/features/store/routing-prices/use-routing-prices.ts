import { postalAreasView, routingPricesRequest, routingPricesView, type RoutingPricesRequest } from "@waybill/protocol/schemas/api/routing";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { keys } from "../../../lib/api/query-keys.ts";
import { getOwn } from "../../../lib/session/session.ts";

export type PriceName = keyof RoutingPricesRequest;
export const PRICE_NAMES = Object.keys(routingPricesRequest.shape) as readonly PriceName[];

const prices = pageOf(routingPricesView);
const areas = pageOf(postalAreasView);

/** What counts, and what has counted before, the newest first. */
export function useRoutingPrices() {
  return useQuery({
    queryKey: keys.routingPrices,
    queryFn: async ({ signal }) => (await getOwn("/api/routing-prices", prices, signal)).items,
  });
}

/** Where postal codes are, by country. */
export function usePostalAreas() {
  return useQuery({ queryKey: keys.postalAreas, queryFn: async ({ signal }) => (await getOwn("/api/postal-areas", areas, signal)).items });
}
