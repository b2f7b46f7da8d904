import type { Random } from "../random.ts";
import type { Switches } from "./switches.ts";

/** What a node tells a subscriber, passed on with the faults of the moment. */
export interface Subscriber {
  /** A message of the node that answers no request. */
  notify(text: string): void;
}

interface Notification {
  params?: { subscription?: string; result?: Record<string, unknown> };
}

/**
 * A lagging node is silent about blocks it has not seen; a bad line repeats, withholds, or calls removed what it told before.
 *
 * @param send How the subscriber is told.
 */
export function subscriber(switches: Switches, random: Random, send: (text: string) => void): Subscriber {
  return {
    notify(text) {
      const { params } = JSON.parse(text) as Notification;
      const isLog = params?.result?.["topics"] !== undefined;
      if (switches.lagBlocks > 0 && random.chance(switches.lagShare)) return;
      if (isLog && random.chance(switches.withheldLogs)) return;
      send(text);
      if (isLog && random.chance(switches.duplicatedLogs)) send(text);
      if (isLog && random.chance(switches.removedLogs)) send(withRemoved(text));
    },
  };
}

function withRemoved(text: string): string {
  const message = JSON.parse(text) as Notification;
  if (message.params?.result) message.params.result["removed"] = true;
  return JSON.stringify(message);
}
