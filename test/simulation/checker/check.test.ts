import { expect } from "chai";
import { createModelChain, type ModelChain } from "../model/chain.ts";
import { createRandom } from "../random.ts";
import type { ChainLog, FinalChain } from "./chain.ts";
import { TOKEN } from "./abi.ts";
import type { Dump, Row } from "./dump.ts";
import { eventOf, logOf } from "./events.ts";
import { checkFinality } from "./finality.ts";
import { businessOf } from "./grams.ts";
import { checkLaws } from "./laws.ts";
import { batchRootOf, leafOf, rootOf, withLeaf } from "./merkle.ts";
import { checkPromises, type HistoryLine } from "./promises.ts";
import { checkRows } from "./rows.ts";

const FINALITY_BLOCKS = 4;
const RELAYER = `0x${"aa".repeat(20)}`;
const HOLDER = `0x${"bb".repeat(20)}`;
const [FIRST, SECOND] = [`0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`];
const ROOT = batchRootOf([`0x${"0".repeat(64)}`, FIRST, SECOND]);

/** A chain, a database and a history that fit together, to break one thing at a time. */
interface Scene {
  chain: FinalChain;
  tables: Record<string, Row[]>;
  history: HistoryLine[];
}

function sceneOf(): Scene {
  const model = createModelChain(createRandom("checker"));
  for (let mined = 0; mined < 20; mined++) model.mine(2);
  const logs = [...model.blocks.flatMap(({ logs: own }) => own.map(chainLogOf)), anchored(model), ...gramsLogs(model)];
  const head = model.head();
  const capture = (commitment: string): HistoryLine => ({
    type: "ok",
    action: "capture",
    key: `capture:${commitment}`,
    value: { commitment },
  });
  const finalRead = model.blocks[10];
  return {
    chain: {
      head: { number: head.number, hash: head.hash },
      logs,
      hashOf: async (number) => model.blocks[number]?.hash,
      receiptOf: async (hash) => (hash === "0xa" ? { blockNumber: 3, blockHash: "0xb", isSuccess: true } : undefined),
      view: async (name, [unit]) =>
        name === "head"
          ? rootWith(model)
          : {
              holder: model.head().state.units.get(String(unit))?.holder,
              seq: BigInt(model.head().state.units.get(String(unit))?.seq ?? 0),
            },
      tokenView: tokenViewOf({}),
      close: () => undefined,
    },
    tables: {
      chain_cursor: [
        {
          number: head.number,
          hash: head.hash,
          final_number: head.number - FINALITY_BLOCKS,
          final_hash: model.blocks[head.number - FINALITY_BLOCKS]?.hash,
        },
      ],
      chain_logs: logs.map(rawRow),
      anchors: logs.filter(({ event }) => event?.name === "Anchored").map(anchorRow),
      checkpoint_anchors: [],
      actor_changes: logs.filter(({ event }) => event?.name === "ActorRegistered").map(actorRow),
      custody_steps: logs.flatMap(custodyRow),
      transactions: [{ business_key: "anchor:1", state: "final", transaction_hash: "0xa", block_hash: "0xb" }],
      credit_moves: logs.flatMap(moveRow),
      credit_retirements: logs.flatMap(retirementRow),
      retirement_requests: [{ holder: HOLDER, note: "2", state: "failed", reason: "The nonce was used." }],
      statements: [FIRST, SECOND].map((commitment) => ({ commitment })),
      batches: [{ id: "1", root: ROOT, previous_root: `0x${"0".repeat(64)}` }],
      batch_leaves: [
        { batch_id: "1", position: 0, kind: "previous", value: `0x${"0".repeat(64)}` },
        { batch_id: "1", position: 1, kind: "commitment", value: FIRST },
        { batch_id: "1", position: 2, kind: "commitment", value: SECOND },
      ],
    },
    history: [
      capture(FIRST),
      capture(SECOND),
      retirement("1"),
      retirement("2"),
      { type: "ok", action: "read", key: "read", value: { index: 0, blockNumber: 10, blockHash: finalRead?.hash } },
    ],
  };
}

async function findingsOf({ chain, tables, history }: Scene): Promise<string[]> {
  const dump: Dump = { rows: (table) => [...(tables[table] ?? [])] };
  return [
    ...checkRows(dump, chain),
    ...(await checkFinality(dump, chain, FINALITY_BLOCKS)),
    ...checkPromises(history, dump, chain, RELAYER),
    ...(await checkLaws(history, dump, chain)),
  ];
}

