import type { PlacedEvent } from "@waybill/protocol/access/read-access";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { callHashOf } from "@waybill/protocol/access/call-hash";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import type { Rpc } from "../indexer/node/rpc.ts";
import { firstLook, insertAct, insertEarlierActs, knownActs, matchNotes, type KnownAct, type SentAct } from "./chain-acts.store.ts";

interface RpcTransaction {
  from: string;
  /** Null where it makes a contract. */
  to: string | null;
  input: string;
  blockNumber: string;
}

/**
 * Holds every change of the AccessManager, and every registration and revocation, against what admins noted before. What was there at the first
 * look of an installation is taken as it is: it was deployed by somebody at a terminal.
 *
 * @param own accounts that this installation sends from
 * @param head block up to which the events were read
 */
export async function matchActs(
  app: App,
  rpc: Rpc,
  { events, own, head }: { events: readonly PlacedEvent[]; own: ReadonlySet<string>; head: number },
): Promise<void> {
  const reading = { tx: app.db.dataSource.manager };
  const acts = await actsOf(reading, events);
  // Registrations come from the index, which may be behind the node: what is found late is of then all the same.
  const first = (await firstLook(reading)) ?? head;
  const known = await knownActs(
    reading,
    acts.map(({ transactionHash }) => transactionHash),
  );
  const fresh = acts.filter(({ transactionHash }) => !known.has(transactionHash));
  const found: KnownAct[] = [];
  for (const act of fresh) if (act.block > first) found.push(...(await askAbout(rpc, act)));
  const ours = new Set([...own].map((account) => account.toLowerCase()));
  await inTransaction(app, async (ctx) => {
    await insertEarlierActs(
      ctx,
      fresh.filter(({ block }) => block <= first),
      head,
    );
    for (const act of found) await insertAct(ctx, act, { isOwn: ours.has(act.sender.toLowerCase()), head });
    await matchNotes(ctx);
  });
}

/** By transaction, in the order of the chain. */
async function actsOf(ctx: Pick<Ctx, "tx">, events: readonly PlacedEvent[]): Promise<SentAct[]> {
  const acts = new Map<string, SentAct & { events: SentAct["events"][number][] }>();
  const add = (transactionHash: string, block: number, event: SentAct["events"][number]) => {
    const act = acts.get(transactionHash) ?? { transactionHash, block, events: [] };
    act.events.push(event);
    acts.set(transactionHash, act);
  };
  for (const { event, block, transactionHash } of events) {
    const args = event.args as { roleId?: bigint; account?: Address; caller?: Address };
    const account = args.account ?? args.caller ?? null;
    add(transactionHash, block, { name: event.eventName, role: args.roleId === undefined ? null : String(args.roleId), account });
  }
  const changes = await selectRows<{ hash: string; block: string; kind: string; account: Address }>(
    ctx,
    "SELECT transaction_hash AS hash, block_number AS block, kind, account FROM actor_changes ORDER BY block_number, log_index",
  );
  for (const { hash, block, kind, account } of changes)
    add(hash, Number(block), { name: kind === "registered" ? "ActorRegistered" : "ActorRevoked", role: null, account });
  return [...acts.values()].sort((a, b) => a.block - b.block);
}

/** None where the node does not have it any more, or not yet: the next look finds it. */
async function askAbout(rpc: Rpc, act: SentAct): Promise<KnownAct[]> {
  const transaction = await rpc.request<RpcTransaction | null>("eth_getTransactionByHash", [act.transactionHash]);
  if (transaction === null) return [];
  const block = await rpc.request<{ timestamp: string } | null>("eth_getBlockByNumber", [transaction.blockNumber, false]);
  if (block === null) return [];
  const { from, to, input } = transaction;
  return [{ ...act, sender: from, call: callHashOf({ to: to ?? "0x", data: input }), at: new Date(Number(block.timestamp) * 1_000) }];
}
