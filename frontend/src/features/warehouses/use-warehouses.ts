import { warehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { useShared } from "../../lib/api/shared-stream.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { getOwn } from "../../lib/session/session.ts";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";

/** While nothing tells of changes. */
const EVERY_MILLISECONDS = 5_000;
/** Goods that came in somewhere are nothing that is shown of a warehouse itself. */
const NOT_SHOWN = "stock";
const answer = z.object({ items: z.array(warehouseView) });

export const pathOf = (id: string) => `/api/warehouses/${encodeURIComponent(id)}`;

function useInterval(queryKey: readonly unknown[]): number | false {
  return useShared(WAREHOUSES, (type) => (type === NOT_SHOWN ? [] : [queryKey])) ? false : EVERY_MILLISECONDS;
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
