import { certificate, type Certificate } from "@waybill/protocol/certificates/certificate";
import { checkCertificate } from "@waybill/protocol/certificates/check-certificate";
import { formatGrams } from "@waybill/protocol/measures/grams";
import {
  retirementPreview,
  retirementRequestView,
  type RetirementPreview,
  type RetirementRequestView,
  type RetirementView,
} from "@waybill/protocol/schemas/api/credits";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { retireTypedData } from "@waybill/protocol/typed-data/carbon";
import { expect } from "chai";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";
import { privateKeyToAccount } from "viem/accounts";
import { run } from "../../../scripts/cli/certificate.ts";
import { httpRequest } from "../../../scripts/cli/verify/http-request.ts";
import { messageOf, termsOf } from "../../src/modules/credits/retirement-terms.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { ISSUER_ROLE } from "../support/claiming.ts";
import { creditActions } from "../support/crediting.ts";
import { waitFor } from "../support/wait-for.ts";

interface Problem {
  code: string;
  detail: string;
  errors?: { pointer: string; message: string }[];
}
type Terms = Record<string, unknown>;

describe("retiring by signature", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let act: ReturnType<typeof creditActions>;
  let batch: Hex32;
  let file: string;
  before(async () => {
    world = await startChainWorld();
    act = creditActions(world);
    await act.grantRoles();
    backend = await startChainBackend(world);
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
    batch = await act.issue(KEYS.alice, 10_000n);
    await waitFor("the batch", async () => ((await backend.get(`/api/carbon/batches/${batch}`)).status === 200 ? true : undefined));
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  const terms = (changes: Terms = {}): Terms => ({
    ...{ holder: act.addressOf(KEYS.alice), batch, grams: "1500", beneficiary: act.addressOf(KEYS.alice), note: "Order 4711" },
    ...{ periodStart: 1_704_067_200, periodEnd: 1_735_689_599, country: "DE", ...changes },
  });
  const previewOf = (body: Terms) => backend.post<RetirementPreview & Problem>("/api/carbon/retirements/preview", body);
  const post = (body: Terms) => backend.post<RetirementRequestView & Problem>("/api/carbon/retirements", body);

  /** What a wallet does with a preview: it signs the typed data as it came. */
  async function signed(changes: Terms = {}, key: Hex32 = KEYS.alice): Promise<Terms> {
    const body = terms(changes);
    const { status, body: preview } = await previewOf(body);
    if (status !== 200) throw new Error(JSON.stringify(preview));
    const signature = await privateKeyToAccount(key).signTypedData(preview.typedData as never);
    return { ...body, nonce: preview.nonce, deadline: preview.deadline, signature };
  }

  async function requestIn(digest: string, is: (view: RetirementRequestView) => boolean): Promise<RetirementRequestView> {
    return waitFor("the request", async () => {
      const { body } = await backend.get<RetirementRequestView>(`/api/carbon/retirement-requests/${digest}`);
      return is(body) ? body : undefined;
    });
  }

  it("says before anybody signs what is retired, for whom, and that it cannot be undone", async () => {
    const { status, body } = await previewOf(terms());
    expect(status, JSON.stringify(body)).to.equal(200);
    retirementPreview.parse(body);
    const text = body.sentences.join(" ");
    for (const part of ["1.5 kg", "Alice Farms", "2024-01-01 to 2024-12-31", "Order 4711", "7.5 kg", "cannot be undone", "pay nothing"])
      expect(text).to.contain(part);
    expect([body.heldBefore, body.heldAfter, body.nonce]).to.deep.equal(["9000", "7500", 0]);
  });

  it("retires what the holder signed, who pays nothing, and follows it until it is final", async () => {
    const balance = await world.anvil.rpc("eth_getBalance", [act.addressOf(KEYS.alice), "latest"]);
    const request = await signed({ shipment: word(5) });
    const { status, body } = await post(request);
    expect(status, JSON.stringify(body)).to.equal(202);
    retirementRequestView.parse(body);
    const again = await post(request);
    expect([again.status, again.body.digest]).to.deep.equal([202, body.digest]);
    const included = await requestIn(body.digest, ({ retirement }) => retirement !== null);
    expect(await act.read("claimOf", [word(5), act.addressOf(KEYS.alice)])).to.equal(included.retirement);
    expect(await act.read("balanceOf", [act.addressOf(KEYS.alice), BigInt(batch)])).to.equal(7_500n);
    expect(await world.anvil.rpc("eth_getBalance", [act.addressOf(KEYS.alice), "latest"])).to.equal(balance);
    await world.mine(3);
    await requestIn(body.digest, ({ state, finality }) => state === "final" && finality === "final");
    const late = await post({ ...request, note: "Another note" });
    expect([late.status, late.body.code]).to.deep.equal([409, "credits.shipment-claimed"]);
  });

  it("names the retirement that has claimed a shipment already", async () => {
    const name = String(await act.read("claimOf", [word(5), act.addressOf(KEYS.alice)]));
    const { status, body } = await previewOf(terms({ shipment: word(5) }));
    expect([status, body.code]).to.deep.equal([409, "credits.shipment-claimed"]);
    expect(body.detail).to.contain(name);
    expect(body.errors).to.deep.equal([{ pointer: "/shipment", message: `is claimed by ${name}` }]);
    expect((await previewOf(terms({ shipment: word(6) }))).status).to.equal(200);
  });

  it("refuses what the contract would refuse, with the place in the request, and stores nothing", async () => {
    const good = await signed();
    const count = async () => (await backend.app.db.pool.query("SELECT 1 FROM retirement_requests")).rowCount;
    const before = await count();
    const [year, bob] = [366 * 86_400, act.addressOf(KEYS.bob)];
    const resigned = async (changes: Terms, parts: { nonce?: number; deadline?: number } = {}) => {
      const body = { ...good, ...parts, ...changes } as never as { nonce: number; deadline: number };
      const message = messageOf(termsOf({ shipment: null, ...body } as never), body);
      return { ...body, signature: await privateKeyToAccount(KEYS.alice).signTypedData(retireTypedData(act.chain, message)) };
    };
    const cases: [string, Terms, number, string, string | null][] = [
      ["more than is held", { ...good, grams: "7501" }, 409, "credits.above-balance", "/grams"],
      ["a foreign signature", await signed({ note: "x" }, KEYS.bob), 422, "credits.invalid-signature", "/signature"],
      ["other values than were signed", { ...good, note: "x" }, 422, "credits.invalid-signature", "/signature"],
      ["nothing", { ...good, grams: "0" }, 400, "", "/grams"],
      ["grams with a fraction", { ...good, grams: "1.5" }, 400, "", "/grams"],
      ["more than a token holds", { ...good, grams: "9".repeat(31) }, 400, "", "/grams"],
      ["a note of 513 bytes", { ...good, note: `${"é".repeat(256)}x` }, 400, "", "/note"],
      ["a period in the future", { ...good, periodStart: 2 ** 36, periodEnd: 2 ** 37 }, 422, "credits.bad-claim", "/periodStart"],
      ["a period that ends first", { ...good, periodStart: 2, periodEnd: 1 }, 422, "credits.bad-claim", "/periodEnd"],
      [
        "a period that ends in two years",
        { ...good, periodEnd: Number(good["deadline"]) + 2 * year },
        422,
        "credits.bad-claim",
        "/periodEnd",
      ],
      ["a shipment in another's name", { ...good, shipment: word(6), beneficiary: bob }, 422, "credits.bad-claim", "/beneficiary"],
      ["nobody's name", { ...good, beneficiary: `0x${"00".repeat(20)}` }, 422, "credits.bad-claim", "/beneficiary"],
      ["an unknown batch", { ...good, batch: word(9) }, 404, "credits.batch-unknown", "/batch"],
      ["a country in small letters", { ...good, country: "de" }, 400, "", "/country"],
      ["a passed deadline", await resigned({}, { deadline: 1_700_000_000 }), 409, "credits.lapsed", "/deadline"],
      ["a deadline in years", await resigned({}, { deadline: Number(good["deadline"]) + year }), 422, "credits.too-late", "/deadline"],
      ["a used nonce", await resigned({}, { nonce: 0 }), 409, "credits.signature-spent", "/nonce"],
      ["a later nonce", await resigned({}, { nonce: 2 }), 409, "credits.nonce-ahead", "/nonce"],
    ];
    for (const [what, body, status, code, pointer] of cases) {
      const answer = await post(body);
      const seen = [answer.status === 422 && code === "" ? 400 : answer.status, code === "" ? "" : answer.body.code];
      expect(seen, `${what}: ${JSON.stringify(answer.body)}`).to.deep.equal([status, code]);
      if (pointer) expect(answer.body.errors?.[0]?.pointer, what).to.equal(pointer);
    }
    expect(await count()).to.equal(before);
  });

  it("refuses a signature that the holder took back on chain", async () => {
    const request = await signed({ note: "taken back" });
    await act.write(KEYS.alice, "withdrawRetirements", []);
    const { status, body } = await post(request);
    expect([status, body.code]).to.deep.equal([409, "credits.signature-spent"]);
  });

  it("retires no more than has a saving behind it", async () => {
    const reversed = await act.issue(KEYS.alice, 1_000n);
    await act.write(KEYS.relayer, "cancel", [BigInt(reversed), 700n, word(1)]);
    await waitFor("the reversal", async () => {
      const answer = await backend.get<{ accounts: { deficit: string } }>(`/api/carbon/batches/${reversed}`);
      return answer.status === 200 && answer.body.accounts.deficit === "600" ? true : undefined;
    });
    const { status, body } = await previewOf(terms({ batch: reversed, grams: "301" }));
    expect([status, body.code, body.errors?.[0]?.message]).to.deep.equal([409, "credits.not-backed", "must be at most 300"]);
    expect((await previewOf(terms({ batch: reversed, grams: "300" }))).status).to.equal(200);
  });

  it("goes back to being on its way when a reorganisation takes it, and arrives again", async () => {
    const { body } = await post(await signed({ grams: "10", note: "twice mined" }));
    const first = await requestIn(body.digest, ({ retirement }) => retirement !== null);
    const transactionBlock = async () => {
      const { items } = (await backend.get<{ items: RetirementView[] }>(`/api/carbon/retirements?batch=${batch}`)).body;
      return items.find(({ retirement }) => retirement === first.retirement)?.blockNumber;
    };
    const block = (await transactionBlock()) ?? 0;
    await world.reorg(Number(await world.anvil.rpc("eth_blockNumber", [])) - block + 1);
    await world.mine();
    const again = await waitFor("the second inclusion", async () => {
      const { body: view } = await backend.get<RetirementRequestView>(`/api/carbon/retirement-requests/${body.digest}`);
      return view.retirement !== null && ((await transactionBlock()) ?? 0) > block ? view : undefined;
    });
    expect(again.retirement).to.equal(first.retirement);
    expect(await act.read("balanceOf", [act.addressOf(KEYS.alice), BigInt(batch)])).to.equal(7_490n);
  });

  it("fails for now when a reorganisation takes the grams away that it is about, and is made once when they are issued again", async () => {
    const { accessManager } = world.deployment;
    // An issuer with a wallet of its own: what it sent is gone for good.
    await world.callManager(accessManager, "grantRole", [ISSUER_ROLE, act.addressOf(KEYS.deployer), 0]);
    const serials = { firstSerial: 1_000_001n, lastSerial: 1_000_500n };
    const issue = () => act.issue(KEYS.alice, 500n, serials, KEYS.deployer);
    const lost = await issue();
    const listed = async () => (await backend.get<{ blockNumber: number }>(`/api/carbon/batches/${lost}`)).body;
    const { blockNumber } = await waitFor("the batch", async () => [await listed()].find((one) => one.blockNumber));
    const request = await signed({ batch: lost, grams: "100", note: "of a batch that was undone" });
    const { digest } = (await post(request)).body;
    await requestIn(digest, ({ retirement }) => retirement !== null);
    await world.reorg(Number(await world.anvil.rpc("eth_blockNumber", [])) - blockNumber + 1);
    await world.mine();
    const failed = await requestIn(digest, ({ state }) => state === "failed");
    expect(failed.retirement).to.equal(null);
    expect(failed.reason).to.contain("CarbonTokenUnknownBatch");
    // The refusal itself may be undone until it is final.
    await world.mine(70);
    expect(await issue()).to.equal(lost);
    const again = await waitFor("the same request", async () => [await post(request)].find(({ status }) => status === 202));
    expect(again.body.digest).to.equal(digest);
    await requestIn(digest, ({ retirement }) => retirement !== null);
    const { items } = (await backend.get<{ items: RetirementView[] }>(`/api/carbon/retirements?batch=${lost}`)).body;
    expect(items.map(({ grams }) => grams)).to.deep.equal(["100"]);
    expect(await act.read("balanceOf", [act.addressOf(KEYS.alice), BigInt(lost)])).to.equal(350n);
  });

  it("says why a retirement failed on chain, and lets the holder sign again", async () => {
    // Taken back before it comes into a block: a higher fee goes first.
    const first = await signed({ grams: "20", note: "too late" });
    await world.anvil.rpc("evm_setAutomine", [false]);
    const { body } = await post(first);
    await act.sendUnmined(KEYS.alice, "withdrawRetirements", []);
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.mine();
    const failed = await requestIn(body.digest, ({ state }) => state === "failed");
    expect(failed.reason).to.contain("CarbonTokenInvalidSignature");
    const again = await post(await signed({ grams: "20", note: "in time" }));
    expect(again.status, JSON.stringify(again.body)).to.equal(202);
    await requestIn(again.body.digest, ({ retirement }) => retirement !== null);
  });

  it("draws a certificate that the command line checks with this backend off", async () => {
    const { items } = (await backend.get<{ items: RetirementView[] }>(`/api/carbon/retirements?shipment=${word(5)}`)).body;
    const path = `/api/carbon/retirements/${items[0]?.retirement}/certificate`;
    const paper = (await backend.get<Certificate>(path)).body;
    certificate.parse(paper);
    const pdf = await fetch(`${backend.url}${path}.pdf`);
    expect(pdf.headers.get("content-type")).to.contain("application/pdf");
    const document = await PDFDocument.load(await pdf.arrayBuffer());
    expect([document.getPageCount(), document.getTitle()]).to.deep.equal([1, `Retirement ${paper.retirement}`]);
    file = join(mkdtempSync(join(tmpdir(), "waybill-certificate-")), "certificate.json");
    writeFileSync(file, JSON.stringify(paper));
    await world.mine(70);
    await backend.stop();
    const out: string[] = [];
    const io = {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => out.push(text) },
      cwd: "/",
      env: {},
    };
    expect(await run(["verify", file, "--rpc", world.anvil.url, "--token", act.chain.token], io), out.join("")).to.equal(0);
    expect(out.join("")).to.match(/1\.5 kg of CO₂e[\s\S]*VERIFIED/);
  });

  it("proves wrong whatever is changed in a certificate", async () => {
    const paper = JSON.parse(readFileSync(file, "utf8")) as Certificate;
    const trusted = { chainId: world.deployment.chainId, token: act.chain.token };
    const check = (changed: unknown, of = trusted) => checkCertificate(JSON.stringify(changed), httpRequest(world.anvil.url), of);
    expect((await check(paper)).outcome).to.equal("verified");
    const changes: Record<string, unknown> = {
      grams: { ...paper, grams: "1501" },
      note: { ...paper, note: "Order 4712" },
      beneficiary: { ...paper, beneficiary: act.addressOf(KEYS.bob) },
      holder: { ...paper, holder: act.addressOf(KEYS.bob) },
      shipment: { ...paper, shipment: null },
      period: { ...paper, periodEnd: paper.periodEnd + 1 },
      country: { ...paper, country: null },
      retirement: { ...paper, retirement: word(1) },
      retiredBefore: { ...paper, retiredBefore: "1" },
      transaction: { ...paper, transactionHash: paper.batch.transactionHash },
      block: { ...paper, blockNumber: paper.blockNumber + 1 },
      time: { ...paper, retiredAt: paper.retiredAt + 1 },
      vintage: { ...paper, batch: { ...paper.batch, vintage: 2023 } },
      verifier: { ...paper, batch: { ...paper.batch, verifier: act.addressOf(KEYS.bob) } },
      serials: { ...paper, batch: { ...paper.batch, lastSerial: "20000" } },
      saving: { ...paper, batch: { ...paper.batch, savingHash: word(1) } },
      signer: { ...paper, signature: { ...paper.signature, account: act.addressOf(KEYS.bob) } },
      format: { ...paper, format: "something else" },
    };
    for (const [what, changed] of Object.entries(changes)) expect((await check(changed)).outcome, what).to.equal("failed");
    expect((await check(paper, { ...trusted, token: act.addressOf(KEYS.bob) })).outcome).to.equal("failed");
  });

  it("says what the chain tells was retired, whatever a changed certificate says", async () => {
    const paper = JSON.parse(readFileSync(file, "utf8")) as Certificate;
    const trusted = { chainId: world.deployment.chainId, token: act.chain.token };
    const { steps } = await checkCertificate(JSON.stringify({ ...paper, grams: "9000001" }), httpRequest(world.anvil.url), trusted);
    const { status, reason } = steps.find(({ id }) => id === "retired") ?? {};
    expect(status).to.equal("failed");
    expect(reason)
      .to.match(new RegExp(`^${formatGrams(BigInt(paper.grams))} of CO₂e were retired by `))
      .and.include("not 9.000001 t by ");
  });
});
