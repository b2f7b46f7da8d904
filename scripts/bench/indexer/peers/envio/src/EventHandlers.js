const { EventAnchor } = require("generated");

EventAnchor.EventAnchored.handler(async ({ event, context }) => {
  const { params, block, transaction, logIndex } = event;
  context.Anchor.set({
    id: `${block.number}_${logIndex}`,
    anchor_id: params.id,
    actor: params.actor.toLowerCase(),
    hash: params.hash,
    tx_hash: transaction.hash,
    time: params.time,
    block_number: block.number,
    log_index: logIndex,
    block_time: block.timestamp,
  });
});
