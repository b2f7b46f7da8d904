import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../random.ts";
import type { Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

/** A slow line, or a slow node. */
export function latency(switches: Switches, random: Random): Fault {
  return async (call, next) => {
    if (switches.latencyMilliseconds > 0) await pause(random.integer(0, switches.latencyMilliseconds));
    return next(call);
  };
}
