import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../lib/api/query-keys.ts";
import { getOwn } from "../../lib/session/session.ts";
import { followOrder } from "./follow-order.ts";
import { wordsFor } from "./states.ts";
import { trackedOrder, type TrackedOrder } from "./tracked-order.ts";

/** Asked again this often, where nothing tells of changes. */
const SOON_MILLISECONDS = 2_000;
const LATER_MILLISECONDS = 15_000;
const UNTOLD_MILLISECONDS = 5_000;

/** What is no step of the order, so that nobody tells of it: what the bank asks, and that a warehouse has packed its part, or has proven it. */
function waitsForUntold({ state, fulfilments, shipments }: TrackedOrder): boolean {
  const isBeingPacked = fulfilments.some((part) => part.state === "instructed");
  return state === "reserved" || isBeingPacked || shipments.some(({ parcels }) => parcels.some(({ unit }) => unit === null));
}

/** An order that stays as new as it is: the server tells of changes, and where it cannot, it is asked. */
export function useOrder(id: string) {
  const client = useQueryClient();
  const [isTold, setTold] = useState(false);
  const query = useQuery({
    queryKey: keys.order(id),
    queryFn: ({ signal }) => getOwn(`/api/orders/${encodeURIComponent(id)}`, trackedOrder, signal),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined) return false;
      if (isTold && !waitsForUntold(data)) return false;
      if (isTold && data.state !== "reserved") return UNTOLD_MILLISECONDS;
      return wordsFor(data.state).isMoving || data.payment.state === "challenged" ? SOON_MILLISECONDS : LATER_MILLISECONDS;
    },
  });
  useEffect(
    () => followOrder(id, { onTold: setTold, onChange: () => void client.invalidateQueries({ queryKey: keys.order(id) }) }),
    [client, id],
  );
  return query;
}
