import type { Address } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keccak256, toBytes } from "viem";
import { createToken } from "../../scripts/demo/token.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { ROOT } from "../../scripts/start/root.ts";
import { runDirectory } from "../support/resources.ts";
import { commandsOf, guidesWithCommands, runGuideCommand } from "./support/guide-commands.ts";
import { getJson, system, type System } from "./support/system.ts";

/** Guides whose commands run against the demonstration, as their readers run them. */
const RUN_HERE = ["supplier", "auditor", "consumer", "footprints", "retiring"];
/** Guides whose commands say their answers, and the tests that hold them to that. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  claims: "backend/test/carbon/claims-guide.test.ts",
  "epcis-client": "backend/test/traceability/epcis/client-guide.test.ts",
  operator: "backend/test/installation/operator-guide.test.ts",
  pact: "backend/test/exchange/guide.test.ts",
  warehouse: "backend/test/warehouse/guide.test.ts",
};
/** Commands that are not run as they stand, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "curl -s http://localhost:3000/verifier.html | sha256sum": "sha256sum is no part of the project; the rule below computes the same",
};
const WHO = "Glades Row Farms";
const SUBJECT = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";

interface Named {
  batch: string;
  retirement: string;
  account: string;
  document: string;
  token: string;
}

describe("the guides", function () {
  this.timeout(60_000);
  let all: System;
  let cwd: string;
  let named: Named;
  before(async function () {
    this.timeout(240_000);
    all = await system();
    cwd = mkdtempSync(join(runDirectory(), "guides-"));
    named = await namedBy(all, cwd);
  });

  /** What a reader puts where the guide leaves something open. */
  function filledIn(command: string): string {
    return command
      .replaceAll(/(?:http:\/\/)?localhost:3000/g, all.url)
      .replaceAll(/<address of a node>|http:\/\/localhost:8545/g, all.rpcUrl)
      .replaceAll(/(batches\/|batch=)0x…/g, `$1${named.batch}`)
      .replaceAll(/(accounts\/|holder=)0x…/g, `$1${named.account}`)
      .replaceAll("retirements/0x…", `retirements/${named.retirement}`)
      .replaceAll("documents/b…", `documents/${named.document}`)
      .replaceAll("Bearer …", `Bearer ${named.token}`)
      .replaceAll(/(subject=)https:\/\/id\.gs1\.org\/01\/…\/10\/…/g, `$1${SUBJECT}`)
      .replaceAll('"subject":"…"', `"subject":"${SUBJECT}"`);
  }

  it("have no command that no test runs", () => {
    expect(guidesWithCommands()).to.deep.equal([...RUN_HERE, ...Object.keys(RUN_ELSEWHERE)].sort());
    for (const [guide, file] of Object.entries(RUN_ELSEWHERE))
      expect(readFileSync(join(ROOT, file), "utf8"), file).to.match(new RegExp(`testGuide\\("${guide}"|guides/${guide}\\.md`));
    expect(Object.keys(NOT_RUN).filter((command) => !RUN_HERE.some((guide) => commandsOf(guide).includes(command)))).to.deep.equal([]);
  });

  it("put an address with a ? in quotes, which some shells want", () => {
    const unquoted = guidesWithCommands().flatMap((guide) =>
      commandsOf(guide).filter((one) => /\?/.test(one.replaceAll(/"[^"]*"|'[^']*'/g, ""))),
    );
    expect(unquoted).to.deep.equal([]);
  });

  for (const guide of RUN_HERE) {
    for (const command of commandsOf(guide).filter((one) => !Object.hasOwn(NOT_RUN, one))) {
      it(`tell the truth: ${guide} has ${command}`, async () => {
        const ready = filledIn(command);
        expect(ready, "left open").not.to.match(/…|<[a-z ]+>/);
        // What is not final yet is unknown to a check, until it is.
        const run = async () => {
          const said = await runGuideCommand(ready, { cwd, home: all.home });
          return said.code === 2 ? undefined : said;
        };
        const { isGood, code, text } = await waitFor(run, { what: `an answer to ${ready}`, deadlineMilliseconds: 30_000 });
        expect(isGood, `${code}: ${text}`).to.equal(true);
        if (command.includes("keccak256")) expect(text.trim()).to.equal(keccak256(toBytes(await contentOf(all, named.document))));
      });
    }
  }

  it("name the digest of the verifier as it is published beside it", async () => {
    const page = new Uint8Array(await (await fetch(`${all.url}/verifier.html`)).arrayBuffer());
    const digest = createHash("sha256").update(page).digest("hex");
    expect(JSON.stringify(await getJson(`${all.url}/verifier.json`))).to.include(digest);
  });
});

async function contentOf({ url }: System, document: string): Promise<string> {
  return (await fetch(`${url}/api/documents/${document}/content`)).text();
}

/** What the demonstration has of what commands name; and the bundle of a statement that somebody kept. */
async function namedBy(all: System, cwd: string): Promise<Named> {
  const listOf = async <Item>(path: string) => ((await getJson(`${all.url}${path}`)) as { items: Item[] }).items;
  const first = async <Item>(path: string) => (await listOf<Item>(path))[0];
  const account = all.organisations.find(({ name }) => name === WHO)?.account as Address;
  const statement = await first<{ commitment: string }>(`/api/statements?account=${account}`);
  const bundle = await fetch(`${all.url}/api/statements/${statement?.commitment}/bundle`);
  writeFileSync(join(cwd, "statement.json"), await bundle.text());
  const listed = await Promise.all(
    all.organisations.map((one) => listOf<{ cid: string; erasedAt: string | null }>(`/api/documents?account=${one.account}`)),
  );
  return {
    account,
    batch: (await first<{ batch: string }>("/api/carbon/batches"))?.batch ?? "",
    retirement: (await first<{ retirement: string }>("/api/carbon/retirements"))?.retirement ?? "",
    document: listed.flat().find(({ erasedAt }) => erasedAt === null)?.cid ?? "",
    token: await createToken(all.databaseUrl, account),
  };
}
