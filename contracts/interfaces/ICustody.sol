// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CompactHandover} from "../types/CompactHandover.sol";
import {Custody, Status} from "../types/Custody.sol";
import {Statement} from "../types/Statement.sol";

/// @title Who holds it
/// @notice Custody of logistic units, one storage slot each. It changes only when both parties signed the same words (EIP-712), and the
/// unit's own `seq` is the nonce, so that a signature works once. Anybody may carry the signatures: parties need no coins.
/// @dev A signature is 65 bytes (r, s, v) or 64 bytes (EIP-2098) of the account's key, or whatever the account's contract accepts
/// (ERC-1271). Where a party is the caller, its signature may be empty. Every event carries the `seq` that was used up: afterwards the
/// unit's seq is one more. `docHash` is the Merkle root of what is inside the unit.
interface ICustody {
    /// @notice A unit came under custody, with seq 0.
    /// @param unit The unit.
    /// @param holder The account that holds it.
    /// @param docHash Root of what is inside.
    event Opened(bytes32 indexed unit, address indexed holder, bytes32 docHash);

    /// @notice A unit moved from one account to another.
    /// @param unit The unit.
    /// @param from The holder until now.
    /// @param to The receiver.
    /// @param seq The seq that was used up.
    /// @param docHash Root of what is inside.
    event HandedOver(bytes32 indexed unit, address indexed from, address indexed to, uint64 seq, bytes32 docHash);

    /// @notice The named receiver refused a signed offer; the holder stays and the offer is void.
    /// @param unit The unit.
    /// @param from The holder until now.
    /// @param to The receiver.
    /// @param seq The seq that was used up.
    /// @param docHash Root of what is inside.
    /// @param reasonHash keccak256 of the reason, which stays off chain.
    event HandoverRejected(bytes32 indexed unit, address indexed from, address indexed to, uint64 seq, bytes32 docHash, bytes32 reasonHash);

    /// @notice The holder took back every offer that it signed for this seq.
    /// @param unit The unit.
    /// @param holder The account that holds it.
    /// @param seq The seq that was used up.
    event OffersWithdrawn(bytes32 indexed unit, address indexed holder, uint64 seq);

    /// @notice The holder ended custody: unpacked, sold or destroyed.
    /// @param unit The unit.
    /// @param holder The account that holds it.
    /// @param seq The seq that was used up.
    /// @param docHash Root of what is inside.
    event Closed(bytes32 indexed unit, address indexed holder, uint64 seq, bytes32 docHash);

    /// @notice The registrar moved a unit, because its holder lost the key.
    /// @param unit The unit.
    /// @param from The holder until now.
    /// @param to The receiver.
    /// @param seq The seq that was used up.
    /// @param reasonHash keccak256 of the reason, which stays off chain.
    event Recovered(bytes32 indexed unit, address indexed from, address indexed to, uint64 seq, bytes32 reasonHash);

    /// @notice One account signed two contradicting statements about one unit at one seq.
    /// @param account The account in question.
    /// @param unit The unit.
    /// @param seq The seq that was used up.
    /// @param firstDigest Digest of the first statement.
    /// @param secondDigest Digest of the second statement.
    event Equivocated(address indexed account, bytes32 indexed unit, uint64 seq, bytes32 firstDigest, bytes32 secondDigest);

    /// @notice The unit was opened before; a unit has one life.
    /// @param unit The unit.
    error CustodyAlreadyOpened(bytes32 unit);

    /// @notice The unit is not under custody.
    /// @param unit The unit.
    /// @param status Where the unit is in its life.
    error CustodyNotOpen(bytes32 unit, Status status);

    /// @notice The account does not hold the unit.
    /// @param unit The unit.
    /// @param account The account in question.
    /// @param holder The account that holds it.
    error CustodyNotHolder(bytes32 unit, address account, address holder);

    /// @notice The receiver is zero or the holder itself.
    /// @param to The receiver.
    error CustodyInvalidReceiver(address to);

