import { follow, type Listener } from "../../lib/api/follow.ts";
import { session } from "../../lib/session/session.ts";

/**
 * Follows the events of an order until it is stopped, from what is known of it. Whoever hears of some asks for the order.
 *
 * @param told number of the newest event that is known
 */
export function followOrder(id: string, told: number, listener: Listener): () => void {
  const path = `/api/orders/${encodeURIComponent(id)}/events`;
  return follow((headers, signal) => session.send(path, { headers, signal }), String(told), listener);
}
