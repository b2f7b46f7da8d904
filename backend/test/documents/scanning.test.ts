import { expect } from "chai";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { startFakeClamd, type FakeClamd } from "../support/clamd.ts";
import { CERTIFICATE, keptDocument, sendDocument } from "../support/documents.ts";
import { makeActor } from "../support/events.ts";
import { accountOf, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const FARM = "Farm";
const INFECTED = Buffer.concat([CERTIFICATE, Buffer.from("X5O!P%@AP EICAR-STANDARD-ANTIVIRUS-TEST-FILE")]);

describe("files, where a scanner for malware is named", () => {
  let backend: TestBackend;
  let clamd: FakeClamd;
  let token: string;
  before(async () => {
    clamd = await startFakeClamd();
    backend = await startTestBackend({ CLAMD_URL: clamd.url });
    makeActor(backend, FARM);
    token = await tokenOf(backend, accountOf(FARM).address as never);
  });
  after(async () => {
    await backend.stop();
    clamd.stop();
  });

  const count = async () => Number((await backend.app.db.pool.query("SELECT count(*) FROM documents")).rows[0].count);

  it("are shown to it whole before they are kept, private ones too", async () => {
    const large = Buffer.concat([CERTIFICATE, Buffer.alloc(200_000, "%")]);
    await keptDocument(backend, large, { token });
    await keptDocument(backend, CERTIFICATE, { token, visibility: "private" });
    expect(clamd.seen.map((bytes) => bytes.toString("latin1"))).to.deep.equal([large, CERTIFICATE].map((one) => one.toString("latin1")));
  });

  it("are refused when it finds something, and nothing of them is kept", async () => {
    const before = await count();
    for (const visibility of ["public", "private"]) {
      const answer = await sendDocument(backend, INFECTED, { token, visibility });
      expectProblem(answer, 422, "documents.malware");
      expect(answer.text).to.include("Win.Test.EICAR_HDB-1");
    }
    expect(await count()).to.equal(before);
    const { rows } = await backend.app.db.pool.query("SELECT count(*) FROM stored_files");
    expect(Number(rows[0].count)).to.equal(before);
  });

  it("wait until it can look: away, or with a limit of its own, it has not said that they are clean", async () => {
    const before = await count();
    const another = Buffer.concat([CERTIFICATE, Buffer.from("% another")]);
    clamd.answer = () => "INSTREAM size limit exceeded. ERROR";
    expectProblem(await sendDocument(backend, another, { token }), 503, "documents.not-scanned");
    clamd.stop();
    const away = await startTestBackend({ CLAMD_URL: `${clamd.url}.away` });
    makeActor(away, FARM);
    const answer = await sendDocument(away, another, { token: await tokenOf(away, accountOf(FARM).address as never) });
    await away.stop();
    expectProblem(answer, 503, "documents.not-scanned");
    expect(await count()).to.equal(before);
  });
});
