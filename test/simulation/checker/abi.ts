import { Interface } from "ethers";

/** The contract's events and views, written down once more: the checker must not inherit a mistake of the product's own list. */
export const CONTRACT = new Interface([
  "event ActorRegistered(address indexed account, uint16 roles, bytes20 profileHash)",
  "event ActorRevoked(address indexed account)",
  "event Anchored(address indexed author, uint256 indexed index, bytes32 root)",
  "event Opened(bytes32 indexed unit, address indexed holder, bytes32 docHash)",
  "event HandedOver(bytes32 indexed unit, address indexed from, address indexed to, uint64 seq, bytes32 docHash)",
  "event HandoverRejected(bytes32 indexed unit, address indexed from, address indexed to, uint64 seq, bytes32 docHash, bytes32 reasonHash)",
  "event OffersWithdrawn(bytes32 indexed unit, address indexed holder, uint64 seq)",
  "event Closed(bytes32 indexed unit, address indexed holder, uint64 seq, bytes32 docHash)",
  "event Recovered(bytes32 indexed unit, address indexed from, address indexed to, uint64 seq, bytes32 reasonHash)",
  "function head() view returns (bytes32)",
  "function size() view returns (uint256)",
  "function custodyOf(bytes32 unit) view returns (tuple(address holder, uint64 seq, uint8 status))",
  "function anchor(bytes32 root) returns (uint256)",
  "function open(bytes32 unit, bytes32 docHash)",
  "function withdraw(bytes32 unit)",
  "function close(bytes32 unit, bytes32 docHash)",
  "function registerActor(address account, uint16 roles, bytes20 profileHash)",
]);
