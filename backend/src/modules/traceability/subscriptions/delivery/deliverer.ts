import type { App } from "../../../../platform/app.ts";
import { inTransaction } from "../../../../platform/context.ts";
import { startLoop } from "../../../../platform/loop.ts";
import type { Service } from "../../../../platform/module.ts";
import type { BundleSources } from "../../bundles/event-bundle.ts";
import type { Settled, SettledSequence } from "../settled-sequence.ts";
import type { Subscription } from "../subscription.ts";
import { claimSubscriptions } from "./claims.store.ts";
import { postpone } from "./postpone.ts";
import { claimMilliseconds, type DeliveryPolicy } from "./outcome.ts";
import { takeTurn } from "./take-turn.ts";

/** How soon a new event is seen. */
const PAUSE_MILLISECONDS = 250;
/** While the database does not answer. */
const TROUBLE_PAUSE_MILLISECONDS = 2_000;
/** Subscribers that this process talks to at once: slow ones must not hold up all others. */
const MAX_TURNS = 32;

export interface Delivering {
  app: App;
  settledSequence: SettledSequence;
  sources: BundleSources;
}

/** Sends to subscribers what is new to them, each of them one document after the other. */
export function startDeliverer({ app, settledSequence, sources }: Delivering, policy: DeliveryPolicy): Service {
  const log = app.log.child({ part: "deliverer" });
  const turns = new Set<Promise<void>>();

  const take = async (subscription: Subscription, settled: Settled): Promise<void> => {
    try {
      await takeTurn(app, subscription, { settled, policy, sources });
    } catch (error) {
      log.warn({ err: error, subscription: subscription.id }, "a subscription could not be served");
      await postpone(app, subscription, error).catch(() => undefined);
    }
  };
  const step = async (): Promise<number> => {
    try {
      const settled = await settledSequence.read();
      const limit = MAX_TURNS - turns.size;
      if (limit <= 0) return PAUSE_MILLISECONDS;
      const milliseconds = claimMilliseconds(policy);
      const claimed = await inTransaction(app, (ctx) => claimSubscriptions(ctx, { settled, limit, milliseconds }));
      for (const subscription of claimed) {
        const turn = take(subscription, settled).finally(() => {
          turns.delete(turn);
          // It may have more to send, and others wait for its place.
          loop.wake();
        });
        turns.add(turn);
      }
      return PAUSE_MILLISECONDS;
    } catch (error) {
      log.warn({ err: error }, "subscriptions cannot be looked at");
      return TROUBLE_PAUSE_MILLISECONDS;
    }
  };
  const loop = startLoop(step);
  return {
    async stop() {
      await loop.stop();
      await Promise.all(turns);
    },
  };
}
