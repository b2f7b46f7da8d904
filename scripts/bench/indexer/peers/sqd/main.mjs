// An SQD processor over plain RPC: one batch handler that inserts what a batch of blocks holds.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { EvmBatchProcessor } = require("@subsquid/evm-processor");
const { TypeormDatabase } = require("@subsquid/typeorm-store");
const { event, indexed } = require("@subsquid/evm-abi");
const codec = require("@subsquid/evm-codec");
// Its store looks for the entities in lib/model of the working directory.
const { Anchor } = require("./lib/model.js");

const { env } = process;
const anchored = event(env.BENCH_TOPIC, "EventAnchored(bytes32,address,bytes32,uint64)", {
  id: indexed(codec.bytes32),
  actor: indexed(codec.address),
  hash: codec.bytes32,
  time: codec.uint64,
});

const processor = new EvmBatchProcessor()
  .setRpcEndpoint({ url: env.BENCH_RPC, capacity: 10 })
  .setRpcDataIngestionSettings({ headPollInterval: Number(env.BENCH_POLL_MS) })
  .setFinalityConfirmation(30)
  .setBlockRange({ from: Number(env.BENCH_START_BLOCK) })
  .setFields({ log: { topics: true, data: true, transactionHash: true }, block: { timestamp: true } })
  .addLog({ address: [env.BENCH_ADDRESS], topic0: [env.BENCH_TOPIC] });

processor.run(new TypeormDatabase({ supportHotBlocks: true }), async ({ blocks, store }) => {
  const rows = blocks.flatMap(({ header, logs }) =>
    logs.map((log) => {
      const { id, actor, hash, time } = anchored.decode(log);
      return new Anchor({
        id: log.id,
        anchor_id: id,
        actor,
        hash,
        tx_hash: log.transactionHash,
        time,
        block_number: header.height,
        log_index: log.logIndex,
        block_time: Math.floor(header.timestamp / 1000),
      });
    }),
  );
  await store.insert(rows);
});
