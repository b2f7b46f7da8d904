export const abi = [
  {
    type: "event",
    name: "EventAnchored",
    inputs: [
      { name: "id", type: "bytes32", indexed: true },
      { name: "actor", type: "address", indexed: true },
      { name: "hash", type: "bytes32", indexed: false },
      { name: "time", type: "uint64", indexed: false },
    ],
  },
] as const;
