import { shareStream } from "../../lib/api/shared-stream.ts";
import { session } from "../../lib/session/session.ts";

/** What changes about warehouses. */
export const WAREHOUSES = shareStream((headers, signal) => session.send("/api/warehouses/events", { headers, signal }));
