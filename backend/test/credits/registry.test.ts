import { reasonFileName, reasonHashOf } from "@waybill/protocol/claims/cancellation-reason";
import {
  carbonRights,
  conservation,
  creditBatchWithHolders,
  portfolio,
  retirementView,
  reversalView,
} from "@waybill/protocol/schemas/api/credits";
import type {
  CarbonRights,
  Conservation,
  CreditBatch,
  CreditBatchWithHolders,
  Portfolio,
  RetirementView,
  ReversalView,
} from "@waybill/protocol/schemas/api/credits";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { expect } from "chai";
import { createPublicClient, http, keccak256, parseEventLogs, stringToHex } from "viem";
import { findDrift } from "../../src/modules/credits/credits.chain-proof.ts";
import { registerActor, startChainBackend, type ChainBackend } from "../support/chain-backend.ts";
import { KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { creditActions, SAVING, VERIFIER } from "../support/crediting.ts";
import { tokenOf } from "../support/organisations.ts";
import { waitFor } from "../support/wait-for.ts";

interface Problem {
  code: string;
}

describe("the registry of grams", () => {
  let world: ChainWorld;
  let backend: ChainBackend;
  let act: ReturnType<typeof creditActions>;
  before(async () => {
    world = await startChainWorld();
    act = creditActions(world);
    await act.grantRoles();
    backend = await startChainBackend(world);
    await registerActor(backend, world, KEYS.alice, "Alice Farms");
  });
  after(async () => {
    await backend.stop();
    await world.stop();
  });

  /** The batch once the read model says this of it. */
  async function batchWhen(batch: Hex32, isThere: (view: CreditBatchWithHolders) => boolean): Promise<CreditBatchWithHolders> {
    return waitFor("the batch", async () => {
      const { status, body } = await backend.get<CreditBatchWithHolders>(`/api/carbon/batches/${batch}`);
      return status === 200 && isThere(body) ? body : undefined;
    });
  }

  /** Replaces the blocks from this number on by empty ones, and one more, so that the new branch is the longer one. */
  async function undoDownTo(block: number): Promise<void> {
    await world.reorg(Number(await world.anvil.rpc("eth_blockNumber", [])) - block + 1);
    await world.mine();
  }

  it("shows an issuance with its terms, its buffer and its receiver", async () => {
    const batch = await act.issue(KEYS.alice, 1_005n);
    const view = await batchWhen(batch, () => true);
    creditBatchWithHolders.parse(view);
    expect(view.block?.number).to.be.at.least(view.blockNumber);
    expect(view.accounts).to.deep.equal({ issued: "1005", retired: "0", cancelled: "0", buffer: "101", held: "904", deficit: "0" });
    expect([view.issuedTo.name, view.verifier.account, view.isConserved]).to.deep.equal(["Alice Farms", act.addressOf(VERIFIER), true]);
    expect(view.holders).to.deep.equal([{ holder: view.issuedTo, grams: "904" }]);
    const { items } = (await backend.get<{ items: CreditBatch[] }>("/api/carbon/batches?limit=1")).body;
    expect(items.map((item) => item.batch)).to.deep.equal([batch]);
    expect(SAVING.actual).not.to.equal(view.savingHash);
  });

  it("follows transfers, retirements, reversals and what is made good, and the law holds after each", async () => {
    const batch = await act.issue(KEYS.alice, 1_000n);
    const id = BigInt(batch);
    const [alice, bob] = [act.addressOf(KEYS.alice), act.addressOf(KEYS.bob)];
    await act.write(KEYS.alice, "safeTransferFrom", [alice, bob, id, 300n, "0x"]);
    await act.write(KEYS.alice, "safeBatchTransferFrom", [alice, bob, [id, id], [50n, 25n], "0x"]);
    await act.write(KEYS.alice, "retire", [id, 5n, act.claim(KEYS.bob), "A present"]);
    await act.write(KEYS.bob, "retire", [id, 75n, act.claim(KEYS.bob, { shipment: word(77) }), "For order 4711"]);
    await act.write(KEYS.relayer, "cancel", [id, 160n, word(1)]);
    await act.write(KEYS.bob, "surrender", [id, 20n]);
    const view = await batchWhen(batch, ({ accounts }) => accounts.cancelled === "120");
    expect(view.accounts).to.deep.equal({ issued: "1000", retired: "80", cancelled: "120", buffer: "0", held: "800", deficit: "40" });
    expect(view.isConserved).to.equal(true);
    expect(view.holders.map(({ holder, grams }) => [holder.account, grams])).to.deep.equal([
      [alice, "520"],
      [bob, "280"],
    ]);
    expect(await act.read("balanceOf", [bob, id])).to.equal(280n);
    const law = (await backend.get<Conservation>("/api/carbon/conservation")).body;
    conservation.parse(law);
    expect([law.isConserved, law.violations]).to.deep.equal([true, []]);
    const { issued, retired, cancelled, held, buffer } = law.accounts;
    expect(BigInt(held) + BigInt(buffer)).to.equal(BigInt(issued) - BigInt(retired) - BigInt(cancelled));
  });

  it("tells of an account what it holds, retired and gave up, and what was claimed in its name", async () => {
    const bob = act.addressOf(KEYS.bob);
    const mine = (await backend.get<Portfolio>(`/api/carbon/accounts/${bob.toLowerCase()}`)).body;
    portfolio.parse(mine);
    expect([mine.held, mine.retired, mine.surrendered, mine.claimed]).to.deep.equal(["280", "75", "20", "80"]);
    expect(mine.batches[0]).to.include({ held: "280", retirable: "280", cancelled: "120", deficit: "40" });
    const alice = (await backend.get<Portfolio>(`/api/carbon/accounts/${act.addressOf(KEYS.alice)}`)).body;
    expect([alice.retired, alice.claimed, alice.cancelled, alice.deficit]).to.deep.equal(["5", "0", "120", "40"]);
    const nobody = (await backend.get<Portfolio>(`/api/carbon/accounts/${act.addressOf(KEYS.deployer)}`)).body;
    expect([nobody.held, nobody.batches]).to.deep.equal(["0", []]);
  });

  it("tells why a saving was cancelled, once a public text has the hash on chain, and lets nobody say something else", async () => {
    const batch = await act.issue(KEYS.alice, 1_000n);
    const [id, reason] = [BigInt(batch), "The lorry went all the same; see the fuel receipts of May."];
    const hash = reasonHashOf(reason);
    await act.write(KEYS.relayer, "cancel", [id, 160n, hash]);
    await act.write(KEYS.alice, "surrender", [id, 60n]);
    const listed = async () => {
      const { status, body } = await backend.get<{ items: ReversalView[] }>(`/api/carbon/reversals?batch=${batch}`);
      return status === 200 && body.items.length === 2 ? body.items.map((item) => reversalView.parse(item)) : undefined;
    };
    const [surrendered, cancelled] = (await waitFor("both", listed)) as [ReversalView, ReversalView];
    expect([surrendered.kind, surrendered.grams, surrendered.holder?.name]).to.deep.equal(["surrendered", "60", "Alice Farms"]);
    expect([cancelled.kind, cancelled.grams, cancelled.fromBuffer, cancelled.uncovered]).to.deep.equal(["cancelled", "160", "100", "60"]);
    expect([cancelled.reasonHash, cancelled.reason]).to.deep.equal([hash, null]);
    const publish = async (key: Hex32, text: string) => {
      const path = `/api/documents?visibility=public&name=${reasonFileName(hash)}`;
      const headers = { authorization: `Bearer ${await tokenOf(backend, act.addressOf(key))}`, "content-type": "text/plain" };
      expect((await fetch(backend.url + path, { method: "POST", headers, body: text })).status).to.equal(201);
    };
    await publish(KEYS.alice, "There was no reason at all.");
    expect((await listed())?.[1]?.reason).to.equal(null);
    await publish(KEYS.alice, reason);
    expect((await listed())?.[1]?.reason).to.deep.include({ text: reason, publishedBy: surrendered.holder });
    const given = (await backend.get<{ items: ReversalView[] }>(`/api/carbon/reversals?holder=${act.addressOf(KEYS.alice)}`)).body.items;
    expect(given.map(({ batch: of, kind }) => [of, kind])).to.deep.equal([[batch, "surrendered"]]);
  });

  it("says what the permission table lets an account do with grams", async () => {
    const rightsOf = async (key: Hex32) => {
      const { body } = await backend.get<CarbonRights>(`/api/carbon/accounts/${act.addressOf(key)}/rights`);
      const { mayVerify, mayIssue, mayCancel } = carbonRights.parse(body);
      return [mayVerify, mayIssue, mayCancel];
    };
    expect(await rightsOf(VERIFIER)).to.deep.equal([true, false, false]);
    expect(await rightsOf(KEYS.relayer)).to.deep.equal([false, true, true]);
    expect(await rightsOf(KEYS.alice)).to.deep.equal([false, false, false]);
  });

  it("lists a retirement by batch, holder, beneficiary and shipment, under the name that the chain gave it", async () => {
    const filters = [
      `holder=${act.addressOf(KEYS.bob)}`,
      `beneficiary=${act.addressOf(KEYS.bob)}&holder=${act.addressOf(KEYS.bob)}`,
      `shipment=${word(77)}`,
      `holder=${act.addressOf(KEYS.bob)}&shipment=${word(77)}`,
    ];
    const name = await act.read("claimOf", [word(77), act.addressOf(KEYS.bob)]);
    for (const filter of filters) {
      const { items } = (await backend.get<{ items: RetirementView[] }>(`/api/carbon/retirements?${filter}`)).body;
      expect(
        items.map((item) => item.retirement),
        filter,
      ).to.deep.equal([name]);
    }
    expect((await backend.get<{ items: unknown[] }>(`/api/carbon/retirements?shipment=${word(78)}`)).body.items).to.deep.equal([]);
    const view = (await backend.get<RetirementView>(`/api/carbon/retirements/${String(name)}`)).body;
    retirementView.parse(view);
    expect(view).to.deep.include({ grams: "75", retiredBefore: "5", note: "For order 4711", country: "DE", periodStart: 1_704_067_200 });
  });

  it("shows a correction beside the retirement that it is of", async () => {
    const [{ retirement, batch, grams }] = (await backend.get<{ items: [RetirementView] }>("/api/carbon/retirements")).body.items;
    const client = createPublicClient({ transport: http(world.anvil.url) });
    const logs = parseEventLogs({
      abi: carbonTokenAbi,
      eventName: "Retired",
      logs: await client.getLogs({ address: act.chain.token, fromBlock: 0n }),
    });
    const { args } = logs.find((log) => log.args.retirementId === retirement)!;
    await act.write(KEYS.bob, "correct", [
      ...[BigInt(batch), args.retiredBefore, BigInt(grams), act.claim(KEYS.bob, { shipment: word(77) })],
      ...[keccak256(stringToHex(args.note)), "It was order 4712."],
    ]);
    const view = await waitFor("the correction", async () => {
      const { body } = await backend.get<RetirementView>(`/api/carbon/retirements/${retirement}`);
      return body.corrections.length > 0 ? body : undefined;
    });
    expect(view.corrections.map(({ correction }) => correction)).to.deep.equal(["It was order 4712."]);
  });

  it("answers the token's own URI with ERC-1155 metadata", async () => {
    const { items } = (await backend.get<{ items: CreditBatch[] }>("/api/carbon/batches")).body;
    const [{ batch, accounts }] = items as [CreditBatch];
    const uri = String(await act.read("uri", [BigInt(batch)])).replace("{id}", batch.slice(2));
    const { status, body } = await backend.get<{ decimals: number; description: string }>(new URL(uri).pathname);
    expect([status, body.decimals]).to.deep.equal([200, 0]);
    expect(body.description).to.contain(formatGrams(BigInt(accounts.issued)));
  });

  it("pages through batches without a gap", async () => {
    const all = (await backend.get<{ items: CreditBatch[] }>("/api/carbon/batches")).body.items;
    const paged: string[] = [];
    let after: string | null = "";
    while (after !== null) {
      const page: { items: CreditBatch[]; next: string | null } = (
        await backend.get<{ items: CreditBatch[]; next: string | null }>(`/api/carbon/batches?limit=1${after && `&after=${after}`}`)
      ).body;
      paged.push(...page.items.map(({ batch }) => batch));
      after = page.next;
    }
    expect(paged).to.deep.equal(all.map(({ batch }) => batch));
  });

  it("has words for what is not there", async () => {
    const cases: [string, number, string][] = [
      [`/api/carbon/batches/${word(999)}`, 404, "credits.batch-unknown"],
      [`/api/carbon/batches/${word(999).slice(2)}.json`, 404, "credits.batch-unknown"],
      [`/api/carbon/retirements/${word(999)}`, 404, "credits.retirement-unknown"],
    ];
    for (const [path, status, code] of cases) {
      const answer = await backend.get<Problem>(path);
      expect([answer.status, answer.body.code], path).to.deep.equal([status, code]);
    }
    expect((await backend.get(`/api/carbon/batches/12`)).status).to.be.oneOf([400, 422]);
  });

  it("takes back what a reorganisation takes back", async () => {
    const batch = await act.issue(KEYS.alice, 500n);
    const issued = await batchWhen(batch, () => true);
    await act.write(KEYS.alice, "retire", [BigInt(batch), 100n, act.claim(KEYS.alice), "soon gone"]);
    await batchWhen(batch, ({ accounts }) => accounts.retired === "100");
    await undoDownTo(issued.blockNumber + 1);
    const view = await batchWhen(batch, ({ accounts }) => accounts.retired === "0");
    expect([view.accounts.held, view.isConserved]).to.deep.equal(["450", true]);
    expect(await act.read("balanceOf", [act.addressOf(KEYS.alice), BigInt(batch)])).to.equal(450n);
    await undoDownTo(issued.blockNumber);
    await waitFor("the batch to be gone", async () =>
      (await backend.get(`/api/carbon/batches/${batch}`)).status === 404 ? true : undefined,
    );
  });

  it("has the buffer back, and grams that can be claimed again, when a reorganisation takes a cancellation back", async () => {
    const batch = await act.issue(KEYS.alice, 1_000n);
    const issued = await batchWhen(batch, () => true);
    const reversals = async () => (await backend.get<{ items: ReversalView[] }>(`/api/carbon/reversals?batch=${batch}`)).body.items;
    await act.write(KEYS.relayer, "cancel", [BigInt(batch), 160n, word(3)]);
    await batchWhen(batch, ({ accounts }) => accounts.deficit === "60");
    expect(await reversals()).to.have.length(1);
    await undoDownTo(issued.blockNumber + 1);
    const view = await batchWhen(batch, ({ accounts }) => accounts.deficit === "0");
    expect(view.accounts).to.deep.equal({ issued: "1000", retired: "0", cancelled: "0", buffer: "100", held: "900", deficit: "0" });
    expect([view.isConserved, await reversals()]).to.deep.equal([true, []]);
    // With the deficit, 840 could be claimed at most.
    await act.write(KEYS.alice, "retire", [BigInt(batch), 900n, act.claim(KEYS.alice), "all of it"]);
    const { accounts, isConserved } = await batchWhen(batch, ({ accounts: { retired } }) => retired === "900");
    expect([accounts.held, accounts.buffer, isConserved]).to.deep.equal(["0", "100", true]);
  });

  it("is not led astray by moves of nothing, which anybody may make of a batch that nobody issued", async () => {
    const nobodys = word(12_345);
    await act.write(KEYS.bob, "safeTransferFrom", [act.addressOf(KEYS.bob), act.addressOf(KEYS.alice), BigInt(nobodys), 0n, "0x"]);
    await waitFor("the move", async () => {
      const { rows } = await backend.app.db.pool.query("SELECT 1 FROM credit_moves WHERE lines @> $1::jsonb", [
        JSON.stringify([{ batch: nobodys }]),
      ]);
      return rows.length > 0 ? true : undefined;
    });
    const client = createPublicClient({ transport: http(world.anvil.url) });
    const ask = async (data: `0x${string}`) => (await client.call({ to: act.chain.token, data })).data ?? "0x";
    expect(await findDrift(backend.app.db.dataSource.manager, ask, -1)).to.equal(null);
  });

  it("says at once that it is not ready when what is stored is not what the contract holds", async () => {
    const batch = await act.issue(KEYS.bob, 640n);
    await batchWhen(batch, () => true);
    const isReady = async () => (await fetch(`${backend.url}/readyz`)).status === 200;
    await waitFor("readiness", async () => ((await isReady()) ? true : undefined));
    await backend.app.db.pool.query("UPDATE credit_moves SET lines = jsonb_set(lines, '{0,grams}', '\"575\"') WHERE lines @> $1::jsonb", [
      JSON.stringify([{ batch }]),
    ]);
    const law = (await backend.get<Conservation>("/api/carbon/conservation")).body;
    expect([law.isConserved, law.violations]).to.deep.equal([false, [batch]]);
    await act.issue(KEYS.bob, 10n);
    await waitFor("the drift", async () => {
      const { status, body } = await backend.get<unknown>("/readyz");
      return status !== 200 && JSON.stringify(body).includes(batch) ? true : undefined;
    });
  });
});