describe("the checker", () => {
  it("finds nothing where nothing is wrong", async () => {
    expect(await findingsOf(sceneOf())).to.deep.equal([]);
  });

  const breaks: [string, (scene: Scene) => void, RegExp][] = [
    ["a raw log is missing", ({ tables }) => tables["chain_logs"]?.pop(), /chain_logs: missing: 1/],
    ["a raw log is another", ({ tables }) => set(tables, "chain_logs", 3, { data: "0x" }), /chain_logs: not on the chain: 1/],
    ["an anchor row is there twice", ({ tables }) => tables["anchors"]?.push({ ...tables["anchors"][0] }), /anchors: more than once/],
    [
      "a batch is called a checkpoint",
      ({ tables }) => tables["checkpoint_anchors"]?.push({ ...tables["anchors"]?.[0] }),
      /checkpoint_anchors: not on the chain: 1/,
    ],
    ["an actor has other roles", ({ tables }) => set(tables, "actor_changes", 0, { roles: 99 }), /actor_changes/],
    ["a unit has another holder", ({ tables }) => set(tables, "custody_steps", 0, { holder: RELAYER }), /custody/],
    ["the cursor is behind", ({ tables }) => set(tables, "chain_cursor", 0, { hash: "0x" }), /stands at/],
    ["finality is one block too high", ({ tables }) => set(tables, "chain_cursor", 0, { final_number: 17 }), /final is 17, should be 16/],
    [
      "a final transaction is not on the chain",
      ({ tables }) => set(tables, "transactions", 0, { transaction_hash: "0xc" }),
      /anchor:1 is final, but not/,
    ],
    ["an acknowledged capture is lost", ({ tables }) => tables["statements"]?.pop(), /acknowledged captures that are lost: 1/],
    ["a statement came from nobody", ({ history }) => history.shift(), /nobody sent: 1/],
    ["a batch has another root", ({ tables }) => set(tables, "batches", 0, { root: FIRST }), /another root than its leaves/],
    ["a batch was anchored twice", (scene) => repeatAnchor(scene), /on the chain 2 times/],
    ["an acknowledged handover did not happen", ({ history }) => history.push(acceptance()), /custody that is not on the chain: 1/],
    [
      "something final is gone",
      ({ history }) => set({ history }, "history", 4, { value: { index: 0, blockNumber: 10, blockHash: "0x" } }),
      /shown as final, and gone/,
    ],
    ["a retirement is not stored", ({ tables }) => tables["credit_retirements"]?.pop(), /credit_retirements: missing: 1/],
    [
      "grams have moved that never did",
      ({ tables }) => set(tables, "credit_moves", 0, { to_account: RELAYER }),
      /credit_moves: not on the/,
    ],
    ["an account has more than came to it", ({ chain }) => (chain.tokenView = tokenViewOf({ balance: 896n })), /grams: 1/],
    ["a batch has made a gram", ({ chain }) => (chain.tokenView = tokenViewOf({ issued: 1_001n })), /895 are held/],
    ["an acknowledged retirement did not happen", ({ history }) => history.push(retirement("3")), /nor refused with a reason: 1, e.g. 3/],
    ["a retirement was refused without a reason", ({ tables }) => set(tables, "retirement_requests", 0, { reason: null }), /e.g. 2/],
    ["a retirement happened twice", (scene) => repeatRetirement(scene), /retirements that happened twice: 1/],
    ["a retirement came from nobody", ({ history }) => history.splice(2, 1), /retirements that nobody asked for: 1/],
  ];
  for (const [title, breakIt, expected] of breaks) {
    it(`notices when ${title}`, async () => {
      const scene = sceneOf();
      breakIt(scene);
      expect((await findingsOf(scene)).join("\n")).to.match(expected);
    });
  }
});

function set(tables: Record<string, object[]>, table: string, index: number, change: object): void {
  const rows = tables[table] ?? [];
  rows[index] = { ...rows[index], ...change };
}

function acceptance(): HistoryLine {
  return { type: "ok", action: "accept", key: "accept:x:0", value: { unit: FIRST, seq: 0, from: RELAYER, to: RELAYER } };
}

/** What a client was told of a retirement. */
function retirement(note: string): HistoryLine {
  return { type: "ok", action: "retire", key: businessOf(HOLDER, note), value: { holder: HOLDER, note } };
}

function tokenViewOf({ balance = 895n, issued = 1_000n }): FinalChain["tokenView"] {
  return async (name) => (name === "balanceOf" ? balance : { issued, retired: 5n, cancelled: 0n, buffer: 100n, deficit: 0n });
}

function repeatRetirement({ chain }: Scene): void {
  const retired = chain.logs.find(({ topics }) => topics[0] === TOKEN.getEvent("Retired")?.topicHash);
  if (retired) (chain.logs as ChainLog[]).push({ ...retired, logIndex: 98 });
}

function repeatAnchor(scene: Scene): void {
  const last = scene.chain.logs.findLast(({ event }) => event?.name === "Anchored");
  if (last) (scene.chain.logs as ChainLog[]).push({ ...last, logIndex: 99 });
}

