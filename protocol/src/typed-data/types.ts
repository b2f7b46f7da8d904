/** EIP-712 types that wallets show and SupplyChain checks. Field order is part of the digest. */

/**
 * A statement about one EPCIS event. Checked off chain only; `statement` is `statementOf(event)`. The content is a struct of its own so
 * that its hash can stand for it when only single fields are disclosed.
 */
export const EVENT_STATEMENT_TYPES = {
  EventStatement: [
    { name: "content", type: "Content" },
    { name: "fieldsRoot", type: "bytes32" },
  ],
  Content: [
    { name: "statement", type: "string" },
    { name: "eventHash", type: "bytes32" },
    { name: "contentDigest", type: "bytes32" },
    { name: "salt", type: "bytes32" },
  ],
} as const;

/** The first holder puts a logistic unit under custody. */
export const OPEN_TYPES = {
  Open: [
    { name: "unit", type: "bytes32" },
    { name: "holder", type: "address" },
    { name: "docHash", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

/** Signed by both parties over one digest; `seq` is the unit's own nonce. */
export const HANDOVER_TYPES = {
  Handover: [
    { name: "unit", type: "bytes32" },
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "seq", type: "uint64" },
    { name: "docHash", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

/** One signature pair for many units; `unitsHash` = keccak256 of the packed (bytes32 unit, uint256 seq) pairs. */
export const HANDOVER_MANY_TYPES = {
  HandoverMany: [
    { name: "unitsHash", type: "bytes32" },
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "docHash", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

/** The named receiver refuses an offered handover; the sender's signed offer dies with `seq`. */
export const REJECT_TYPES = {
  Reject: [
    { name: "unit", type: "bytes32" },
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "seq", type: "uint64" },
    { name: "docHash", type: "bytes32" },
    { name: "deadline", type: "uint48" },
    { name: "reasonHash", type: "bytes32" },
  ],
} as const;

/** The holder ends custody: the unit was unpacked, sold or destroyed. */
export const CLOSE_TYPES = {
  Close: [
    { name: "unit", type: "bytes32" },
    { name: "holder", type: "address" },
    { name: "seq", type: "uint64" },
    { name: "docHash", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

/** Proof that a registration was asked for by the account itself; checked off chain. `gln` is "" when there is none. */
export const REGISTRATION_TYPES = {
  Registration: [
    { name: "name", type: "string" },
    { name: "gln", type: "string" },
    { name: "roles", type: "uint16" },
    { name: "nonce", type: "bytes32" },
    { name: "account", type: "address" },
  ],
} as const;

/** What an organisation wants done with a document, when it has a wallet and no token; checked off chain. */
export const DOCUMENT_CONSENT_TYPES = {
  DocumentConsent: [
    { name: "statement", type: "string" },
    { name: "document", type: "string" },
    { name: "account", type: "address" },
    { name: "deadline", type: "uint48" },
  ],
} as const;
