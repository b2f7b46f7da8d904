import { expect } from "chai";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { createPublicClient, http } from "viem";
import { loadDemo } from "../../scripts/demo/load.ts";
import { enrolAnchorer } from "../../scripts/deployment/enrol-anchorer.ts";
import { createDatabase } from "../../test/support/postgres.ts";
import { startBackend, type Backend } from "../src/composition.ts";
import { configOf, KEYS, startChainWorld, type ChainWorld } from "./support/chain-world.ts";
import { waitFor } from "./support/wait-for.ts";

const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";
const PALLET = "https://id.gs1.org/00/008600099999850000";

describe("the demonstration on a real chain", () => {
  let world: ChainWorld;
  let backend: Backend;
  before(async function () {
    this.timeout(180_000);
    world = await startChainWorld();
    const supplyChain = world.deployment.supplyChain as Address;
    await enrolAnchorer({ rpcUrl: world.anvil.url, supplyChain, registrarKey: KEYS.relayer, relayerKey: KEYS.relayer });
    const { url } = await createDatabase();
    backend = await startBackend(configOf(world, url, { WAYBILL_DEMO: "on" }));
    await loadDemo({ apiUrl: backend.url ?? "", databaseUrl: url });
    await world.mine(70);
  });
  after(() => backend?.stop());

  const journeyOf = async (subject: string): Promise<JourneyView> =>
    (await (await fetch(`${backend.url}/api/journeys?subject=${encodeURIComponent(subject)}`)).json()) as JourneyView;

  it("becomes final as a whole", async () => {
    await waitFor("finality", async () => ((await journeyOf(SALAD)).statements.every(({ state }) => state === "final") ? true : undefined));
  });

  it("tells the truth about the oddities of real data", async () => {
    const { findings, statements, custody } = await journeyOf(SALAD);
    const rules = new Set(findings.map(({ rule }) => rule));
    for (const rule of ["conflicting-transformations", "same-event-id", "time-zone-mismatch", "unknown-origin"]) expect([...rules]).to.include(rule);
    expect(statements.every(({ authorship, author }) => authorship === "signed" && author.name !== null)).to.equal(true);
    expect(custody.map(({ subject, seq }) => [subject, seq])).to.deep.equal([[PALLET, 1]]);
  });

  it("is verified in every part by a stranger with a node", async function () {
    this.timeout(60_000);
    const client = createPublicClient({ transport: http(world.anvil.url) });
    const reader = createRpcReader((method, params) => client.request({ method, params } as never));
    const trusted = { chainId: 31337, supplyChain: world.deployment.supplyChain as Address };
    const text = await (await fetch(`${backend.url}/api/journeys/bundle?subject=${encodeURIComponent(SALAD)}`)).text();
    const { outcome, events, histories, custody } = await verifyJourney(text, reader, { trusted });
    const open = [...events, ...histories, ...custody].flatMap(({ steps }) => steps).filter(({ status }) => status !== "passed");
    expect(open).to.deep.equal([]);
    expect(outcome).to.equal("verified");
  });
});
