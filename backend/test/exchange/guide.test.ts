import { expect } from "chai";
import { readFileSync } from "node:fs";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { readCurl } from "../support/curl.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";

const GUIDE = readFileSync(new URL("../../../docs/guides/pact.md", import.meta.url), "utf8");

/** What the guide calls what answers hold. */
const NAMED: readonly [variable: string, ...path: string[]][] = [
  ["FOOTPRINT", "footprint", "id"],
  ["PARTNER", "id"],
  ["CLIENT", "clientId"],
  ["SECRET", "clientSecret"],
  ["ACCESS", "access_token"],
];

describe("the guide for PACT", () => {
  let backend: TestBackend;
  const variables: Record<string, string> = {};
  before(async () => {
    backend = await startTestBackend();
    await register(backend, "guided");
    variables["WAYBILL"] = backend.url;
    variables["TOKEN"] = await tokenOf(backend, accountOf("guided").address);
  });
  after(() => backend.stop());

  const commands = [...GUIDE.matchAll(/```sh\n([^`]*?)\n# (\d{3})\n```/g)].map(([, command = "", status]) => ({
    command,
    status: Number(status),
  }));

  it("says of each of its commands what the answer is", () => {
    expect(GUIDE.match(/```sh/g)).to.have.length(commands.length);
    expect(commands).to.have.length(9);
  });

  for (const { command, status } of commands) {
    it(`tells the truth: ${status} for ${command.split("\n")[0]}`, async () => {
      const { url, method, headers, body } = readCurl(command, variables);
      const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const text = await answer.text();
      expect(answer.status, text).to.equal(status);
      for (const [name, ...path] of NAMED) {
        const value = path.reduce<unknown>((node, member) => (node as Record<string, unknown> | undefined)?.[member], JSON.parse(text));
        if (typeof value === "string") variables[name] = value;
      }
    });
  }
});
