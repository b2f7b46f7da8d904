import { expect } from "chai";
import { readFileSync } from "node:fs";
import { startTestBackend, type TestBackend } from "../../support/backend.ts";
import { readCurl } from "../../support/curl.ts";
import { makeActor } from "../../support/events.ts";
import { tokenOf } from "../../support/organisations.ts";

const GUIDE = readFileSync(new URL("../../../../docs/guides/epcis-client.md", import.meta.url), "utf8");

describe("the guide for EPCIS clients", () => {
  let backend: TestBackend;
  let token: string;
  before(async () => {
    backend = await startTestBackend();
    token = await tokenOf(backend, makeActor(backend, "guided"));
  });
  after(() => backend.stop());

  const commands = [...GUIDE.matchAll(/```sh\n([^`]*?)\n# (\d{3})\n```/g)].map(([, command = "", status]) => ({
    command,
    status: Number(status),
  }));

  it("says of each of its commands what the answer is", () => {
    expect(GUIDE.match(/```sh/g)).to.have.length(commands.length);
    expect(commands).to.have.length(13);
  });

  for (const { command, status } of commands) {
    it(`tells the truth: ${status} for ${command.split("\n")[0]}`, async () => {
      const { url, method, headers, body } = readCurl(command, { WAYBILL: backend.url, TOKEN: token });
      const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      expect(answer.status, await answer.text()).to.equal(status);
    });
  }
});
