import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { privateKeyToAccount } from "viem/accounts";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { contentIdOf } from "../../protocol/src/documents/content-id.ts";
import { ipfsLinkOf } from "../../protocol/src/documents/document-link.ts";
import { unitOf } from "../../protocol/src/hashing/unit.ts";
import type { CustodyProof, CustodyStep, JourneyBundle } from "../../protocol/src/schemas/bundle.ts";
import type { Hex32, Subject } from "../../protocol/src/schemas/primitives.ts";
import { handoverTypedData, openTypedData } from "../../protocol/src/typed-data/custody.ts";
import { createRpcReader } from "../../protocol/src/verify/rpc-reader.ts";
import { verifyJourney } from "../../protocol/src/verify/verify-journey.ts";
import { accountNamed, addressOf, profileNamed, saltNamed } from "../../protocol/test/support/accounts.ts";
import { AnvilChain } from "../../protocol/test/support/anvil-chain.ts";
import { DRESSING, harvested, mixed, packed, PALLET, SALAD } from "../../protocol/test/support/events.ts";
import { textOf, troubleIn } from "../../protocol/test/support/scene.ts";
import { FakeService, signTypedData, type Statement } from "../../protocol/test/support/service.ts";
import { run as disclose } from "../../scripts/cli/disclose.ts";
import { run } from "../../scripts/cli/verify.ts";
import { httpRequest } from "../../scripts/cli/verify/http-request.ts";
import { deploySystem } from "../../scripts/deploy.ts";
import { mine, startAnvil } from "../support/anvil.ts";

const FAR_AWAY = 4_000_000_000;

