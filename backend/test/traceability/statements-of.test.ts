import { pageOf } from "@waybill/protocol/schemas/api/system";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, makeActor, observation } from "../support/events.ts";
import { accountOf } from "../support/organisations.ts";

const page = pageOf(statementView);
const STEPS = ["packing", "storing", "shipping"];

describe("statements of one organisation", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
    makeActor(backend, "farm");
    makeActor(backend, "packer");
    for (const bizStep of STEPS) await captureSigned(backend, observation({ bizStep }), "farm", bizStep);
    await captureSigned(backend, observation({ bizStep: "receiving" }), "packer");
  });
  after(() => backend.stop());

  async function list(query: string) {
    return page.parse((await backend.request("GET", `/api/statements?${query}`)).json());
  }

  it("come newest first, and only its own", async () => {
    const { items, next } = await list(`account=${accountOf("farm").address.toLowerCase()}`);
    expect(items.map(({ bizStep }) => bizStep)).to.deep.equal(STEPS.toReversed());
    expect(next).to.equal(null);
  });

  it("come in pages that neither repeat nor leave out", async () => {
    const account = accountOf("farm").address;
    const first = await list(`account=${account}&limit=2`);
    const second = await list(`account=${account}&limit=2&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ bizStep }) => bizStep)).to.deep.equal(STEPS.toReversed());
  });

  it("are none for an account that has stated nothing", async () => {
    expect(await list(`account=0x${"12".repeat(20)}`)).to.deep.equal({ items: [], next: null });
  });
});
