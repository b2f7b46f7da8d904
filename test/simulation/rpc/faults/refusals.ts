import type { Random } from "../../random.ts";
import { HttpRefusal, RpcRefusal, type Fault } from "../call.ts";
import type { Switches } from "../switches.ts";

/** Errors, overload, and answers that are lost on their way back although the node has done the work. */
export function refusals(switches: Switches, random: Random): Fault {
  return async (call, next) => {
    if (random.chance(switches.tooManyRequests)) throw new HttpRefusal(429, "Too Many Requests");
    if (!random.chance(switches.errors)) return next(call);
    switch (random.integer(0, 2)) {
      case 0:
        throw new RpcRefusal(-32603, "Internal error");
      case 1:
        throw new HttpRefusal(503, "Service Unavailable");
      default:
        await next(call);
        throw new HttpRefusal(0, "the answer was lost");
    }
  };
}
