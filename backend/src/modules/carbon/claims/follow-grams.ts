import type { App } from "../../../platform/app.ts";
import type { Service } from "../../../platform/module.ts";
import { startOutboxTail } from "../../../platform/stream/outbox-tail.ts";
import { followAppearances } from "./appearances.ts";

/** Looks at claims whenever grams move on chain. What is missed while this is down, the job of each minute finds. */
export async function startFollowingGrams(app: App): Promise<Service> {
  const tail = await startOutboxTail(app);
  let following: Promise<void> | undefined;
  let isAgain = false;
  const follow = async (): Promise<void> => {
    do {
      isAgain = false;
      await followAppearances(app);
    } while (isAgain);
  };
  const unsubscribe = tail.subscribe((messages) => {
    if (!messages.some(({ type }) => type === "credits")) return;
    isAgain = true;
    following ??= follow()
      .catch((error: unknown) => app.log.warn({ err: error }, "claims could not be looked at"))
      .finally(() => (following = undefined));
  });
  return {
    async stop() {
      unsubscribe();
      await tail.stop();
      await following;
    },
  };
}
