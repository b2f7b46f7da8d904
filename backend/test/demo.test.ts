import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import pg from "pg";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { carbonCommitment, factorTableHash } from "@waybill/protocol/footprint/hashes";
import { recheckFootprint } from "@waybill/protocol/footprint/recheck";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import { leafHash, verifyInclusion } from "@waybill/protocol/hashing/merkle-tree";
import { checkCertificate } from "@waybill/protocol/certificates/check-certificate";
import type { Article } from "@waybill/protocol/schemas/api/catalogue";
import { carbonRights, creditBatchWithHolders, retirementView } from "@waybill/protocol/schemas/api/credits";
import { claimSummary, claimView } from "@waybill/protocol/schemas/api/claims";
import { factorTableView, footprintSummary, footprintView } from "@waybill/protocol/schemas/api/carbon";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { proveAnchoring } from "@waybill/protocol/verify/anchor-proof";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { createRun } from "@waybill/protocol/verify/run";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { createPublicClient, http, parseEventLogs, zeroAddress } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { footprintOf } from "../../protocol/test/support/lettuce-footprint.ts";
import { run as checkCertificateFile } from "../../scripts/cli/certificate.ts";
import { loadDemo } from "../../scripts/demo/load.ts";
import { fillShop } from "../../scripts/demo/shop.ts";
import { enrolAnchorer } from "../../scripts/deployment/enrol-anchorer.ts";
import { createDatabase } from "../../test/support/postgres.ts";
import { startBackend, type Backend } from "../src/composition.ts";
import { batchKey } from "../src/modules/credits/credits.projections.ts";
import { developmentKey } from "../src/config/development-keys.ts";
import { balanceOf, VERIFIER_ROLE } from "./support/claiming.ts";
import { configOf, KEYS, startChainWorld, type ChainWorld } from "./support/chain-world.ts";
import { waitFor } from "./support/wait-for.ts";

const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";
const RAIL = "https://id.gs1.org/01/10860009999920/10/RAIL-0502";
const PALLET = "https://id.gs1.org/00/008600099999850000";

