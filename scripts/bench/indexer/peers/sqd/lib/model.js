// The entity as SQD keeps it: a row with a text key. Its store reads this file by this name.
const { EntitySchema } = require("typeorm");

class Anchor {
  constructor(values) {
    Object.assign(this, values);
  }
}

const text = { type: "text" };

exports.Anchor = Anchor;
exports.AnchorSchema = new EntitySchema({
  name: "Anchor",
  target: Anchor,
  tableName: "anchor",
  columns: {
    id: { type: "text", primary: true },
    anchor_id: text,
    actor: text,
    hash: text,
    tx_hash: text,
    time: { type: "bigint" },
    block_number: { type: "bigint" },
    log_index: { type: "int" },
    block_time: { type: "bigint" },
  },
});
