import { freePort } from "../../../services/ports.ts";
import type { Figure, Measured } from "../../figure.ts";
import { mineEvents, type BenchChain } from "../chain/bench-chain.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { onlyOurs } from "./part.ts";

const PATIENCE_MILLISECONDS = 30_000;
const BLOCKS = 20;

/** Two indexers of the same database at once: one waits, and takes over when the other dies. */
export async function pair(world: World): Promise<Figure[]> {
  return withChain(world, { events: world.settings.callsEvents, eventsPerBlock: 200 }, (chain) =>
    onlyOurs(world, "two indexers", (subject) => both(world, chain, subject)),
  );
}

async function both(world: World, chain: BenchChain, subject: Subject): Promise<Measured[]> {
  return withSubject(world, subject, chain, async (run) => {
    let exact = 0;
    const check = async () => {
      if (await run.becomesExact(PATIENCE_MILLISECONDS)) exact++;
    };
    const first = await run.start();
    await run.start(await freePort());
    await run.untilReady();
    await check();
    for (let block = 0; block < BLOCKS; block++) await mineEvents(chain, 3);
    await check();
    // Whichever worked, the other must go on alone: so the first dies, comes back, and then the second does.
    const started = performance.now();
    const second = run.child();
    await first.stop("SIGKILL");
    await mineEvents(chain, 3);
    await check();
    const seconds = (performance.now() - started) / 1000;
    await run.start();
    await second.stop("SIGKILL");
    await mineEvents(chain, 3);
    await check();
    return [
      { figure: "two indexers at once: exact", value: exact, unit: "checks", goal: 4, bound: "at least" },
      { figure: "two indexers: rows go on after one was killed", value: seconds, unit: "s" },
    ];
  });
}
