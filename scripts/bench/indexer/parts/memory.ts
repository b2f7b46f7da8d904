import type { Figure } from "../../figure.ts";
import { backfill } from "../measuring/backfill.ts";
import { withChain, type World } from "../world.ts";
import { forEachSubject } from "./part.ts";

const EVENTS_PER_BLOCK = 200;
const MEMORY_MEGABYTES = 150;

/** Ten times the load in the same memory. The peers, which take minutes for it, are left out. */
export async function memory(world: World): Promise<Figure[]> {
  const events = world.settings.memoryEvents;
  const subjects = world.subjects.filter(({ name }) => name === "ceiling" || name === "ours");
  return withChain(world, { events, eventsPerBlock: EVENTS_PER_BLOCK }, (chain) =>
    forEachSubject({ ...world, subjects }, `backfill of ${events.toLocaleString("en")}`, async (subject) => {
      const { peakMegabytes, isExact, rows, seconds } = await backfill(world, subject, chain);
      const isOurs = subject.name === "ours";
      const title = `at ${events.toLocaleString("en")}, ${subject.name}`;
      return [
        { figure: `peak memory ${title}`, value: peakMegabytes, unit: "MB", goal: isOurs ? MEMORY_MEGABYTES : null },
        { figure: `backfill ${title}`, value: rows / seconds, unit: "events/s" },
        { figure: `equal to the chain ${title}`, value: Number(isExact), unit: "runs", goal: isOurs ? 1 : null, bound: "at least" },
      ];
    }),
  );
}
