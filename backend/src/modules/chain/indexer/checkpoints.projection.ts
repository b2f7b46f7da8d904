import type { ProjectedRow, Projection } from "./projection.ts";

/** An entry of the contract's log that is a checkpoint of its author's audit log; all else about it stands in `anchors`. */
interface CheckpointRow extends ProjectedRow {
  index: number;
}

export const checkpointsProjection: Projection<CheckpointRow> = {
  table: "checkpoint_anchors",
  events: {
    CheckpointAnchored: ({ index }, { blockNumber, logIndex }) => ({
      index: Number(index),
      block_number: blockNumber,
      log_index: logIndex,
    }),
  },
};
