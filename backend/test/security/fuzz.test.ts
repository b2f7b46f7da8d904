import { expect } from "chai";
import { runCampaign, type Outcome } from "../support/fuzz/campaign.ts";
import { operationsOf, type Document } from "../support/fuzz/operations.ts";
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
    const sender = createSender(world.url, world.credentials, 8);
    const { document, known, credentials, app } = world;
    outcome = await runCampaign({
      ...{ document, known, sender, pool: app.db.pool, seed: SEED, requests: REQUESTS },
      callers: Object.keys(credentials),
    });
    sender.close();
  });
  after(() => world?.stop());

  it(`are answered as the description says, and change nothing when they are refused (seed ${SEED})`, () => {
    const found = [...outcome.complaints].map(([kind, example]) => `${kind}: ${example}`);
    if (found.length > 0) throw new Error(`${found.length} kinds of faults in ${outcome.sent} requests:\n${found.join("\n")}`);
  });

  it("reach all of them, with success and with refusals", () => {
    expect(outcome.sent).to.be.at.least(REQUESTS);
    expect(outcome.refused).to.be.greaterThan(REQUESTS / 10);
    expect([...outcome.statuses.keys()]).to.have.members(operationsOf(world.document).map(({ id }) => id));
  });
});

describe("the judge of answers", () => {
  const document: Document = {
    paths: {
      "/x": {
        get: {
          operationId: "getX",
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
