import { expect } from "chai";
import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE, type StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { prepareStatement } from "@waybill/protocol/typed-data/prepare-statement";
import { registrationTypedData } from "@waybill/protocol/typed-data/registration";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { verify } from "@waybill/protocol/verify/verify-event";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { createPublicClient, http } from "viem";
import { enrolAnchorer } from "../../scripts/deployment/enrol-anchorer.ts";
import { createDatabase } from "../../test/support/postgres.ts";
import { emptyPages } from "../../test/support/waybill.ts";
import { startBackend, type Backend } from "../src/composition.ts";
import { configOf, KEYS, startChainWorld, type ChainWorld } from "./support/chain-world.ts";
import { LOT, observation } from "./support/events.ts";
import { accountOf, saltOf } from "./support/organisations.ts";
import { waitFor } from "./support/wait-for.ts";

describe("the whole backend on a real chain", () => {
  let world: ChainWorld;
  let backend: Backend;
  before(async function () {
    this.timeout(120_000);
    world = await startChainWorld();
    await enrolAnchorer({
      rpcUrl: world.anvil.url,
      supplyChain: world.deployment.supplyChain as Address,
      registrarKey: KEYS.relayer,
      relayerKey: KEYS.relayer,
    });
    const { url } = await createDatabase();
    backend = await startBackend(configOf(world, url, { WAYBILL_DEMO: "on", FRONTEND_DIR: emptyPages() }));
  });
  after(() => backend?.stop());

  const get = async <Body>(path: string): Promise<Body> => (await fetch(`${backend.url}${path}`)).json() as Promise<Body>;
  const post = (path: string, text: string, type = "application/json") =>
    fetch(`${backend.url}${path}`, { method: "POST", body: text, headers: { "Content-Type": type } });

  it("takes a registration and a signed event to a proof that a stranger verifies", async function () {
    this.timeout(60_000);
    const chain = { chainId: 31337, supplyChain: world.deployment.supplyChain as Address };
    const account = accountOf("farm");
    const registration = { profile: { account: account.address, name: "Farm" }, roles: ROLE.producer, nonce: saltOf("farm") as Hex32 };
    const signature = await account.signTypedData(registrationTypedData(chain, registration));
    expect((await post("/api/organisations", JSON.stringify({ ...registration, signature }))).status).to.equal(202);
    await waitFor("the registration", async () => {
      const actor = await get<{ registeredAt: string | null }>(`/api/actors/${account.address}`);
      return actor.registeredAt ?? undefined;
    });

    const event = observation();
    const { typedData, commitment } = prepareStatement(event, { salt: saltOf("event") as never, account: account.address, chain });
    const signed = { account: account.address, salt: saltOf("event"), signature: await account.signTypedData(typedData) };
    const captured = await post("/epcis/events", stringifyLossless({ event, signature: signed }), SIGNED_CAPTURE_TYPE);
    expect(captured.status, await captured.clone().text()).to.equal(201);
    expect((await get<StatementView>(`/api/statements/${commitment}`)).state).to.equal("stored");

    expect((await post("/api/anchors", "{}")).status).to.equal(202);
    await waitFor("the anchor", async () =>
      (await get<StatementView>(`/api/statements/${commitment}`)).state === "included" ? true : undefined,
    );
    await world.mine(70);
    await waitFor("finality", async () =>
      (await get<StatementView>(`/api/statements/${commitment}`)).state === "final" ? true : undefined,
    );

    const client = createPublicClient({ transport: http(world.anvil.url) });
    const reader = createRpcReader((method, params) => client.request({ method, params } as never));
    const bundle = await (await fetch(`${backend.url}/api/statements/${commitment}/bundle`)).text();
    const verdict = await verify(bundle, reader, { trusted: chain });
    expect(verdict.steps.filter(({ status }) => status !== "passed")).to.deep.equal([]);
    expect(verdict.outcome).to.equal("verified");

    const journey = await (await fetch(`${backend.url}/api/journeys/bundle?subject=${encodeURIComponent(LOT)}`)).text();
    expect((await verifyJourney(journey, reader, { trusted: chain })).outcome).to.equal("verified");
  });

  it("answers 200 to the page of what there is, and 404 to that of what there is not", async () => {
    const pageOf = async (path: string) => (await fetch(backend.url + path, { headers: { Accept: "text/html" } })).status;
    const [statement] = (await get<{ statements: StatementView[] }>(`/api/journeys?subject=${encodeURIComponent(LOT)}`)).statements;
    const event = /[0-9a-f]{64}/.exec(statement?.eventId ?? "")?.[0] ?? "";
    for (const path of [
      new URL(LOT).pathname,
      `/events/0x${event}`,
      `/anchors/${statement?.anchor?.index}`,
      `/actors/${statement?.author.account}`,
    ])
      expect(await pageOf(path), path).to.equal(200);
    const hash = `0x${"ab".repeat(32)}`;
    for (const path of ["/anchors/999999", "/anchors/x", `/units/${hash}`, `/recalls/${hash}`, `/carbon/batches/${hash}`])
      expect(await pageOf(path), path).to.equal(404);
    expect(await pageOf(`/carbon/certificates/${hash}`)).to.equal(404);
    expect(await pageOf("/carbon/claims/none")).to.equal(404);
  });

  it("is ready and says so for every part", async () => {
    const { state, checks } = await get<{ state: string; checks: Record<string, { state: string }> }>("/readyz");
    expect(Object.entries(checks).filter(([, check]) => check.state !== "ok")).to.deep.equal([]);
    expect(state).to.equal("ok");
  });
});