function chainLogOf(log: ModelChain["blocks"][number]["logs"][number]): ChainLog {
  return {
    ...log,
    blockNumber: Number(log.blockNumber),
    logIndex: Number(log.logIndex),
    timestamp: Number(log.blockTimestamp),
    event: eventOf(log),
  };
}

/** The anchor of our batch, as one more log of the head block. */
function anchored(model: ModelChain): ChainLog {
  const { number, hash, timestamp, state } = model.head();
  const log = { ...logOf("Anchored", [RELAYER, state.size, ROOT]), address: "0x0", transactionHash: "0xa" };
  return { ...log, blockNumber: number, blockHash: hash, logIndex: 50, timestamp, event: eventOf(log) };
}

/** A batch of 1,000 grams, a tenth of them withheld, of which five are retired. */
function gramsLogs(model: ModelChain): ChainLog[] {
  const { number, hash, timestamp } = model.head();
  const none = `0x${"0".repeat(40)}`;
  const log = (logIndex: number, name: string, values: unknown[]): ChainLog => {
    const encoded = TOKEN.encodeEventLog(name, values);
    return {
      ...encoded,
      ...{ address: "0x1", transactionHash: "0xd", blockNumber: number, blockHash: hash, logIndex, timestamp, event: undefined },
    };
  };
  return [
    log(60, "TransferSingle", [RELAYER, none, HOLDER, 7, 900]),
    log(61, "Issued", [7, HOLDER, RELAYER, FIRST, FIRST, 2024, 1, 1_000, 1_000, FIRST]),
    log(62, "TransferSingle", [HOLDER, HOLDER, none, 7, 5]),
    log(63, "Retired", [SECOND, 7, HOLDER, HOLDER, 0, 5, `0x${"0".repeat(64)}`, 0, 0, "0x0000", "1"]),
  ];
}

function moveRow(log: ChainLog): Row[] {
  const { name, args } = TOKEN.parseLog({ ...log, topics: [...log.topics] }) ?? {};
  if (name !== "TransferSingle") return [];
  const [from, to] = [args?.["from"], args?.["to"]].map((account: string) => (BigInt(account) === 0n ? null : account));
  const line = { batch: `0x${"7".padStart(64, "0")}`, grams: String(args?.["value"]) };
  return [{ ...rawRow(log), from_account: from, to_account: to, lines: [line] }];
}

function retirementRow(log: ChainLog): Row[] {
  const { name, args } = TOKEN.parseLog({ ...log, topics: [...log.topics] }) ?? {};
  if (name !== "Retired") return [];
  const batch = `0x${"7".padStart(64, "0")}`;
  return [{ ...rawRow(log), batch, retirement: SECOND, holder: HOLDER, beneficiary: HOLDER, grams: "5", note: String(args?.["note"]) }];
}

function rootWith(model: ModelChain): string {
  const leaves = [...model.blocks.flatMap(({ logs }) => logs.map(chainLogOf)), anchored(model)].filter(
    ({ event }) => event?.name === "Anchored",
  );
  return rootOf(
    leaves.reduce<Parameters<typeof rootOf>[0]>(
      (peaks, { event, timestamp }) => withLeaf(peaks, leafOf(String(event?.args["root"]), String(event?.args["author"]), timestamp)),
      [],
    ),
  );
}

function rawRow(log: ChainLog): Row {
  return {
    block_number: String(log.blockNumber),
    block_hash: log.blockHash,
    log_index: log.logIndex,
    transaction_hash: log.transactionHash,
    address: log.address,
    topics: [...log.topics],
    data: log.data,
  };
}

function anchorRow(log: ChainLog): Row {
  const { index, root, author } = log.event?.args ?? {};
  return { ...rawRow(log), index, root, author, timestamp: log.timestamp, leaf: leafOf(String(root), String(author), log.timestamp) };
}

function actorRow(log: ChainLog): Row {
  const { account, roles, profileHash } = log.event?.args ?? {};
  return { ...rawRow(log), account, kind: "registered", roles, profile_hash: profileHash, timestamp: log.timestamp };
}

function custodyRow(log: ChainLog): Row[] {
  const { unit, holder, from, to, seq, docHash } = log.event?.args ?? {};
  const common = { ...rawRow(log), unit, doc_hash: docHash, timestamp: log.timestamp };
  const after = { seq, seq_after: String(BigInt(seq ?? 0) + 1n) };
  switch (log.event?.name) {
    case "Opened":
      return [{ ...common, kind: "opened", seq: 0, seq_after: "0", to_account: holder, holder, status: "open" }];
    case "HandedOver":
      return [{ ...common, ...after, kind: "handed-over", from_account: from, to_account: to, holder: to, status: "open" }];
    case "Closed":
      return [{ ...common, ...after, kind: "closed", from_account: holder, holder, status: "closed" }];
    default:
      return [];
  }
}
