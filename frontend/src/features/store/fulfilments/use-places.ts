import type { OrderRouting } from "@waybill/protocol/schemas/api/orders";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { keys } from "../../../lib/api/query-keys.ts";
import { getOwn } from "../../../lib/session/session.ts";

const answer = z.object({ items: z.array(z.object({ id: z.string() })) });

/** Where a part of an order could be packed instead: warehouses with a program, and whatever else was looked at when it was routed. */
export function usePlaces(except: string, decided: OrderRouting | undefined): string[] {
  const { data } = useQuery({
    queryKey: keys.list("warehouses", { of: "names" }),
    queryFn: ({ signal }) => getOwn("/api/warehouses", answer, signal),
  });
  const looked = decided?.decisions.flatMap(({ warehouses }) => warehouses.map(({ warehouse }) => warehouse)) ?? [];
  return [...new Set([...(data?.items.map(({ id }) => id) ?? []), ...looked])].filter((id) => id !== except).sort();
}
