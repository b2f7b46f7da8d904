import { shareStream } from "../../lib/api/shared-stream.ts";
import { session } from "../../lib/session/session.ts";

/** News of all orders that whoever is signed in may see. */
export const ALL_ORDERS = shareStream((headers, signal) => session.send("/api/orders/events", { headers, signal }));
/** Of one's own alone. */
export const OWN_ORDERS = shareStream((headers, signal) => session.send("/api/orders/events?of=me", { headers, signal }));