describe("a bundle checked against the real contract", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let chain: AnvilChain;
  let service: FakeService;
  let statements: Statement[];
  const folder = mkdtempSync(join(tmpdir(), "waybill-bundles-"));

  before(async function () {
    this.timeout(120_000);
    anvil = await startAnvil();
    const [deployer, registrar] = [privateKeyToAccount(developmentKey(0)), privateKeyToAccount(developmentKey(1))];
    const parameters = { rpcUrl: anvil.url, deployerKey: developmentKey(0), admin: deployer.address, registrar: registrar.address };
    const { supplyChain } = await deploySystem(parameters);
    chain = new AnvilChain(anvil.url, supplyChain, registrar);
    service = await FakeService.start(chain);
    for (const name of ["Farm", "Kitchen", "Shop"]) await service.enrol(name, 1);
    const fields = [await service.sign(harvested(), "Farm"), await service.sign(harvested(DRESSING), "Farm")];
    await service.anchor(...fields);
    const kitchen = [await service.sign(mixed(), "Kitchen"), await service.sign(packed(), "Kitchen")];
    await service.anchor(...kitchen);
    statements = [...fields, ...kitchen];
    await mine(anvil, 4);
  });

  after(() => rmSync(folder, { recursive: true }));

  /** Runs the command on a bundle file; answers its exit code and all that it printed. */
  async function command(bundle: object | string, ...more: string[]): Promise<{ code: number; out: string; err: string }> {
    const file = join(folder, "bundle.json");
    writeFileSync(file, typeof bundle === "string" ? bundle : textOf(bundle));
    let [out, err] = ["", ""];
    const io = { cwd: folder, stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (err += text) } };
    const code = await run(["bundle.json", "--rpc", anvil.url, "--contract", chain.supplyChain, ...more], io);
    return { code, out, err };
  }

  async function callDisclose(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let [out, err] = ["", ""];
    const io = { cwd: folder, stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (err += text) } };
    const code = await disclose(args, io);
    return { code, out, err };
  }

  it("exits with 0 and names every step of a valid statement", async () => {
    const { code, out } = await command(service.eventBundle(statements[0]!));
    expect(out).to.contain("VERIFIED").and.to.contain("✓ passed   anchor");
    expect(out.match(/✓ passed/g)?.length).to.equal(10);
    expect(code).to.equal(0);
  });

  it("exits with 1 and says what is wrong when a byte of the event was changed", async () => {
    const { code, out } = await command(textOf(service.eventBundle(statements[0]!)).replace('"quantity":250', '"quantity":251'));
    expect(out).to.contain("✗ failed   content-digest").and.to.contain("FAILED");
    expect(code).to.equal(1);
  });

  it("exits with 2 while the anchor is not final", async () => {
    const fresh = await service.sign(harvested("https://id.gs1.org/01/00860009999923/10/FRESH"), "Farm");
    await service.anchor(fresh);
    const { code, out } = await command(service.eventBundle(fresh));
    expect(out).to.contain("? unknown  finality");
    expect(code).to.equal(2);
  });

  it("exits with 2 until it is given the documents that the event points at, and with 1 when it can see that one was swapped", async () => {
    const file = Buffer.from("Salmonella: not detected in 25 g\n");
    const link = ipfsLinkOf(contentIdOf(file));
    const lot = harvested("https://id.gs1.org/01/00860009999923/10/TESTED");
    const tested = await service.sign({ ...lot, certificationInfo: link }, "Farm");
    await service.anchor(tested);
    await mine(anvil, 4);
    const bundle = service.eventBundle(tested);
    const without = await command(bundle);
    expect(without.out).to.contain("? unknown  documents");
    expect(without.code).to.equal(2);
    const path = join(folder, "report.txt");
    writeFileSync(path, file);
    const given = await command(bundle, "--document", path);
    expect(given.out).to.contain("✓ passed   documents");
    expect(given.code).to.equal(0);
    const entry = {
      link,
      cid: contentIdOf(file),
      visibility: "public" as const,
      bytes: Buffer.from("Salmonella: detected\n").toString("base64"),
    };
    expect((await command({ ...bundle, documents: [entry] })).code).to.equal(1);
    expect((await command(bundle, "--document", "no-such.pdf")).code).to.equal(3);
  });

  it("still verifies an old bundle after later anchors", async () => {
    const old = service.eventBundle(statements[0]!);
    for (let i = 0; i < 3; i++)
      await service.anchor(await service.sign(harvested(`https://id.gs1.org/01/00860009999923/10/LATER${i}`), "Farm"));
    const { code, out } = await command(old);
    expect(out).to.contain("VERIFIED");
    expect(code).to.equal(0);
  });

  it("prints the verdict as JSON", async () => {
    const { out } = await command(service.eventBundle(statements[0]!), "--json");
    expect(JSON.parse(out)).to.include({ outcome: "verified", commitment: statements[0]!.commitment });
  });

  it("verifies single fields that the holder of the bundle disclosed, and prints what they say", async () => {
    writeFileSync(join(folder, "whole.json"), textOf(service.eventBundle(statements[0]!)));
    const disclosed = await callDisclose("whole.json", "--fields", "/bizStep,/quantityList/0");
    expect(disclosed.code).to.equal(0);
    const { code, out } = await command(disclosed.out);
    expect(out.match(/✓ passed/g)?.length).to.equal(6);
    expect(out).to.contain('/bizStep  "').and.to.contain("/quantityList/0/quantity  250");
    expect(code).to.equal(0);
    const changed = await command(disclosed.out.replace(/("value": )250/, "$1251"));
    expect(changed.out).to.contain("✗ failed   fields");
    expect(changed.code).to.equal(1);
  });

  it("discloses nothing of a file that is no bundle of one statement, of a field that is not there, or when called wrongly", async () => {
    writeFileSync(join(folder, "whole.json"), textOf(service.eventBundle(statements[0]!)));
    writeFileSync(join(folder, "journey.json"), textOf(service.journeyBundle(SALAD, statements)));
    expect(await callDisclose("whole.json", "--fields", "/price")).to.include({ code: 1, out: "" });
    expect(await callDisclose("journey.json", "--fields", "/bizStep")).to.include({ code: 1, out: "" });
    for (const args of [[], ["whole.json"], ["whole.json", "--fields", "bizStep"], ["whole.json", "more", "--fields", "/a"], ["--x"]])
      expect(await callDisclose(...args), args.join(" ")).to.include({ code: 3, out: "" });
  });

  it("exits with 2 when the node is away and with 3 when it is called wrongly", async () => {
    const bundle = service.eventBundle(statements[0]!);
    const away = await command(bundle, "--rpc", "http://127.0.0.1:9");
    expect([away.code, away.err]).to.deep.equal([2, "The node at http://127.0.0.1:9 does not answer: no connection to 127.0.0.1:9.\n"]);
    const steps = await command(bundle, "--rpc", "http://127.0.0.1:9", "--chain-id", "31337");
    expect(steps.code).to.equal(2);
    expect(steps.out).to.contain("✓ passed   signature").and.to.contain("? unknown  anchor");
    expect((await command(bundle, "--contract", "0x12")).code).to.equal(3);
    expect((await command(bundle, "another.json")).code).to.equal(3);
    expect((await command(bundle, "--chain-id", "x")).code).to.equal(3);
  });

  it("fails on another contract than the one in the bundle", async () => {
    const { code, out } = await command(service.eventBundle(statements[0]!), "--contract", `0x${"7".repeat(40)}`);
    expect(out).to.contain("that you trust");
    expect(code).to.equal(1);
  });

  it("verifies a whole journey, with custody as the contract logged it", async () => {
    const custody = await handOver();
    await mine(anvil, 4);
    const journey = service.journeyBundle(SALAD, statements, [custody]);
    const verdict = await verifyJourney(textOf(journey), createRpcReader(httpRequest(anvil.url)), { trusted: chain });
    expect([verdict, ...verdict.events, ...verdict.histories, ...verdict.custody].flatMap(troubleIn)).to.deep.equal([]);
    const { code, out } = await command(journey);
    expect(out).to.contain(`Custody of ${PALLET}, held by ${addressOf(accountNamed("Shop"))}`);
    expect(code).to.equal(0);
    const missing: JourneyBundle = { ...journey, events: journey.events.slice(1) };
    expect((await command(missing)).out).to.contain("A statement that was anchored is missing");
  }).timeout(60_000);

  /** The kitchen puts the pallet under custody and hands it to the shop; somebody else pays. */
  async function handOver(): Promise<CustodyProof> {
    const payer = privateKeyToAccount(developmentKey(2));
    const [kitchen, shop] = [accountNamed("Kitchen"), accountNamed("Shop")];
    const [salt, docHash] = [saltNamed("pallet"), saltNamed("contents")];
    const unit = unitOf(PALLET as Subject, salt);
    const [from, to] = [addressOf(kitchen), addressOf(shop)];
    const deadline = FAR_AWAY;
    const consent = await signTypedData(kitchen, openTypedData(chain, { unit, holder: from, docHash, deadline }));
    const opened = await chain.send(payer, "openBySig", [unit, from, docHash, deadline, consent]);
    const typedData = handoverTypedData(chain, { unit, from, to, seq: 0, docHash, deadline });
    const [fromSignature, toSignature] = [await signTypedData(kitchen, typedData), await signTypedData(shop, typedData)];
    const moved = await chain.send(payer, "handover", [unit, to, docHash, deadline, fromSignature, toSignature]);
    const place = ({ transactionHash, timestamp }: { transactionHash: Hex32; timestamp: number }) => ({ transactionHash, timestamp });
    const steps: CustodyStep[] = [
      { kind: "opened", seq: 0, holder: from, docHash, ...place(opened) },
      { kind: "handed-over", seq: 0, from, to, docHash, deadline, fromSignature, toSignature, ...place(moved) },
    ];
    return { subject: PALLET as Subject, salt, unit, steps, profiles: [profileNamed("Kitchen"), profileNamed("Shop")] };
  }
});
