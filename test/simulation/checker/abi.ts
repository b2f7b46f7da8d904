import { Interface } from "ethers";

/** The contracts' events and views, written down once more: the checker must not inherit a mistake of the product's own list. */
export const CONTRACT = new Interface([
  "event ActorRegistered(address indexed account, uint16 roles, bytes20 profileHash)",
  "event ActorRevoked(address indexed account)",
  "event Anchored(address indexed author, uint256 indexed index, bytes32 root)",
  "event CheckpointAnchored(address indexed author, uint256 indexed index, bytes32 root)",
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
  "function anchorCheckpoint(bytes32 root) returns (uint256)",
  "function open(bytes32 unit, bytes32 docHash)",
  "function withdraw(bytes32 unit)",
  "function close(bytes32 unit, bytes32 docHash)",
  "function registerActor(address account, uint16 roles, bytes20 profileHash)",
]);

/** The same of the token. */
export const TOKEN = new Interface([
  "event Issued(uint256 indexed id, address indexed to, address indexed verifier, bytes32 registry, bytes32 project, uint16 vintage, uint64 firstSerial, uint64 lastSerial, uint16 bufferShare, bytes32 savingHash)",
  "event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)",
  "event Retired(bytes32 indexed retirementId, uint256 indexed id, address indexed beneficiary, address holder, uint256 retiredBefore, uint256 amount, bytes32 shipment, uint48 periodStart, uint48 periodEnd, bytes2 country, string note)",
  "function balanceOf(address account, uint256 id) view returns (uint256)",
  "function batchOf(uint256 id) view returns (tuple(uint48 issued, uint48 retired, uint48 cancelled, uint48 buffer, uint48 deficit))",
]);
