import { warehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { useShared } from "../../lib/api/shared-stream.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { getOwn } from "../../lib/session/session.ts";
import { WAREHOUSES } from "./warehouses-news.ts";

/** As often as the shop itself asks them, while nothing tells of changes. */
const EVERY_MILLISECONDS = 5_000;
/** When one was last heard from is no news, and is shown all the same. */
const TOLD_MILLISECONDS = 30_000;
const answer = z.object({ items: z.array(warehouseView) });

export const pathOf = (id: string) => `/api/warehouses/${encodeURIComponent(id)}`;

function useInterval(queryKey: readonly unknown[]): number {
  return useShared(WAREHOUSES, () => [queryKey]) ? TOLD_MILLISECONDS : EVERY_MILLISECONDS;
}

export function useWarehouses() {
  const refetchInterval = useInterval(keys.list("warehouses", {}));
  return useQuery({
    queryKey: keys.list("warehouses", {}),
    queryFn: async ({ signal }) => (await getOwn("/api/warehouses", answer, signal)).items,
    refetchInterval,
  });
}

export function useWarehouse(id: string) {
  const refetchInterval = useInterval(keys.list("warehouses", { id }));
  return useQuery({
    queryKey: keys.list("warehouses", { id }),
    queryFn: ({ signal }) => getOwn(pathOf(id), warehouseView, signal),
    refetchInterval,
  });
}
