/**
 * Where a transaction stands.
 * - queued: waits for a nonce. `blocked_reason` says why it is not its turn, if it is not.
 * - signed: nonce and bytes are stored; no node is known to have them.
 * - sent: a node took one of its forms.
 * - included: in a block that may still be undone.
 * - final: in a block that will not be undone. The end.
 * - failed: never took effect and never will. The end, until somebody asks anew.
 * - reverted: in a block, but the contract refused it.
 * - unknown: its nonce was used by something that is none of its forms; whether that stays is not settled.
 */
export const TRANSACTION_STATES = ["queued", "signed", "sent", "included", "final", "failed", "reverted", "unknown"] as const;
export type TransactionState = (typeof TRANSACTION_STATES)[number];

/** Everything that can happen to a transaction, as one word each. */
export type Happening =
  /** It got a nonce and a first form. */
  | "signed"
  /** The contract would refuse it, and nothing on its way can change that; or it would burn too much gas. */
  | "hopeless"
  /** Not now: no permission, no funds, fees above the cap, or the node cannot tell. Tried again, without a nonce. */
  | "held"
  /** A node took its bytes, or had them. */
  | "accepted"
  /** A node does not have its bytes: refused for now, dropped from the pool, or taken back by a reorg. They are said again. */
  | "missing"
  /** It took effect, in a block. */
  | "mined"
  /** That block is final. */
  | "mined-final"
  /** It is in a block, but the contract refused it. */
  | "refused-on-chain"
  /** The same in a final block, for a reason that may mend: permission, or too little gas. It had no effect, so it is queued again. */
  | "refused-but-mends"
  /** Its nonce was used by something else: the key elsewhere, or our own transfer of nothing. */
  | "overtaken"
  /** That use is final: none of its forms can ever take effect. */
  | "overtaken-final"
  /** The same, and there is no point in another try: no node takes it, it was given up too often, or it only had to fill a gap. */
  | "given-up"
  /** The block that it was in is gone. */
  | "reorged"
  /** Somebody asked for the same business key again. */
  | "asked-again";

/**
 * State × what happened → next state. What is not here cannot happen and is a defect. A new nonce is only ever given to `queued`, and the only
 * ways back there lead over a final block: so no two forms of a transaction can both take effect.
 */
export const NEXT: Readonly<Record<TransactionState, Readonly<Partial<Record<Happening, TransactionState>>>>> = {
  queued: { signed: "signed", hopeless: "failed", held: "queued" },
  signed: {
    accepted: "sent",
    missing: "signed",
    mined: "included",
    "mined-final": "final",
    "refused-on-chain": "reverted",
    overtaken: "unknown",
  },
  sent: {
    accepted: "sent",
    missing: "signed",
    mined: "included",
    "mined-final": "final",
    "refused-on-chain": "reverted",
    overtaken: "unknown",
    reorged: "sent",
  },
  included: {
    accepted: "sent",
    missing: "signed",
    mined: "included",
    "mined-final": "final",
    "refused-on-chain": "reverted",
    overtaken: "unknown",
    reorged: "sent",
  },
  reverted: {
    accepted: "sent",
    missing: "signed",
    mined: "included",
    "mined-final": "final",
    "refused-on-chain": "reverted",
    "refused-but-mends": "queued",
    overtaken: "unknown",
    reorged: "sent",
    "asked-again": "queued",
  },
  unknown: {
    accepted: "sent",
    missing: "signed",
    mined: "included",
    "mined-final": "final",
    "refused-on-chain": "reverted",
    overtaken: "unknown",
    "overtaken-final": "queued",
    "given-up": "failed",
  },
  // A development chain may be rewound below what was final.
  final: { reorged: "sent" },
  failed: { "asked-again": "queued" },
};

/** @throws Error for what cannot happen in that state. */
export function nextState(state: TransactionState, happening: Happening): TransactionState {
  const next = NEXT[state][happening];
  if (next === undefined) throw new Error(`a ${state} transaction cannot be ${happening}`);
  return next;
}
