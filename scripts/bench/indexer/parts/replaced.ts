import { setTimeout as pause } from "node:timers/promises";
import type { Figure, Measured } from "../../figure.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import { mineRow } from "../chain/fill.ts";
import { trueDigest } from "../chain/truth.ts";
import { secondsUntilRight } from "../measuring/recovery.ts";
import { startRpcProxy } from "../proxy/proxy.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type SubjectRun } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { onlyOurs, progress } from "./part.ts";

const EVENTS_PER_BLOCK = 200;
const SECONDS_PER_100_000 = 5;
const REWOUND_SECONDS = 5;
/** A new head must show it; a development node mines none by itself, so it has to be asked now and then. */
const NOTICED_SECONDS = 1;
const PATIENCE_MILLISECONDS = 30_000;
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
        const truth = await trueDigest(second);
        const wasReady = watchReady(run);
        run.place.chain = second;
        const started = performance.now();
        proxy.moveTo(second.rpcUrl);
        const rebuilt = (await secondsUntilRight(run, truth, started, PATIENCE_MILLISECONDS)) ?? NaN;
        const falselyReady = await wasReady();
        progress(`chain replaced: rebuilt after ${rebuilt.toFixed(2)} s`);
        const per100000 = (rebuilt * 100_000) / world.settings.denseEvents;
        return [
          { figure: "chain replaced: rebuilt alone, per 100,000 rows", value: per100000, unit: "s", goal: SECONDS_PER_100_000 },
          { figure: "chain replaced: longest time ready on the old rows", value: falselyReady, unit: "s", goal: NOTICED_SECONDS },
          { figure: "chain rewound: right again", value: await rewind(run, second), unit: "s", goal: REWOUND_SECONDS },
        ];
      },
      detour,
    );
  } finally {
    await proxy.close();
  }
}

/** How long it goes on saying that it is ready while its rows are those of the old chain. */
function watchReady(run: SubjectRun): () => Promise<number> {
  const started = performance.now();
  let lastReady = 0;
  let isStopped = false;
  const watching = (async () => {
    const before = await cursorHash(run);
    while (!isStopped && (await cursorHash(run)) === before) {
      if (await run.isReady()) lastReady = performance.now() - started;
      await pause(2);
    }
  })();
  return async () => {
    isStopped = true;
    await watching;
    return lastReady / 1000;
  };
}

async function cursorHash({ sql }: SubjectRun): Promise<string | undefined> {
  const { rows } = await sql.query<{ hash: string }>("SELECT encode(hash, 'hex') AS hash FROM event_anchor.chain_cursor");
  return rows[0]?.hash;
}

/** The node loses its newest blocks, and no new ones come. */
async function rewind(run: SubjectRun, chain: BenchChain): Promise<number> {
  const snapshot = await chain.anvil.rpc("evm_snapshot");
  await mineRow(chain, 5, EVENTS_PER_BLOCK);
  if (!(await run.becomesExact(PATIENCE_MILLISECONDS))) return NaN;
  await chain.anvil.rpc("evm_revert", [snapshot]);
  const started = performance.now();
  return (await secondsUntilRight(run, await trueDigest(chain), started, PATIENCE_MILLISECONDS)) ?? NaN;
}