    /// @notice The signed deadline has passed.
    /// @param deadline Last second at which the signature counts.
    /// @param timestamp The block's time.
    error CustodyLapsed(uint48 deadline, uint256 timestamp);

    /// @notice The account did not sign this digest.
    /// @param signer The account whose consent is missing.
    /// @param digest What it would have had to sign.
    error CustodyInvalidSignature(address signer, bytes32 digest);

    /// @notice A consignment needs at least one unit.
    error CustodyNoUnits();

    /// @notice The account is not a party that may sign the statement.
    /// @param account The account in question.
    error CustodyNotParty(address account);

    /// @notice The statement says nothing about this unit at this seq.
    /// @param unit The unit.
    /// @param seq The seq that was used up.
    error CustodyNotAbout(bytes32 unit, uint64 seq);

    /// @notice The two statements can both be honest.
    error CustodyNoContradiction();

    /// @notice This equivocation is on record already.
    /// @param account The account in question.
    /// @param unit The unit.
    /// @param seq The seq that was used up.
    error CustodyAlreadyRecorded(address account, bytes32 unit, uint64 seq);

    /// @notice The caller, an active actor, puts a unit under its own custody.
    /// @dev Emits {Opened}. Reverts with {CustodyAlreadyOpened}, {IActorRegistry-ActorRegistryUnknown} or {IActorRegistry-ActorRegistryRevoked}.
    /// Only registered accounts may open, or strangers could take a unit's key from a pending transaction and occupy it.
    /// @param unit Salted key of the logistic unit.
    /// @param docHash Root of what is inside.
    function open(bytes32 unit, bytes32 docHash) external;

    /// @notice The same for a holder that signed `Open` and sends nothing.
    /// @dev Reverts as {open} does, and with {CustodyLapsed} or {CustodyInvalidSignature}.
    /// @param unit Salted key of the logistic unit.
    /// @param holder The first holder, an active actor.
    /// @param docHash Root of what is inside.
    /// @param deadline Last second at which the signature counts.
    /// @param signature The holder's signature over `Open`.
    function openBySig(bytes32 unit, address holder, bytes32 docHash, uint48 deadline, bytes calldata signature) external;

    /// @notice Moves a unit from its holder to a receiver; both signed the same `Handover`.
    /// @dev Emits {HandedOver}. Reverts with {CustodyNotOpen}, {CustodyInvalidReceiver}, {CustodyLapsed} or {CustodyInvalidSignature}.
    /// @param unit The unit; the holder and seq in its slot are part of the digest.
    /// @param to The receiver.
    /// @param docHash Root of what changes hands.
    /// @param deadline Last second at which the signatures count.
    /// @param fromSignature The holder's signature; may be empty when the holder is the caller.
    /// @param toSignature The receiver's signature; may be empty when the receiver is the caller.
    function handover(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes calldata fromSignature,
        bytes calldata toSignature
    ) external;

    /// @notice {handover} for two plain keys: the cheapest way to relay.
    /// @dev Same event and errors.
    /// @param signed What both signed, with compact signatures.
    function handoverCompact(CompactHandover calldata signed) external;

    /// @notice {handover} sent by the receiver itself with the offer of a plain key (EIP-2098): the cheapest way to take over.
    /// @dev Same event and errors.
    /// @param unit The unit.
    /// @param docHash Root of what changes hands.
    /// @param deadline Last second at which the offer counts.
    /// @param fromR First half of the holder's signature.
    /// @param fromVs Second half of the holder's signature.
    function accept(bytes32 unit, bytes32 docHash, uint48 deadline, bytes32 fromR, bytes32 fromVs) external;

    /// @notice Moves many units of one holder under one signature pair over `HandoverMany`, all or none.
    /// @dev Emits one {HandedOver} per unit. Reverts as {handover} does, and with {CustodyNoUnits} or {CustodyNotHolder}. The digest covers
    /// keccak256 of the packed (bytes32 unit, uint256 seq) pairs in the order of the call.
    /// @param units The units, all held by the holder of the first.
    /// @param to The receiver.
    /// @param docHash Root of what changes hands.
    /// @param deadline Last second at which the signatures count.
    /// @param fromSignature The holder's signature; may be empty when the holder is the caller.
    /// @param toSignature The receiver's signature; may be empty when the receiver is the caller.
    function handoverMany(
        bytes32[] calldata units,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes calldata fromSignature,
        bytes calldata toSignature
    ) external;

