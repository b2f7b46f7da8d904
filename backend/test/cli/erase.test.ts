import { expect } from "chai";
import { noticeEvent } from "@waybill/protocol/recall/recall-event";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { run } from "../../src/cli/erase.ts";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { captureSigned, LOT, makeActor, observation } from "../support/events.ts";
import { expectProblem } from "../support/problem.ts";

describe("the command erase", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend();
    makeActor(backend, "farm");
  });
  after(() => backend.stop());

  async function erase(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const io = { out: "", err: "" };
    const code = await run(args, {
      stdout: { write: (text: string) => (io.out += text) },
      stderr: { write: (text: string) => (io.err += text) },
      env: { DATABASE_URL: backend.app.config.databaseUrl.reveal() },
    });
    return { code, ...io };
  }
  const captured = async (event = observation(), salt?: string) =>
    (await captureSigned(backend, event, "farm", salt)).json<{ commitment: string }>().commitment;
  const reasons = async () => (await backend.app.db.pool.query("SELECT commitment, reason FROM erasures_on_behalf")).rows;

  it("first says what would go and what would stay, and changes nothing", async () => {
    const commitment = await captured();
    const { code, out } = await erase(commitment);
    expect(code).to.equal(0);
    for (const part of ["Goes for ever: what the event says, its salt, the signature", "Stays: the commitment", LOT])
      expect(out).to.include(part);
    expect((await backend.request("GET", `/api/statements/${commitment}`)).status).to.equal(200);
    expect(await reasons()).to.deep.equal([]);
  });

  it("erases whoever's statement it is, records the reason, and is done by doing it once", async () => {
    const commitment = await captured(observation({ eventTime: "2026-04-18T09:00:00-04:00" }));
    for (let time = 0; time < 2; time++)
      expect((await erase(commitment, "--reason", "Asked for by the driver named in it")).code).to.equal(0);
    expectProblem(await backend.request("GET", `/api/statements/${commitment}/bundle`), 410, "traceability.erased-statement");
    expect(await reasons()).to.deep.equal([{ commitment, reason: "Asked for by the driver named in it" }]);
    expect((await erase(commitment)).err).to.match(/erased/);
  });

  it("refuses the notice of a recall that is not over, what is not there, and what it was not asked properly", async () => {
    const notice = noticeEvent({
      ...{ eventTime: "2026-04-21T09:00:00-04:00", offset: "-04:00", gln: null, subjects: [LOT as Subject], reason: "Listeria" },
      ...{ risk: "serious", instruction: "Destroy it", answerBy: "2026-04-22T09:00:00Z" },
    });
    const commitment = await captured(notice);
    expect(await erase(commitment, "--reason", "x")).to.include({ code: 1, out: "" });
    expect((await backend.request("GET", `/api/statements/${commitment}`)).status).to.equal(200);
    expect((await erase(`0x${"ab".repeat(32)}`, "--reason", "x")).code).to.equal(1);
    for (const args of [[], ["0x12"], [commitment, "--reason", " "], [commitment, "more"], [commitment, "--force"]])
      expect((await erase(...args)).err, args.join(" ")).to.match(/^Usage/);
  });
});
