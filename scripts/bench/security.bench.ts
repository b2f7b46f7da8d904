import { isForInstallationAlone } from "../../backend/test/support/fuzz/callers.ts";
import { runCampaign } from "../../backend/test/support/fuzz/campaign.ts";
import { operationsOf } from "../../backend/test/support/fuzz/operations.ts";
import { createSender } from "../../backend/test/support/fuzz/sender.ts";
import { startFuzzWorld } from "../../backend/test/support/fuzz/world.ts";
import { releaseResources } from "../../test/support/resources.ts";
import { prepare } from "../test/prepare.ts";
import { figure, type Figure } from "./figure.ts";

const GOAL = 200_000;
/** Fewer are to try the bench itself: the goal is then missed. */
const REQUESTS = Number(process.env["FUZZ_REQUESTS"] ?? GOAL);
const CONNECTIONS = 8;

/** Made-up requests to every operation, against a backend with the real contracts: what is answered otherwise than described, or changed by a refusal. */
export async function measure(seed: number): Promise<Figure[]> {
  await prepare();
  const world = await startFuzzWorld();
  const { document, callers } = world;
  const sender = createSender(world.url, CONNECTIONS);
  try {
    const started = performance.now();
    const { sent, refused, statuses, succeeded, complaints } = await runCampaign({
      ...world,
      sender,
      pool: world.app.db.pool,
      seed,
      requests: REQUESTS,
    });
    for (const [kind, example] of complaints) console.error(`${kind}: ${example}`);
    const kinds = [...complaints.keys()];
    const count = (word: RegExp) => kinds.filter((kind) => word.test(kind)).length;
    const forAdmins = operationsOf(document).filter(({ act }) => isForInstallationAlone(act));
    return [
      figure({ figure: "requests", value: sent, unit: "requests", goal: GOAL, bound: "at least" }),
      figure({ figure: "callers", value: callers.length, unit: "callers", note: callers.map(({ name }) => name).join(", ") }),
      figure({
        figure: "operations reached",
        value: statuses.size,
        unit: "operations",
        goal: operationsOf(document).length,
        bound: "at least",
      }),
      figure({
        figure: "operations for people of the installation alone that were done",
        value: forAdmins.filter(({ id }) => succeeded.has(id)).length,
        unit: "operations",
        goal: forAdmins.length,
        bound: "at least",
      }),
      figure({ figure: "kinds of answers of 500 and above", value: count(/was answered 5/), unit: "kinds", goal: 0 }),
      figure({ figure: "kinds of statuses that are not described", value: count(/does not list/), unit: "kinds", goal: 0 }),
      figure({ figure: "kinds of refusals that changed something", value: count(/changed/), unit: "kinds", goal: 0 }),
      figure({ figure: "kinds of faults in all", value: kinds.length, unit: "kinds", goal: 0 }),
      figure({ figure: "refused requests", value: refused, unit: "requests" }),
      figure({ figure: "requests a second", value: (sent * 1_000) / (performance.now() - started), unit: "requests/s" }),
    ];
  } finally {
    sender.close();
    await world.stop();
    await releaseResources();
  }
}
