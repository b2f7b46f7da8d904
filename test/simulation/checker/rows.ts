import type { ChainLog, FinalChain } from "./chain.ts";
import type { Dump, Row } from "./dump.ts";
import { differences, type Finding } from "./findings.ts";
import { leafOf } from "./merkle.ts";

/** Raw logs and every projection hold exactly what the chain holds: rows both ways. */
export function checkRows(dump: Dump, { logs }: Pick<FinalChain, "logs">): Finding[] {
  return [
    ...differences("chain_logs", logs.map(logText), dump.rows("chain_logs").map(storedLogText)),
    ...differences("anchors", only(logs, anchorText), dump.rows("anchors").map(storedAnchorText)),
    ...differences("checkpoint_anchors", only(logs, checkpointText), dump.rows("checkpoint_anchors").map(storedCheckpointText)),
    ...differences("actor_changes", only(logs, actorText), dump.rows("actor_changes").map(storedActorText)),
    ...differences("custody_steps", only(logs, custodyText), dump.rows("custody_steps").map(storedCustodyText)),
  ];
}

function only(logs: readonly ChainLog[], textOf: (log: ChainLog) => string | undefined): string[] {
  return logs.flatMap((log) => textOf(log) ?? []);
}

function text(...parts: unknown[]): string {
  return parts.map((part) => String(part ?? "-").toLowerCase()).join(" ");
}

export function logText({ blockNumber, blockHash, logIndex, transactionHash, address, topics, data }: ChainLog): string {
  return text(blockNumber, blockHash, logIndex, transactionHash, address, topics.join(","), data);
}

export function storedLogText(row: Row): string {
  const topics = (row["topics"] as string[]).join(",");
  return text(row["block_number"], row["block_hash"], row["log_index"], row["transaction_hash"], row["address"], topics, row["data"]);
}

function anchorText({ event, timestamp, ...log }: ChainLog): string | undefined {
  if (event?.name !== "Anchored") return undefined;
  const { author, index, root } = event.args;
  return text(
    index,
    root,
    author,
    timestamp,
    leafOf(String(root), String(author), timestamp),
    log.blockNumber,
    log.blockHash,
    log.logIndex,
    log.transactionHash,
  );
}

function storedAnchorText(row: Row): string {
  return text(
    ...["index", "root", "author", "timestamp", "leaf", "block_number", "block_hash", "log_index", "transaction_hash"].map(
      (name) => row[name],
    ),
  );
}

function checkpointText({ event, blockNumber, logIndex }: ChainLog): string | undefined {
  return event?.name === "CheckpointAnchored" ? text(event.args["index"], blockNumber, logIndex) : undefined;
}

function storedCheckpointText(row: Row): string {
  return text(...["index", "block_number", "log_index"].map((name) => row[name]));
}

function actorText({ event, timestamp, ...log }: ChainLog): string | undefined {
  if (event?.name !== "ActorRegistered" && event?.name !== "ActorRevoked") return undefined;
  const { account } = event.args;
  const isRegistration = event.name === "ActorRegistered";
  const [roles, profile] = isRegistration ? [event.args["roles"], event.args["profileHash"]] : [null, null];
  return text(
    log.blockNumber,
    log.logIndex,
    account,
    isRegistration ? "registered" : "revoked",
    roles,
    profile,
    timestamp,
    log.transactionHash,
  );
}

function storedActorText(row: Row): string {
  return text(
    ...["block_number", "log_index", "account", "kind", "roles", "profile_hash", "timestamp", "transaction_hash"].map((name) => row[name]),
  );
}

/** Kind of a step, who held the unit before and after, as far as the event says so. */
const STEPS: Readonly<Record<string, { kind: string; from?: string; to?: string; holder: string }>> = {
  Opened: { kind: "opened", to: "holder", holder: "holder" },
  HandedOver: { kind: "handed-over", from: "from", to: "to", holder: "to" },
  HandoverRejected: { kind: "rejected", from: "from", to: "to", holder: "from" },
  OffersWithdrawn: { kind: "withdrawn", from: "holder", holder: "holder" },
  Recovered: { kind: "recovered", from: "from", to: "to", holder: "to" },
  Closed: { kind: "closed", from: "holder", holder: "holder" },
};

function custodyText({ event, timestamp, ...log }: ChainLog): string | undefined {
  const step = event && STEPS[event.name];
  if (!step) return undefined;
  const arg = (name: string | undefined): unknown => event.args[name ?? ""];
  const seq = BigInt((arg("seq") ?? 0n) as bigint);
  const seqAfter = event.name === "Opened" ? 0n : seq + 1n;
  return text(
    ...[log.blockNumber, log.logIndex, arg("unit"), step.kind, seq, arg(step.from), arg(step.to), arg("docHash"), arg("reasonHash")],
    ...[arg(step.holder), seqAfter, event.name === "Closed" ? "closed" : "open", timestamp, log.blockHash, log.transactionHash],
  );
}

function storedCustodyText(row: Row): string {
  const columns = ["block_number", "log_index", "unit", "kind", "seq", "from_account", "to_account", "doc_hash", "reason_hash"];
  return text(...[...columns, "holder", "seq_after", "status", "timestamp", "block_hash", "transaction_hash"].map((name) => row[name]));
}
