/** The part of SupplyChain that verification reads. A test compares it with the generated ABI. */
export const SUPPLY_CHAIN_ABI = [
  { type: "function", name: "head", stateMutability: "view", inputs: [], outputs: [{ name: "", type: "bytes32" }] },
  { type: "function", name: "size", stateMutability: "view", inputs: [], outputs: [{ name: "", type: "uint256" }] },
  {
    type: "function",
    name: "actorOf",
    stateMutability: "view",
    inputs: [{ name: "account", type: "address" }],
    outputs: [
      {
        name: "",
        type: "tuple",
        components: [
          { name: "roles", type: "uint16" },
          { name: "registeredAt", type: "uint40" },
          { name: "revokedAt", type: "uint40" },
          { name: "profileHash", type: "bytes20" },
        ],
      },
    ],
  },
  {
    type: "function",
    name: "isValidSignature",
    stateMutability: "view",
    inputs: [
      { name: "hash", type: "bytes32" },
      { name: "signature", type: "bytes" },
    ],
    outputs: [{ name: "", type: "bytes4" }],
  },
  {
    type: "function",
    name: "custodyOf",
    stateMutability: "view",
    inputs: [{ name: "unit", type: "bytes32" }],
    outputs: [
      {
        name: "",
        type: "tuple",
        components: [
          { name: "holder", type: "address" },
          { name: "seq", type: "uint64" },
          { name: "status", type: "uint8" },
        ],
      },
    ],
  },
  {
    type: "event",
    name: "Anchored",
    inputs: [
      { name: "author", type: "address", indexed: true },
      { name: "index", type: "uint256", indexed: true },
      { name: "root", type: "bytes32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "Opened",
    inputs: [
      { name: "unit", type: "bytes32", indexed: true },
      { name: "holder", type: "address", indexed: true },
      { name: "docHash", type: "bytes32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "HandedOver",
    inputs: [
      { name: "unit", type: "bytes32", indexed: true },
      { name: "from", type: "address", indexed: true },
      { name: "to", type: "address", indexed: true },
      { name: "seq", type: "uint64", indexed: false },
      { name: "docHash", type: "bytes32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "HandoverRejected",
    inputs: [
      { name: "unit", type: "bytes32", indexed: true },
      { name: "from", type: "address", indexed: true },
      { name: "to", type: "address", indexed: true },
      { name: "seq", type: "uint64", indexed: false },
      { name: "docHash", type: "bytes32", indexed: false },
      { name: "reasonHash", type: "bytes32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "OffersWithdrawn",
    inputs: [
      { name: "unit", type: "bytes32", indexed: true },
      { name: "holder", type: "address", indexed: true },
      { name: "seq", type: "uint64", indexed: false },
    ],
  },
  {
    type: "event",
    name: "Closed",
    inputs: [
      { name: "unit", type: "bytes32", indexed: true },
      { name: "holder", type: "address", indexed: true },
      { name: "seq", type: "uint64", indexed: false },
      { name: "docHash", type: "bytes32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "Recovered",
    inputs: [
      { name: "unit", type: "bytes32", indexed: true },
      { name: "from", type: "address", indexed: true },
      { name: "to", type: "address", indexed: true },
      { name: "seq", type: "uint64", indexed: false },
      { name: "reasonHash", type: "bytes32", indexed: false },
    ],
  },
] as const;