    /// @notice The named receiver refuses a handover that the holder signed. The holder stays, and the offer cannot be used any more.
    /// @dev Emits {HandoverRejected}. Reverts as {handover} does. The holder's signature is over `Handover`, the receiver's over `Reject`.
    /// @param unit The unit.
    /// @param to The named receiver.
    /// @param docHash As offered.
    /// @param deadline As offered.
    /// @param reasonHash keccak256 of the reason, which stays off chain.
    /// @param fromSignature The holder's offer; may be empty when the holder is the caller.
    /// @param toSignature The receiver's refusal; may be empty when the receiver is the caller.
    function reject(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes32 reasonHash,
        bytes calldata fromSignature,
        bytes calldata toSignature
    ) external;

    /// @notice The caller, who holds the unit, takes back every offer it signed for the present seq: a wrong receiver is no equivocation.
    /// @dev Emits {OffersWithdrawn}. Reverts with {CustodyNotOpen} or {CustodyNotHolder}.
    /// @param unit The unit.
    function withdraw(bytes32 unit) external;

    /// @notice The caller, who holds the unit, ends custody.
    /// @dev Emits {Closed}. Reverts with {CustodyNotOpen} or {CustodyNotHolder}.
    /// @param unit The unit.
    /// @param docHash Root of what was inside at the end.
    function close(bytes32 unit, bytes32 docHash) external;

    /// @notice The same for a holder that signed `Close` and sends nothing.
    /// @dev Reverts with {CustodyNotOpen}, {CustodyLapsed} or {CustodyInvalidSignature}.
    /// @param unit The unit.
    /// @param docHash Root of what was inside at the end.
    /// @param deadline Last second at which the signature counts.
    /// @param signature The holder's signature over `Close`.
    function closeBySig(bytes32 unit, bytes32 docHash, uint48 deadline, bytes calldata signature) external;

    /// @notice Moves a unit whose holder lost its key. For everybody to see, with a reason.
    /// @dev Restricted by the AccessManager. Emits {Recovered}. Reverts with {CustodyNotOpen} or {CustodyInvalidReceiver}.
    /// @param unit The unit.
    /// @param newHolder The account that answers for it from now on.
    /// @param reasonHash keccak256 of the reason, which stays off chain.
    function recover(bytes32 unit, address newHolder, bytes32 reasonHash) external;

    /// @notice Puts on record that an account signed two contradicting statements about one unit at one seq. Anybody may, once.
    /// @dev Statements contradict when they differ in outcome, parties or docHash; two refusals never do. Both must still be within their
    /// deadlines: whoever offers a unit again after a first offer lapsed is honest. Emits {Equivocated}. Reverts with {CustodyNotParty},
    /// {CustodyNotAbout}, {CustodyNoContradiction}, {CustodyAlreadyRecorded}, {CustodyLapsed} or {CustodyInvalidSignature}.
    /// @param account The account that signed both.
    /// @param unit The unit.
    /// @param seq The seq.
    /// @param first One statement.
    /// @param second The other.
    function recordEquivocation(address account, bytes32 unit, uint64 seq, Statement calldata first, Statement calldata second) external;

    /// @notice Who holds a unit; all zero when it was never opened.
    /// @param unit The unit.
    /// @return The unit's slot.
    function custodyOf(bytes32 unit) external view returns (Custody memory);

    /// @notice Whether an equivocation is on record.
    /// @param account The account.
    /// @param unit The unit.
    /// @param seq The seq.
    /// @return True when {Equivocated} was emitted for them.
    function hasEquivocated(address account, bytes32 unit, uint64 seq) external view returns (bool);
}
