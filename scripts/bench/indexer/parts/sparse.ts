import type { Figure } from "../../figure.ts";
import { withChain, type World } from "../world.ts";
import { interleaved, rateFigures } from "./backfills.ts";

const EVENTS_PER_BLOCK = 2;
const GOALS = { ceilingShare: 0.7, timesPeer: 3 };

/** Many blocks with one transaction of two events each: nearer to what a product's contract looks like. */
export async function sparse(world: World): Promise<Figure[]> {
  const events = world.settings.sparseEvents;
  return withChain(world, { events, eventsPerBlock: EVENTS_PER_BLOCK }, async (chain) =>
    rateFigures(`sparse backfill of ${events.toLocaleString("en")}`, await interleaved(world, "sparse backfill", chain), GOALS),
  );
}
