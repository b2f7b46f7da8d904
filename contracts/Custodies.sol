// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Actors} from "./Actors.sol";
import {ICustody} from "./interfaces/ICustody.sol";
import {CompactHandovers} from "./libraries/CompactHandovers.sol";
import {Equivocations} from "./libraries/Equivocations.sol";
import {Handovers} from "./libraries/Handovers.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {CompactHandover} from "./types/CompactHandover.sol";
import {Custody} from "./types/Custody.sol";
import {CustodySlot, opened} from "./types/CustodySlot.sol";
import {Statement} from "./types/Statement.sol";

/// @dev Custody of logistic units, one slot each. Signatures are checked by static calls only, so nothing can come back in between.
abstract contract Custodies is Actors, ICustody, EIP712 {
    /// @dev A struct of one, so that a slot is found once and then passed on.
    struct Unit {
        CustodySlot slot;
    }

    mapping(bytes32 unit => Unit) private _units;
    mapping(bytes32 key => bool) private _equivocations;

    /// @inheritdoc ICustody
    function open(bytes32 unit, bytes32 docHash) external {
        _openUnit(unit, msg.sender, docHash);
    }

    /// @inheritdoc ICustody
    function openBySig(bytes32 unit, address holder, bytes32 docHash, uint48 deadline, bytes calldata signature) external {
        _checkDeadline(deadline);
        _checkSignature(holder, _hashTypedDataV4(Handovers.hashOpen(unit, holder, docHash, deadline)), signature);
        _openUnit(unit, holder, docHash);
    }

    /// @inheritdoc ICustody
    function handover(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes calldata fromSignature,
        bytes calldata toSignature
    ) external {
        (Unit storage record, CustodySlot slot) = _openRecord(unit);
        bytes32 digest = _handoverDigest(unit, slot, to, docHash, deadline);
        _checkConsent(slot.holderOf(), digest, fromSignature);
        _checkConsent(to, digest, toSignature);
        record.slot = slot.movedTo(to);
        emit HandedOver(unit, slot.holderOf(), to, slot.seqOf(), docHash);
    }

    /// @inheritdoc ICustody
    function handoverCompact(CompactHandover calldata signed) external {
        Unit storage record = _units[signed.unit];
        CustodySlot slot = record.slot;
        bytes32 domain = _domainSeparatorV4();
        (bool agreed, CustodySlot moved) = CompactHandovers.settle(signed, slot, domain);
        if (!agreed) _refuse(signed, domain);
        record.slot = moved;
        CompactHandovers.emitHandedOver(signed, slot);
    }

    /// @inheritdoc ICustody
    function accept(bytes32 unit, bytes32 docHash, uint48 deadline, bytes32 fromR, bytes32 fromVs) external {
        (Unit storage record, CustodySlot slot) = _openRecord(unit);
        _checkCompact(slot.holderOf(), _handoverDigest(unit, slot, msg.sender, docHash, deadline), fromR, fromVs);
        record.slot = slot.movedTo(msg.sender);
        emit HandedOver(unit, slot.holderOf(), msg.sender, slot.seqOf(), docHash);
    }

    /// @inheritdoc ICustody
    function handoverMany(
        bytes32[] calldata units,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes calldata fromSignature,
        bytes calldata toSignature
    ) external {
        if (units.length == 0) revert CustodyNoUnits();
        address from = _units[units[0]].slot.holderOf();
        _checkTerms(from, to, deadline);
        // Moves first and asks for the signatures after: their digest needs every seq, and a refusal undoes the moves.
        bytes32 unitsHash = _moveAll(units, from, to, docHash);
        bytes32 digest = _hashTypedDataV4(Handovers.hashHandoverMany(unitsHash, from, to, docHash, deadline));
        _checkConsent(from, digest, fromSignature);
        _checkConsent(to, digest, toSignature);
    }

    /// @inheritdoc ICustody
    function reject(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes32 reasonHash,
        bytes calldata fromSignature,
        bytes calldata toSignature
    ) external {
        (Unit storage record, CustodySlot slot) = _openRecord(unit);
        address from = slot.holderOf();
        _checkConsent(from, _handoverDigest(unit, slot, to, docHash, deadline), fromSignature);
        bytes32 refusal = Handovers.hashReject(unit, from, to, slot.seqOf(), docHash, deadline, reasonHash);
        _checkConsent(to, _hashTypedDataV4(refusal), toSignature);
        record.slot = slot.movedTo(from);
        emit HandoverRejected(unit, from, to, slot.seqOf(), docHash, reasonHash);
    }

    /// @inheritdoc ICustody
    function withdraw(bytes32 unit) external {
        (Unit storage record, CustodySlot slot) = _heldRecord(unit, msg.sender);
        record.slot = slot.movedTo(msg.sender);
        emit OffersWithdrawn(unit, msg.sender, slot.seqOf());
    }

    /// @inheritdoc ICustody
    function close(bytes32 unit, bytes32 docHash) external {
        (Unit storage record, CustodySlot slot) = _heldRecord(unit, msg.sender);
        record.slot = slot.closed();
        emit Closed(unit, msg.sender, slot.seqOf(), docHash);
    }

    /// @inheritdoc ICustody
    function closeBySig(bytes32 unit, bytes32 docHash, uint48 deadline, bytes calldata signature) external {
        (Unit storage record, CustodySlot slot) = _openRecord(unit);
        (address holder, uint64 seq) = (slot.holderOf(), slot.seqOf());
        _checkDeadline(deadline);
        _checkSignature(holder, _hashTypedDataV4(Handovers.hashClose(unit, holder, seq, docHash, deadline)), signature);
        record.slot = slot.closed();
        emit Closed(unit, holder, seq, docHash);
    }

    /// @inheritdoc ICustody
    function recover(bytes32 unit, address newHolder, bytes32 reasonHash) external restricted {
        (Unit storage record, CustodySlot slot) = _openRecord(unit);
        _checkReceiver(slot.holderOf(), newHolder);
        record.slot = slot.movedTo(newHolder);
        emit Recovered(unit, slot.holderOf(), newHolder, slot.seqOf(), reasonHash);
    }

    /// @inheritdoc ICustody
    function recordEquivocation(address account, bytes32 unit, uint64 seq, Statement calldata first, Statement calldata second) external {
        bytes32 key = keccak256(abi.encode(account, unit, seq));
        if (_equivocations[key]) revert CustodyAlreadyRecorded(account, unit, seq);
        if (!Equivocations.contradict(first, second)) revert CustodyNoContradiction();
        bytes32 firstDigest = _checkStatement(account, unit, seq, first);
        bytes32 secondDigest = _checkStatement(account, unit, seq, second);
        _equivocations[key] = true;
        emit Equivocated(account, unit, seq, firstDigest, secondDigest);
    }

    /// @inheritdoc ICustody
    function custodyOf(bytes32 unit) external view returns (Custody memory) {
        return _units[unit].slot.unpack();
    }

    /// @inheritdoc ICustody
    function hasEquivocated(address account, bytes32 unit, uint64 seq) external view returns (bool) {
        return _equivocations[keccak256(abi.encode(account, unit, seq))];
    }

    function _openUnit(bytes32 unit, address holder, bytes32 docHash) private {
        Unit storage record = _units[unit];
        if (!record.slot.isFresh()) revert CustodyAlreadyOpened(unit);
        _checkActive(holder);
        record.slot = opened(holder);
        emit Opened(unit, holder, docHash);
    }

    /// @dev Tells why a compact handover is refused, check by check in the order of `handover`; always reverts.
    function _refuse(CompactHandover calldata signed, bytes32 domain) private view {
        (, CustodySlot slot) = _openRecord(signed.unit);
        address from = slot.holderOf();
        _checkTerms(from, signed.to, signed.deadline);
        (bytes32 digest, address fromSigner, ) = CompactHandovers.recover(signed, slot, domain);
        revert CustodyInvalidSignature(fromSigner == from ? signed.to : from, digest);
    }

    /// @dev Moves every unit and returns the hash of their (unit, seq) pairs. A unit listed twice fails, as `from` has lost it by then.
    function _moveAll(bytes32[] calldata units, address from, address to, bytes32 docHash) private returns (bytes32 unitsHash) {
        uint256 count = units.length;
        uint256[] memory pairs = new uint256[](2 * count);
        // Assembly reaches neither list out of bounds: `i` stays below the length of one and half of the other's.
        for (uint256 i = 0; i < count;) {
            bytes32 unit;
            assembly ("memory-safe") {
                unit := calldataload(add(units.offset, shl(5, i)))
            }
            Unit storage record = _units[unit];
            CustodySlot slot = record.slot;
            if (!slot.isHeldBy(from)) _heldRecord(unit, from);
            record.slot = slot.movedTo(to);
            uint64 seq = slot.seqOf();
            assembly ("memory-safe") {
                let pair := add(add(pairs, 0x20), shl(6, i))
                mstore(pair, unit)
                mstore(add(pair, 0x20), seq)
                i := add(i, 1)
            }
            emit HandedOver(unit, from, to, seq, docHash);
        }
        assembly ("memory-safe") {
            unitsHash := keccak256(add(pairs, 0x20), shl(5, mload(pairs)))
        }
    }

    function _handoverDigest(bytes32 unit, CustodySlot slot, address to, bytes32 docHash, uint48 deadline) private view returns (bytes32) {
        _checkTerms(slot.holderOf(), to, deadline);
        return _hashTypedDataV4(Handovers.hashHandover(unit, slot.holderOf(), to, slot.seqOf(), docHash, deadline));
    }

    function _openRecord(bytes32 unit) private view returns (Unit storage record, CustodySlot slot) {
        record = _units[unit];
        slot = record.slot;
        if (!slot.isOpen()) revert CustodyNotOpen(unit, slot.unpack().status);
    }

    function _heldRecord(bytes32 unit, address account) private view returns (Unit storage record, CustodySlot slot) {
        (record, slot) = _openRecord(unit);
        if (slot.holderOf() != account) revert CustodyNotHolder(unit, account, slot.holderOf());
    }

    function _checkStatement(
        address account,
        bytes32 unit,
        uint64 seq,
        Statement calldata statement
    ) private view returns (bytes32 digest) {
        if (!Equivocations.isParty(statement, account)) revert CustodyNotParty(account);
        _checkDeadline(statement.deadline);
        digest = _hashTypedDataV4(Equivocations.structHash(statement, unit, seq));
        _checkSignature(account, digest, statement.signature);
    }

    function _checkTerms(address from, address to, uint48 deadline) private view {
        _checkReceiver(from, to);
        _checkDeadline(deadline);
    }

    function _checkReceiver(address from, address to) private pure {
        if (to == address(0) || to == from) revert CustodyInvalidReceiver(to);
    }

    function _checkDeadline(uint48 deadline) private view {
        if (block.timestamp > deadline) revert CustodyLapsed(deadline, block.timestamp);
    }

    /// @dev Being the caller is consent; otherwise a signature is needed.
    function _checkConsent(address party, bytes32 digest, bytes calldata signature) private view {
        if (signature.length == 0 && party == msg.sender) return;
        _checkSignature(party, digest, signature);
    }

    function _checkSignature(address signer, bytes32 digest, bytes calldata signature) private view {
        if (!Signatures.isValid(signer, digest, signature)) revert CustodyInvalidSignature(signer, digest);
    }

    function _checkCompact(address signer, bytes32 digest, bytes32 r, bytes32 vs) private view {
        if (!Signatures.isValidCompact(signer, digest, r, vs)) revert CustodyInvalidSignature(signer, digest);
    }
}
