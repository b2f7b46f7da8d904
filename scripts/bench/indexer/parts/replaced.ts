import { waitFor } from "../../../services/wait-for.ts";
import type { Figure, Measured } from "../../figure.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import { mineRow } from "../chain/fill.ts";
import { startRpcProxy } from "../proxy/proxy.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type SubjectRun } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { onlyOurs } from "./part.ts";

const EVENTS_PER_BLOCK = 200;
const SECONDS_PER_100_000 = 5;
const REWOUND_SECONDS = 5;
const PATIENCE_MILLISECONDS = 60_000;
/** A salt that the first history does not reach. */
const OTHER_SALT = 1_000_000_000;

/** A development node that was reset: at the same address there is another history, or an older one. */
export async function replaced(world: World): Promise<Figure[]> {
  const shape = { events: world.settings.denseEvents, eventsPerBlock: EVENTS_PER_BLOCK };
  return withChain(world, shape, (first) =>
    withChain(world, shape, (second) => onlyOurs(world, "chain replaced", (subject) => exchange(world, subject, first, second)), {
      salt: OTHER_SALT,
    }),
  );
}

async function exchange(world: World, subject: Subject, first: BenchChain, second: BenchChain): Promise<Measured[]> {
  const proxy = await startRpcProxy({ rpcUrl: first.rpcUrl, random: world.random });
  const detour = { rpcUrl: proxy.url, webSocketUrl: proxy.webSocketUrl };
  try {
    return await withSubject(
      world,
      subject,
      first,
      async (run) => {
        await run.start();
        await run.untilReady();
        run.place.chain = second;
        const started = performance.now();
        proxy.moveTo(second.rpcUrl);
        const noticed = await secondsUntil(started, async () => !(await run.isReady()));
        const rebuilt = await secondsUntil(started, () => isReadyAndExact(run));
        const per100000 = (rebuilt * 100_000) / world.settings.denseEvents;
        return [
          { figure: "chain replaced: noticed", value: noticed, unit: "s" },
          { figure: "chain replaced: rebuilt alone, per 100,000 rows", value: per100000, unit: "s", goal: SECONDS_PER_100_000 },
          { figure: "chain rewound: right again", value: await rewind(run, second), unit: "s", goal: REWOUND_SECONDS },
        ];
      },
      detour,
    );
  } finally {
    await proxy.close();
  }
}

/** The node loses its newest blocks, and no new ones come. */
async function rewind(run: SubjectRun, chain: BenchChain): Promise<number> {
  const snapshot = await chain.anvil.rpc("evm_snapshot");
  await mineRow(chain, 5, EVENTS_PER_BLOCK);
  if (!(await run.becomesExact(PATIENCE_MILLISECONDS))) return NaN;
  await chain.anvil.rpc("evm_revert", [snapshot]);
  return secondsUntil(performance.now(), () => isReadyAndExact(run));
}

async function isReadyAndExact(run: SubjectRun): Promise<boolean> {
  return (await run.isReady()) && (await run.becomesExact(0));
}

/** NaN when it does not happen. */
async function secondsUntil(started: number, condition: () => Promise<boolean>): Promise<number> {
  const options = { what: "it", deadlineMilliseconds: PATIENCE_MILLISECONDS, pollMilliseconds: 2 };
  const hasHappened = await waitFor(condition, options).catch(() => false);
  return hasHappened ? (performance.now() - started) / 1000 : NaN;
}
