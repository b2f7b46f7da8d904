// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICustody} from "../interfaces/ICustody.sol";
import {CompactHandover} from "../types/CompactHandover.sol";
import {Custody, Status} from "../types/Custody.sol";
import {Statement, StatementKind} from "../types/Statement.sol";
import {ReferenceTypedData as TypedData} from "./ReferenceTypedData.sol";

/// @dev Custody as a struct per unit; checks in the order of SupplyChain, so that both give the same error.
abstract contract ReferenceCustodies is AccessManaged, ICustody, EIP712 {
    mapping(bytes32 unit => Custody) private _units;
    mapping(address account => mapping(bytes32 unit => mapping(uint64 seq => bool))) private _equivocations;

    constructor() EIP712("Waybill", "1") {}

    function open(bytes32 unit, bytes32 docHash) external {
        _open(unit, msg.sender, docHash);
    }

    function openBySig(bytes32 unit, address holder, bytes32 docHash, uint48 deadline, bytes calldata signature) external {
        _requireInTime(deadline);
        _requireSigned(holder, TypedData.open(unit, holder, docHash, deadline), signature);
        _open(unit, holder, docHash);
    }

    function handover(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes memory fromSignature,
        bytes memory toSignature
    ) public {
        Custody storage custody = _requireOpen(unit);
        address from = custody.holder;
        _requireTerms(from, to, deadline);
        bytes32 structHash = TypedData.handover(unit, from, to, custody.seq, docHash, deadline);
        _requireConsent(from, structHash, fromSignature);
        _requireConsent(to, structHash, toSignature);
        _handOver(unit, to, docHash);
    }

    function handoverCompact(CompactHandover calldata signed) external {
        Custody storage custody = _requireOpen(signed.unit);
        address from = custody.holder;
        _requireTerms(from, signed.to, signed.deadline);
        bytes32 structHash = TypedData.handover(signed.unit, from, signed.to, custody.seq, signed.docHash, signed.deadline);
        _requireKey(from, structHash, signed.fromR, signed.fromVs);
        _requireKey(signed.to, structHash, signed.toR, signed.toVs);
        _handOver(signed.unit, signed.to, signed.docHash);
    }

    function accept(bytes32 unit, bytes32 docHash, uint48 deadline, bytes32 fromR, bytes32 fromVs) external {
        Custody storage custody = _requireOpen(unit);
        _requireTerms(custody.holder, msg.sender, deadline);
        bytes32 structHash = TypedData.handover(unit, custody.holder, msg.sender, custody.seq, docHash, deadline);
        _requireKey(custody.holder, structHash, fromR, fromVs);
        _handOver(unit, msg.sender, docHash);
    }

    function handoverMany(
        bytes32[] memory units,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes memory fromSignature,
        bytes memory toSignature
    ) public {
        require(units.length != 0, CustodyNoUnits());
        address from = _units[units[0]].holder;
        _requireTerms(from, to, deadline);
        uint64[] memory seqs = new uint64[](units.length);
        for (uint256 i = 0; i < units.length; ++i) {
            seqs[i] = _requireHeld(units[i], from).seq;
            _handOver(units[i], to, docHash);
        }
        bytes32 structHash = TypedData.handoverMany(units, seqs, from, to, docHash, deadline);
        _requireConsent(from, structHash, fromSignature);
        _requireConsent(to, structHash, toSignature);
    }

    function reject(
        bytes32 unit,
        address to,
        bytes32 docHash,
        uint48 deadline,
        bytes32 reasonHash,
        bytes memory fromSignature,
        bytes memory toSignature
    ) public {
        Custody storage custody = _requireOpen(unit);
        (address from, uint64 seq) = (custody.holder, custody.seq);
        _requireTerms(from, to, deadline);
        _requireConsent(from, TypedData.handover(unit, from, to, seq, docHash, deadline), fromSignature);
        _requireConsent(to, TypedData.reject(unit, from, to, seq, docHash, deadline, reasonHash), toSignature);
        custody.seq += 1;
        emit HandoverRejected(unit, from, to, seq, docHash, reasonHash);
    }

    function withdraw(bytes32 unit) external {
        Custody storage custody = _requireHeld(unit, msg.sender);
        emit OffersWithdrawn(unit, msg.sender, custody.seq);
        custody.seq += 1;
    }

    function close(bytes32 unit, bytes32 docHash) external {
        _requireHeld(unit, msg.sender);
        _close(unit, docHash);
    }

    function closeBySig(bytes32 unit, bytes32 docHash, uint48 deadline, bytes calldata signature) external {
        Custody storage custody = _requireOpen(unit);
        _requireInTime(deadline);
        _requireSigned(custody.holder, TypedData.close(unit, custody.holder, custody.seq, docHash, deadline), signature);
        _close(unit, docHash);
    }

    function recover(bytes32 unit, address newHolder, bytes32 reasonHash) external restricted {
        Custody storage custody = _requireOpen(unit);
        require(newHolder != address(0) && newHolder != custody.holder, CustodyInvalidReceiver(newHolder));
        emit Recovered(unit, custody.holder, newHolder, custody.seq, reasonHash);
        custody.holder = newHolder;
        custody.seq += 1;
    }

    function recordEquivocation(address account, bytes32 unit, uint64 seq, Statement calldata first, Statement calldata second) external {
        require(!_equivocations[account][unit][seq], CustodyAlreadyRecorded(account, unit, seq));
        require(_contradict(first, second), CustodyNoContradiction());
        bytes32 firstDigest = _requireStatement(account, unit, seq, first);
        bytes32 secondDigest = _requireStatement(account, unit, seq, second);
        _equivocations[account][unit][seq] = true;
        emit Equivocated(account, unit, seq, firstDigest, secondDigest);
    }

    function custodyOf(bytes32 unit) external view returns (Custody memory) {
        return _units[unit];
    }

    function hasEquivocated(address account, bytes32 unit, uint64 seq) external view returns (bool) {
        return _equivocations[account][unit][seq];
    }

    function _requireActive(address account) internal view virtual;

    function _open(bytes32 unit, address holder, bytes32 docHash) private {
        require(_units[unit].status == Status.None, CustodyAlreadyOpened(unit));
        _requireActive(holder);
        _units[unit] = Custody({holder: holder, seq: 0, status: Status.Open});
        emit Opened(unit, holder, docHash);
    }

    function _handOver(bytes32 unit, address to, bytes32 docHash) private {
        Custody storage custody = _units[unit];
        emit HandedOver(unit, custody.holder, to, custody.seq, docHash);
        custody.holder = to;
        custody.seq += 1;
    }

    function _close(bytes32 unit, bytes32 docHash) private {
        Custody storage custody = _units[unit];
        emit Closed(unit, custody.holder, custody.seq, docHash);
        custody.seq += 1;
        custody.status = Status.Closed;
    }

    /// @dev In words: of all that one key says about a unit at one seq, the outcome, the parties and the contents must be one, except that
    /// it may refuse as often as it likes.
    function _contradict(Statement calldata first, Statement calldata second) private pure returns (bool) {
        bool bothReject = first.kind == StatementKind.Reject && second.kind == StatementKind.Reject;
        return !bothReject && keccak256(_meaning(first)) != keccak256(_meaning(second));
    }

    function _meaning(Statement calldata statement) private pure returns (bytes memory) {
        if (statement.kind == StatementKind.Close) return abi.encode("close", statement.from, statement.docHash);
        if (statement.kind == StatementKind.Reject) return abi.encode("reject");
        return abi.encode("handover", statement.from, statement.to, statement.docHash);
    }

    function _requireStatement(address account, bytes32 unit, uint64 seq, Statement calldata statement) private view returns (bytes32) {
        require(_maySign(account, statement), CustodyNotParty(account));
        _requireInTime(statement.deadline);
        bytes32 structHash = _structHash(unit, seq, statement);
        _requireSigned(account, structHash, statement.signature);
        return _hashTypedDataV4(structHash);
    }

    function _maySign(address account, Statement calldata statement) private pure returns (bool) {
        bool asHolder = account == statement.from && statement.kind != StatementKind.Reject;
        bool asReceiver = account == statement.to && statement.kind != StatementKind.Close;
        return asHolder || asReceiver;
    }

    function _structHash(bytes32 unit, uint64 seq, Statement calldata s) private pure returns (bytes32) {
        if (s.kind == StatementKind.Handover) return TypedData.handover(unit, s.from, s.to, seq, s.docHash, s.deadline);
        if (s.kind == StatementKind.Reject) return TypedData.reject(unit, s.from, s.to, seq, s.docHash, s.deadline, s.reasonHash);
        if (s.kind == StatementKind.Close) return TypedData.close(unit, s.from, seq, s.docHash, s.deadline);
        require(s.units.length == s.seqs.length, CustodyNotAbout(unit, seq));
        bool listed = false;
        for (uint256 i = 0; i < s.units.length; ++i) listed = listed || (s.units[i] == unit && s.seqs[i] == seq);
        require(listed, CustodyNotAbout(unit, seq));
        return TypedData.handoverMany(s.units, s.seqs, s.from, s.to, s.docHash, s.deadline);
    }

    function _requireOpen(bytes32 unit) private view returns (Custody storage custody) {
        custody = _units[unit];
        require(custody.status == Status.Open, CustodyNotOpen(unit, custody.status));
    }

    function _requireHeld(bytes32 unit, address account) private view returns (Custody storage custody) {
        custody = _requireOpen(unit);
        require(custody.holder == account, CustodyNotHolder(unit, account, custody.holder));
    }

    function _requireTerms(address from, address to, uint48 deadline) private view {
        require(to != address(0) && to != from, CustodyInvalidReceiver(to));
        _requireInTime(deadline);
    }

    function _requireInTime(uint48 deadline) private view {
        require(block.timestamp <= deadline, CustodyLapsed(deadline, block.timestamp));
    }

    function _requireConsent(address party, bytes32 structHash, bytes memory signature) private view {
        if (party != msg.sender || signature.length != 0) _requireSigned(party, structHash, signature);
    }

    function _requireSigned(address signer, bytes32 structHash, bytes memory signature) private view {
        bytes32 digest = _hashTypedDataV4(structHash);
        require(TypedData.isSigned(signer, digest, signature), CustodyInvalidSignature(signer, digest));
    }

    function _requireKey(address signer, bytes32 structHash, bytes32 r, bytes32 vs) private view {
        bytes32 digest = _hashTypedDataV4(structHash);
        require(TypedData.isSignedByKey(signer, digest, r, vs), CustodyInvalidSignature(signer, digest));
    }
}
