import { warehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { keys } from "../../lib/api/query-keys.ts";
import { getOwn } from "../../lib/session/session.ts";

/** As often as the shop itself asks them. */
const EVERY_MILLISECONDS = 5_000;
const answer = z.object({ items: z.array(warehouseView) });

export const pathOf = (id: string) => `/api/warehouses/${encodeURIComponent(id)}`;

export function useWarehouses() {
  return useQuery({
    queryKey: keys.list("warehouses", {}),
    queryFn: async ({ signal }) => (await getOwn("/api/warehouses", answer, signal)).items,
    refetchInterval: EVERY_MILLISECONDS,
  });
}

export function useWarehouse(id: string) {
  return useQuery({
    queryKey: keys.list("warehouses", { id }),
    queryFn: ({ signal }) => getOwn(pathOf(id), warehouseView, signal),
    refetchInterval: EVERY_MILLISECONDS,
  });
}
