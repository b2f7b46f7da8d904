import { ponder } from "ponder:registry";
import { anchor } from "ponder:schema";

ponder.on("EventAnchor:EventAnchored", async ({ event, context }) => {
  const { args, block, log, transaction } = event;
  await context.db.insert(anchor).values({
    id: event.id,
    anchorId: args.id,
    actor: args.actor,
    hash: args.hash,
    time: args.time,
    blockNumber: block.number,
    logIndex: log.logIndex,
    txHash: transaction.hash,
    blockTime: block.timestamp,
  });
});
