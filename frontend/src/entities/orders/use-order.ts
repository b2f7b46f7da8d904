import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../lib/api/query-keys.ts";
import { getOwn } from "../../lib/session/session.ts";
import { followOrder } from "./follow-order.ts";
import { wordsFor } from "./states.ts";
import { trackedOrder, type TrackedOrder } from "./tracked-order.ts";

/** Asked again this often, while nothing tells of changes. */
const SOON_MILLISECONDS = 2_000;
const LATER_MILLISECONDS = 15_000;

/** An order that stays as new as it is: the server tells of each change, and while it cannot, it is asked. */
export function useOrder(id: string) {
  const client = useQueryClient();
  const [isTold, setTold] = useState(false);
  const query = useQuery({
    queryKey: keys.order(id),
    queryFn: ({ signal }) => getOwn(`/api/orders/${encodeURIComponent(id)}`, trackedOrder, signal),
    refetchInterval: ({ state: { data } }) => {
      if (data === undefined || isTold) return false;
      return wordsFor(data.state).isMoving || data.payment.state === "challenged" ? SOON_MILLISECONDS : LATER_MILLISECONDS;
    },
  });
  const isKnown = query.data !== undefined;
  useEffect(() => {
    const known = client.getQueryData<TrackedOrder>(keys.order(id));
    const onChange = () => void client.invalidateQueries({ queryKey: keys.order(id) });
    return known && followOrder(id, known.told, { onTold: setTold, onChange });
  }, [client, id, isKnown]);
  return query;
}
