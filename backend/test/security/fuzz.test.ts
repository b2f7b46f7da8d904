import { INSTALLATION_ROLES } from "@waybill/protocol/permissions/roles";
import { expect } from "chai";
import { createCredentials, isForInstallationAlone, may, WAREHOUSE_SCHEME, type Credential } from "../support/fuzz/callers.ts";
import { runCampaign, type Outcome } from "../support/fuzz/campaign.ts";
import { operationsOf, type Document, type Operation } from "../support/fuzz/operations.ts";
import { createJudge } from "../support/fuzz/judge.ts";
import { createSender } from "../support/fuzz/sender.ts";
import { startFuzzWorld, type FuzzWorld } from "../support/fuzz/world.ts";

const REQUESTS = Number(process.env["FUZZ_REQUESTS"] ?? 20_000);
const SEED = Number(process.env["SEED"] ?? 3);

describe("made-up requests to every operation", () => {
  let world: FuzzWorld;
  let outcome: Outcome;
  before(async function () {
    this.timeout(900_000);
    world = await startFuzzWorld();
    const sender = createSender(world.url, 8);
    outcome = await runCampaign({ ...world, sender, pool: world.app.db.pool, seed: SEED, requests: REQUESTS });
    sender.close();
  });
  after(() => world?.stop());

  const answersTo = ({ id }: Operation): string =>
    [...(outcome.statuses.get(id) ?? [])].map(([status, count]) => `${count} × ${status}`).join(", ");

  it(`are answered as the description says, and change nothing when they are refused (seed ${SEED})`, () => {
    const found = [...outcome.complaints].map(([kind, example]) => `${kind}: ${example}`);
    if (found.length > 0) throw new Error(`${found.length} kinds of faults in ${outcome.sent} requests:\n${found.join("\n")}`);
  });

  it("reach all of them, with success and with refusals", () => {
    expect(outcome.sent).to.be.at.least(REQUESTS);
    expect(outcome.refused).to.be.greaterThan(REQUESTS / 10);
    expect([...outcome.statuses.keys()]).to.have.members(operationsOf(world.document).map(({ id }) => id));
  });

  it("do all that programs of warehouses alone may, as one of them", () => {
    const operations = operationsOf(world.document).filter(({ scheme }) => scheme === WAREHOUSE_SCHEME);
    const [teller] = world.callers.filter(({ scheme }) => scheme === WAREHOUSE_SCHEME);
    const missed = operations.filter(({ id }) => !outcome.succeeded.get(id)?.has(teller?.name ?? ""));
    expect(missed.map((one) => `${one.method} ${one.path}: ${answersTo(one)}`)).to.deep.equal([]);
    expect(operations).to.have.length.greaterThan(1);
    // Nobody else has a token of theirs.
    for (const { id } of operations) expect([...(outcome.succeeded.get(id) ?? [])]).to.deep.equal([teller?.name]);
  });

  for (const role of INSTALLATION_ROLES)
    it(`do all that by the table of permissions only people of the installation may, as ${role} of it`, () => {
      const callers = world.callers.filter(
        ({ installationRoles, scopes }) => installationRoles.includes(role) && scopes.includes("session"),
      );
      const operations = operationsOf(world.document).filter(
        ({ act }) => isForInstallationAlone(act) && callers.some((caller) => may(caller, act)),
      );
      const done = ({ id }: Operation) => callers.some(({ name }) => outcome.succeeded.get(id)?.has(name));
      const missed = operations.filter((one) => !done(one)).map((one) => `${one.method} ${one.path}: ${answersTo(one)}`);
      // Chance leads to all of them in most runs, and to nearly all of them in every one.
      expect(missed.length, missed.join("; ")).to.be.at.most(Math.ceil(operations.length / 20));
      expect(operations).to.have.length.greaterThan(10);
    });
});

describe("the judge of answers", () => {
  const document: Document = {
    paths: {
      "/x": {
        get: {
          operationId: "getX",
          "x-waybill-act": "system:read",
          responses: { 200: { content: { "application/json": { schema: { type: "object", required: ["a"] } } } }, 404: {} },
        },
      },
    },
    components: { schemas: {}, responses: {} },
  };
  const [operation] = operationsOf(document);
  const judge = createJudge(document);
  const complaints = (status: number, text: string, type = "application/json") => {
    if (!operation) throw new Error("there is no operation");
    const asked = { operation, method: "GET", target: "/x", headers: {}, body: null, as: "nobody" };
    return judge(asked, { status, text, headers: { "content-type": type, "x-trace-id": "1" } }).join();
  };

  it("sees failures, statuses and media types that are not described, and bodies that do not fit", () => {
    expect(complaints(200, '{"a":1}')).to.equal("");
    expect(complaints(404, "")).to.equal("");
    expect(complaints(500, "")).to.include("was answered 500");
    expect(complaints(409, "")).to.include("does not list");
    expect(complaints(200, '{"b":1}')).to.include("does not fit");
    expect(complaints(200, "a", "text/html")).to.include("described are application/json");
  });
});

describe("the credentials of callers", () => {
  it("are made anew for whoever is refused because its own opens nothing any more, once for all that were refused with it", async () => {
    let made = 0;
    const good = new Set<string>();
    const make = async (): Promise<Credential> => {
      const text = String(made++);
      good.add(text);
      return { headers: { Authorization: text }, isGood: async () => good.has(text) };
    };
    const credentials = await createCredentials([
      { name: "an admin", roles: ["customer"], installationRoles: ["admin"], scopes: ["session"], make },
    ]);
    const first = credentials.headersOf("an admin");
    expect(await credentials.renew("an admin", first)).to.equal(false);
    good.clear();
    const renewed = await Promise.all([credentials.renew("an admin", first), credentials.renew("an admin", first)]);
    expect(renewed).to.deep.equal([true, true]);
    expect(credentials.headersOf("an admin")).to.deep.equal({ Authorization: "1" });
    await credentials.renewAll();
    expect(made).to.equal(2);
    good.clear();
    await credentials.renewAll();
    expect(made).to.equal(3);
  });
});