describe("the demonstration on a real chain", () => {
  let world: ChainWorld;
  let backend: Backend;
  let summary: string;
  let databaseUrl: string;
  before(async function () {
    this.timeout(180_000);
    world = await startChainWorld();
    const supplyChain = world.deployment.supplyChain as Address;
    await enrolAnchorer({ rpcUrl: world.anvil.url, supplyChain, registrarKey: KEYS.relayer, relayerKey: KEYS.relayer });
    const verifier = privateKeyToAddress(developmentKey(7));
    await world.callManager(world.deployment.accessManager, "grantRole", [VERIFIER_ROLE, verifier, 0]);
    const { url } = await createDatabase();
    databaseUrl = url;
    backend = await startBackend(configOf(world, url, { WAYBILL_DEMO: "on" }));
    ({ summary } = await loadDemo({ apiUrl: backend.url ?? "", databaseUrl: url, rpcUrl: world.anvil.url }));
    await world.mine(70);
  });
  after(() => backend?.stop());

  const journeyOf = async (subject: string): Promise<JourneyView> =>
    (await (await fetch(`${backend.url}/api/journeys?subject=${encodeURIComponent(subject)}`)).json()) as JourneyView;

  it("becomes final as a whole", async () => {
    await waitFor("finality", async () => {
      const { items } = (await (await fetch(`${backend.url}/api/anchors`)).json()) as { items: { finality: string }[] };
      return items.length > 0 && items.every(({ finality }) => finality === "final") ? true : undefined;
    });
    expect((await journeyOf(SALAD)).statements.every(({ state }) => state === "final")).to.equal(true);
  });

  it("tells the truth about the oddities of real data", async () => {
    const { findings, statements, custody } = await journeyOf(SALAD);
    const rules = new Set(findings.map(({ rule }) => rule));
    for (const rule of ["conflicting-transformations", "same-event-id", "time-zone-mismatch", "unknown-origin"])
      expect([...rules]).to.include(rule);
    expect(statements.every(({ authorship, author }) => authorship === "signed" && author.name !== null)).to.equal(true);
    expect(custody.map(({ subject, seq }) => [subject, seq])).to.deep.equal([[PALLET, 1]]);
  });

  /** What somebody else has: a node, and the contract that it trusts. */
  function stranger() {
    const client = createPublicClient({ transport: http(world.anvil.url) });
    const reader = createRpcReader((method, params) => client.request({ method, params } as never));
    return { reader, trusted: { chainId: 31337, supplyChain: world.deployment.supplyChain as Address } };
  }

  async function verdictOf(subject: string) {
    const { reader, trusted } = stranger();
    const answer = await fetch(`${backend.url}/api/journeys/bundle?subject=${encodeURIComponent(subject)}`);
    const text = await answer.text();
    expect(answer.status, text.slice(0, 300)).to.equal(200);
    return verifyJourney(text, reader, { trusted });
  }

  it("sells what came of the chain, and makes nobody an admin whose key everybody knows", async () => {
    const { items } = (await (await fetch(`${backend.url}/api/articles`)).json()) as { items: Article[] };
    expect(items.map(({ gtin, availability }) => [gtin, availability])).to.deep.include.members([
      ["10860009998039", "in-stock"],
      ["09780143038580", "few"],
      ["09780618249060", "sold-out"],
    ]);
    const salad = (await (await fetch(`${backend.url}/api/search?q=10860009998039`)).json()) as { items: { value: string }[] };
    expect(salad.items.map(({ value }) => value)).to.include(SALAD);
    const pool = new pg.Pool({ connectionString: databaseUrl });
    expect((await pool.query("SELECT 1 FROM installation_roles")).rowCount).to.equal(0);
    const moves = async () => (await pool.query("SELECT 1 FROM stock_moves")).rowCount;
    const before = await moves();
    await pool.query("UPDATE articles SET price_minor = 1 WHERE gtin = '10860009998039'");
    await fillShop(databaseUrl);
    expect(await moves()).to.equal(before);
    expect((await pool.query("SELECT price_minor FROM articles WHERE gtin = '10860009998039'")).rows).to.deep.equal([{ price_minor: "1" }]);
    await pool.end();
  });

  it("is verified in every part by a stranger with a node", async function () {
    this.timeout(60_000);
    const { outcome, events, histories, custody } = await verdictOf(SALAD);
    const open = [...events, ...histories, ...custody]
      .flatMap(({ steps }) => steps.map(({ id, status, reason }) => ({ id, status, reason })))
      .filter(({ status }) => status !== "passed");
    expect(open).to.deep.equal([]);
    expect(outcome).to.equal("verified");
  });

  it("has a footprint per salad, of which every number follows from its sources, and its hash is anchored", async () => {
    const get = async (path: string) => (await (await fetch(`${backend.url}${path}`)).json()) as unknown;
    const { items } = pageOf(footprintSummary).parse(await get(`/api/footprints?subject=${encodeURIComponent(SALAD)}`));
    const { footprint, commitment, anchoring, state } = footprintView.parse(await get(`/api/footprints/${items[0]?.hash}`));
    expect(footprint.perUnit).to.deep.equal({ unit: "383", piece: "64" });
    expect(recheckFootprint(footprint, [DESNZ_2025], new Date())).to.deep.equal([]);
    const known = new Set((await journeyOf(SALAD)).statements.map((statement) => statement.commitment));
    const told = [
      footprint.massEvidence ?? [],
      ...footprint.elements.flatMap((one) => [one.evidence, ...one.allocations.map((part) => part.evidence)]),
    ];
    for (const evidence of told) {
      expect(evidence.filter(({ statement }) => statement !== null)).to.have.length.greaterThan(0);
      for (const { statement, says } of evidence)
        expect(statement === null ? /^(master data|custody handed over)/.test(says) : known.has(statement), says).to.equal(true);
    }
    expect(
      told
        .flat()
        .map(({ says }) => says)
        .join(),
    ).to.include("custody handed over by both parties");
    // What follows from the documents themselves, without this service.
    const numbers = ({ massGrams, units, elements }: Footprint) =>
      JSON.stringify([
        ...[massGrams, units],
        elements.map((one) => [one.subject, one.massGrams, one.allocations.map(({ what }) => what), one.calculation, one.emissions]),
      ]);
    expect(numbers(footprint)).to.equal(numbers(footprintOf(SALAD)));
    // It is whole: no way is without data. Where the documents contradict each other, that is named.
    expect([footprint.status, footprint.missing.map(({ reason }) => reason)]).to.deep.equal(["contested", ["contested", "contested"]]);
    expect([state, anchoring !== null]).to.deep.equal(["final", true]);
    const anchors = (await get("/api/anchors")) as { items: { batch: { commitments: string[]; statements: number } | null }[] };
    const listed = anchors.items.flatMap(({ batch }) => batch?.commitments ?? []);
    // The fish, and the lot that went by rail, have nothing to do with the salad.
    expect([listed.includes(commitment), listed.length]).to.deep.equal([false, (await journeyOf(SALAD)).statements.length + 4]);
    const { inclusion, anchor } = anchoring!;
    expect(verifyInclusion(leafHash(commitment as Hex32), inclusion, anchor.root as Hex32)).to.equal(true);
  });

  it("names the factor tables of a footprint by hashes that lead to the chain's log, as a stranger with a node finds", async () => {
    const get = async (path: string) => (await (await fetch(`${backend.url}${path}`)).json()) as unknown;
    const { items } = pageOf(footprintSummary).parse(await get(`/api/footprints?subject=${encodeURIComponent(SALAD)}`));
    const { footprint } = footprintView.parse(await get(`/api/footprints/${items[0]?.hash}`));
    expect(footprint.tables.map(({ id }) => id)).to.deep.equal(["desnz-2025"]);
    const { reader, trusted } = stranger();
    for (const { hash } of footprint.tables) {
      const { table, state, anchoring } = factorTableView.parse(await get(`/api/factor-tables/${hash}`));
      expect([factorTableHash(table), state]).to.deep.equal([hash, "final"]);
      const commitment = carbonCommitment("factor-table", factorTableHash(table));
      const { inclusion, anchor, finality } = await proveAnchoring(
        createRun(reader, trusted, { ...trusted, fromBlock: 0 }),
        "table",
        commitment,
        anchoring,
      );
      expect([inclusion.status, anchor.status, finality.status], anchor.reason).to.deep.equal(["passed", "passed", "passed"]);
    }
  });

  it("has a saving issued that a verifier signed, as many grams on chain as the two footprints differ", async () => {
    const get = async (path: string) => (await (await fetch(`${backend.url}${path}`)).json()) as unknown;
    const [listed] = pageOf(claimSummary).parse(await get("/api/carbon/claims?state=issued")).items;
    const claim = claimView.parse(await get(`/api/carbon/claims/${listed?.id}`));
    expect([claim.grams, claim.verifier.name, claim.issuance?.finality]).to.deep.equal(["3338195", "Caloosa Laboratory", "final"]);
    const batch = creditBatchWithHolders.parse(await get(`/api/carbon/batches/${batchKey(BigInt(claim.batch))}`));
    expect(batch.claim).to.equal(claim.id);
    const { issued, buffer, retired, held } = batch.accounts;
    expect([issued, buffer, retired, batch.isConserved]).to.deep.equal([claim.grams, claim.bufferGrams, "250000", true]);
    const shares = batch.holders.map(({ holder, grams }) => [holder.name, grams]);
    expect(shares).to.deep.equal([
      ["Lakeshore Salad Kitchen", String(BigInt(held) - 250_000n)],
      ["Indian River Packing", "250000"],
    ]);
    for (const { holder, grams } of batch.holders) expect(await balanceOf(world, holder.account, claim.batch)).to.equal(BigInt(grams));
  });

  it("leaves a saving to be claimed, of a lot whose footprint is complete, and wallets for whoever claims, verifies and issues it", async () => {
    const get = async (path: string) => (await (await fetch(`${backend.url}${path}`)).json()) as unknown;
    const { footprint } = footprintView.parse(await get(`/api/footprints/current?subject=${encodeURIComponent(RAIL)}`));
    const [kitchen] = (await journeyOf(RAIL)).statements.map(({ author }) => author.account).slice(-1);
    expect([footprint.status, footprint.elements.map((element) => element.kind === "transport" && element.receiver)]).to.deep.equal([
      ...["complete", [kitchen]],
    ]);
    const claims = pageOf(claimSummary).parse(await get("/api/carbon/claims")).items;
    expect(claims.filter(({ subject }) => subject === RAIL)).to.deep.equal([]);
    const wallets = (await get("/api/demo/wallets")) as { account: string; name: string }[];
    const rights = await Promise.all(wallets.map(({ account }) => get(`/api/carbon/accounts/${account}/rights`)));
    expect(wallets.map(({ name }) => name).slice(-2)).to.deep.equal(["Caloosa Laboratory", "Biscayne Carbon Registry"]);
    expect(rights.map((of) => Object.values(carbonRights.parse(of)).slice(1)).slice(-2)).to.deep.equal([
      [true, false, false],
      [false, true, true],
    ]);
  });

  it("says that a saving was issued, passed on in part and retired in part by signature, and the token's log says the same", async () => {
    expect(summary).to.match(
      /one pallet handed over, one saving issued, 500 kg of it passed on, 250 kg of it retired by signature, 5 articles in the shop$/,
    );
    const client = createPublicClient({ transport: http(world.anvil.url) });
    const token = world.deployment.carbon.token as Address;
    const logs = parseEventLogs({
      ...{ abi: carbonTokenAbi, eventName: ["TransferSingle", "Retired"] as const },
      logs: await client.getLogs({ address: token, fromBlock: 0n }),
    });
    const wallets = (await (await fetch(`${backend.url}/api/demo/wallets`)).json()) as { account: string; name: string }[];
    const nameOf = new Map(wallets.map(({ account, name }) => [account.toLowerCase(), name]));
    const named = (account: string) => nameOf.get(account.toLowerCase()) ?? (account === zeroAddress ? "nobody" : account);
    const told = logs.map(({ eventName, args }) =>
      eventName === "Retired" ? [eventName, named(args.holder), args.amount] : [named(args.from), named(args.to), args.value],
    );
    const [kitchen, packer] = ["Lakeshore Salad Kitchen", "Indian River Packing"];
    const moved = told.filter(([first]) => first !== "Retired");
    expect(moved.map(([from, to]) => `${from} to ${to}`)).to.deep.equal([
      `nobody to ${kitchen}`,
      `${kitchen} to ${packer}`,
      `${packer} to nobody`,
    ]);
    expect(moved.slice(1).map(([, , grams]) => grams)).to.deep.equal([500_000n, 250_000n]);
    expect(told.filter(([first]) => first === "Retired")).to.deep.equal([["Retired", packer, 250_000n]]);
    // Who retired has never sent a transaction, and so has paid for none.
    const [holder] = [...nameOf].find(([, name]) => name === packer) ?? [];
    expect(await client.getTransactionCount({ address: holder as Address })).to.equal(0);
  });

  it("has a part of it passed on, and of that a part retired by its new holder's signature, with a certificate that the chain alone proves", async () => {
    const get = async (path: string) => (await fetch(`${backend.url}${path}`)).json() as Promise<unknown>;
    const [retired] = pageOf(retirementView).parse(await get("/api/carbon/retirements")).items;
    expect(retired?.holder.name).to.equal("Indian River Packing");
    const paper = await get(`/api/carbon/retirements/${retired?.retirement}/certificate`);
    const trusted = { chainId: world.deployment.chainId, token: world.deployment.carbon.token as Address };
    const node = createPublicClient({ transport: http(world.anvil.url) });
    await world.mine(70);
    const verdict = await checkCertificate(JSON.stringify(paper), (method, params) => node.request({ method, params } as never), trusted);
    expect(verdict.outcome, JSON.stringify(verdict.steps)).to.equal("verified");
  });

  describe("is never green again", () => {
    const TABLES = ["statements", "statement_subjects", "batch_leaves", "history_entries", "organisations", "custody_units"];
    const sql = (text: string) => backend.app.db.pool.query(text);
    beforeEach(async () => {
      for (const table of TABLES) await sql(`CREATE TABLE kept_${table} AS TABLE ${table}`);
    });
    afterEach(async () => {
      for (const table of TABLES) {
        await sql(`DELETE FROM ${table}`);
        await sql(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE kept_${table}`);
        await sql(`DROP TABLE kept_${table}`);
      }
      expect((await verdictOf(SALAD)).outcome).to.equal("verified");
    });

    const last = "(SELECT commitment FROM statements WHERE event_json LIKE '%SALAD-20260420-A%' ORDER BY sequence LIMIT 1)";
    const DROP_LISTED = `WITH entry AS (DELETE FROM history_entries WHERE commitment IN (SELECT unit FROM custody_units)) DELETE FROM custody_units`;
    const tampers: [string, string][] = [
      [
        "a number in a stored event is changed",
        `UPDATE statements SET event_json = replace(event_json, '2000', '2001') WHERE commitment = ${last}`,
      ],
      [
        "a time in a stored event is changed",
        `UPDATE statements SET event_json = replace(event_json, '2026-04-20T00', '2026-04-20T01') WHERE commitment = ${last}`,
      ],
      [
        "two signatures are swapped",
        `UPDATE statements a SET signature = b.signature FROM statements b
         WHERE a.commitment <> b.commitment AND a.account = b.account AND a.commitment = ${last}`,
      ],
      [
        "a signed statement is passed off as another organisation's",
        `UPDATE statements SET account = (SELECT min(account) FROM statements) WHERE commitment = ${last}`,
      ],
      ["a salt is lost", `UPDATE statements SET salt = '0x${"00".repeat(32)}' WHERE commitment = ${last}`],
      ["an event is dropped from the database", `DELETE FROM statements WHERE commitment = ${last}`],
      ["an event is dropped from what the journey is about", `DELETE FROM statement_subjects WHERE commitment = ${last}`],
      ["a leaf is cut out of a batch", `DELETE FROM batch_leaves WHERE value = ${last}`],
      ["an entry is cut out of the histories", `DELETE FROM history_entries WHERE commitment = ${last}`],
      ["the record of who held the pallet is dropped whole", "DELETE FROM custody_units"],
      ["that record is dropped together with its entry in the pallet's history", DROP_LISTED],
      ["an organisation is renamed", "UPDATE organisations SET name = name || ' Inc.'"],
    ];
    for (const [what, statement] of tampers) {
      it(`when ${what}`, async function () {
        this.timeout(60_000);
        const { rowCount } = await sql(statement);
        expect(rowCount, "rows tampered with").to.be.greaterThan(0);
        expect((await verdictOf(SALAD)).outcome).to.be.oneOf(["failed", "unknown"]);
      });
    }
  });

  describe("with the backend stopped", () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "waybill-certificate-"));
      const get = async (path: string) => (await fetch(`${backend.url}${path}`)).json() as Promise<unknown>;
      const [retired] = pageOf(retirementView).parse(await get("/api/carbon/retirements")).items;
      await writeFile(
        join(folder, "certificate.json"),
        JSON.stringify(await get(`/api/carbon/retirements/${retired?.retirement}/certificate`)),
      );
      await backend.stop();
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /** `waybill certificate verify`, with what it prints. */
    async function verify(file: string) {
      const said: string[] = [];
      const out = { write: (text: string) => said.push(text) } as never;
      const args = ["verify", file, "--rpc", world.anvil.url, "--token", world.deployment.carbon.token];
      return { code: await checkCertificateFile(args, { cwd: folder, stdout: out, stderr: out } as never), said: said.join("") };
    }

    it("its retirement is proven by the command line from the chain alone, and a certificate of more grams is not", async () => {
      expect(await fetch(backend.url ?? "").catch(() => "nobody answers")).to.equal("nobody answers");
      const { code, said } = await verify("certificate.json");
      expect(code, said).to.equal(0);
      expect(said).to.include("250 kg");
      const text = await readFile(join(folder, "certificate.json"), "utf8");
      await writeFile(join(folder, "more.json"), text.replaceAll('"250000"', '"350000"'));
      expect(await verify("more.json")).to.have.property("code", 1);
    });
  });
});
