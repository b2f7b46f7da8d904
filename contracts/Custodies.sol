// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Actors} from "./Actors.sol";
import {ICustody} from "./interfaces/ICustody.sol";
import {Equivocations} from "./libraries/Equivocations.sol";
import {Handovers} from "./libraries/Handovers.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Custody, Status} from "./types/Custody.sol";
import {CustodySlot, ONE_SEQ, pack} from "./types/CustodySlot.sol";
import {Statement} from "./types/Statement.sol";

/// @dev Custody of logistic units, one slot each. Signatures are checked by static calls only, so nothing can come back in between.
abstract contract Custodies is Actors, ICustody, EIP712 {
    mapping(bytes32 unit => CustodySlot) private _units;
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
        CustodySlot slot = _openSlot(unit);
        address from = slot.holderOf();
        bytes32 digest = _handoverDigest(unit, slot, to, docHash, deadline);
        _checkConsent(from, digest, fromSignature);
        _checkConsent(to, digest, toSignature);
        _move(unit, slot, to);
        emit HandedOver(unit, from, to, slot.seqOf(), docHash);
    }

    /// @inheritdoc ICustody
    function handoverCompact(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes32 fromR,
        bytes32 fromVs,
        bytes32 toR,
        bytes32 toVs
    ) external {
        CustodySlot slot = _openSlot(unit);
        address from = slot.holderOf();
        bytes32 digest = _handoverDigest(unit, slot, to, docHash, deadline);
        if (!Signatures.isValidCompact(from, digest, fromR, fromVs)) revert CustodyInvalidSignature(from, digest);
        if (!Signatures.isValidCompact(to, digest, toR, toVs)) revert CustodyInvalidSignature(to, digest);
        _move(unit, slot, to);
        emit HandedOver(unit, from, to, slot.seqOf(), docHash);
    }

    /// @inheritdoc ICustody
    function accept(bytes32 unit, bytes32 docHash, uint48 deadline, bytes32 fromR, bytes32 fromVs) external {
        CustodySlot slot = _openSlot(unit);
        address from = slot.holderOf();
        bytes32 digest = _handoverDigest(unit, slot, msg.sender, docHash, deadline);
        if (!Signatures.isValidCompact(from, digest, fromR, fromVs)) revert CustodyInvalidSignature(from, digest);
        _move(unit, slot, msg.sender);
        emit HandedOver(unit, from, msg.sender, slot.seqOf(), docHash);
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
        address from = _units[units[0]].holderOf();
        _checkReceiver(from, to);
        _checkDeadline(deadline);
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
        CustodySlot slot = _openSlot(unit);
        address from = slot.holderOf();
        uint64 seq = slot.seqOf();
        _checkConsent(from, _handoverDigest(unit, slot, to, docHash, deadline), fromSignature);
        bytes32 refusal = Handovers.hashReject(unit, from, to, seq, docHash, deadline, reasonHash);
        _checkConsent(to, _hashTypedDataV4(refusal), toSignature);
        _move(unit, slot, from);
        emit HandoverRejected(unit, from, to, seq, docHash, reasonHash);
    }

    /// @inheritdoc ICustody
    function withdraw(bytes32 unit) external {
        CustodySlot slot = _heldSlot(unit, msg.sender);
        _move(unit, slot, msg.sender);
        emit OffersWithdrawn(unit, msg.sender, slot.seqOf());
    }

    /// @inheritdoc ICustody
    function close(bytes32 unit, bytes32 docHash) external {
        _closeUnit(unit, _heldSlot(unit, msg.sender), docHash);
    }

    /// @inheritdoc ICustody
    function closeBySig(bytes32 unit, bytes32 docHash, uint48 deadline, bytes calldata signature) external {
        CustodySlot slot = _openSlot(unit);
        _checkDeadline(deadline);
        bytes32 structHash = Handovers.hashClose(unit, slot.holderOf(), slot.seqOf(), docHash, deadline);
        _checkSignature(slot.holderOf(), _hashTypedDataV4(structHash), signature);
        _closeUnit(unit, slot, docHash);
    }

    /// @inheritdoc ICustody
    function recover(bytes32 unit, address newHolder, bytes32 reasonHash) external restricted {
        CustodySlot slot = _openSlot(unit);
        address from = slot.holderOf();
        _checkReceiver(from, newHolder);
        _move(unit, slot, newHolder);
        emit Recovered(unit, from, newHolder, slot.seqOf(), reasonHash);
    }

    /// @inheritdoc ICustody
    function recordEquivocation(
        address account,
        bytes32 unit,
        uint64 seq,
        Statement calldata first,
        Statement calldata second
    ) external {
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
        return _units[unit].unpack();
    }

    /// @inheritdoc ICustody
    function hasEquivocated(address account, bytes32 unit, uint64 seq) external view returns (bool) {
        return _equivocations[keccak256(abi.encode(account, unit, seq))];
    }

    function _openUnit(bytes32 unit, address holder, bytes32 docHash) private {
        if (_units[unit].statusOf() != Status.None) revert CustodyAlreadyOpened(unit);
        _checkActive(holder);
        _units[unit] = pack(holder, 0, Status.Open);
        emit Opened(unit, holder, docHash);
    }

    function _closeUnit(bytes32 unit, CustodySlot slot, bytes32 docHash) private {
        _units[unit] = pack(slot.holderOf(), slot.seqOf() + 1, Status.Closed);
        emit Closed(unit, slot.holderOf(), slot.seqOf(), docHash);
    }

    /// @dev Moves every unit and returns the hash of their (unit, seq) pairs. A unit listed twice fails, as `from` has lost it by then.
    function _moveAll(bytes32[] calldata units, address from, address to, bytes32 docHash) private returns (bytes32 unitsHash) {
        uint256[] memory pairs = new uint256[](2 * units.length);
        for (uint256 i = 0; i < units.length; ++i) {
            bytes32 unit = units[i];
            CustodySlot slot = _heldSlot(unit, from);
            _move(unit, slot, to);
            pairs[2 * i] = uint256(unit);
            pairs[2 * i + 1] = slot.seqOf();
            emit HandedOver(unit, from, to, slot.seqOf(), docHash);
        }
        assembly ("memory-safe") {
            unitsHash := keccak256(add(pairs, 0x20), shl(5, mload(pairs)))
        }
    }

    /// @dev Gives the unit to an account, uses up its seq and leaves the status. `to` may be the present holder.
    function _move(bytes32 unit, CustodySlot slot, address to) private {
        // Cannot overflow into the status in less than 2^64 changes.
        unchecked {
            uint256 word = CustodySlot.unwrap(slot);
            _units[unit] = CustodySlot.wrap(((word >> 160) << 160) + ONE_SEQ + uint160(to));
        }
    }

    function _handoverDigest(
        bytes32 unit,
        CustodySlot slot,
        address to,
        bytes32 docHash,
        uint48 deadline
    ) private view returns (bytes32) {
        _checkReceiver(slot.holderOf(), to);
        _checkDeadline(deadline);
        return _hashTypedDataV4(Handovers.hashHandover(unit, slot.holderOf(), to, slot.seqOf(), docHash, deadline));
    }

    function _openSlot(bytes32 unit) private view returns (CustodySlot slot) {
        slot = _units[unit];
        if (slot.statusOf() != Status.Open) revert CustodyNotOpen(unit, slot.statusOf());
    }

    function _heldSlot(bytes32 unit, address account) private view returns (CustodySlot slot) {
        slot = _openSlot(unit);
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
}
