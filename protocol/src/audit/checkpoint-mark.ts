/** First four bytes of keccak256("waybill.audit-checkpoint.v1"), which begin all that is anchored for checkpoints: so everybody finds them, and misses none. */
export const CHECKPOINT_MARK = "0x1bf0c768";

/** Whether an anchored root is one of a checkpoint. A batch's root looks like one once in four thousand million. */
export function isCheckpointRoot(root: string): boolean {
  return root.startsWith(CHECKPOINT_MARK);
}
