// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICarbonIssuance} from "../interfaces/ICarbonIssuance.sol";
import {ICarbonRetirement} from "../interfaces/ICarbonRetirement.sol";
import {CarbonRecords} from "../libraries/CarbonRecords.sol";
import {Claims} from "../libraries/Claims.sol";
import {IssuanceRecords} from "../libraries/IssuanceRecords.sol";
import {RetirementRecord, RetirementRecords} from "../libraries/RetirementRecords.sol";
import {ReferenceCarbonData} from "../reference/ReferenceCarbonData.sol";
import {Claim} from "../types/Claim.sol";
import {Issuance} from "../types/Issuance.sol";

/// @dev Opens what the token hashes and logs to tests, each beside what the compiler makes of it.
contract RecordsHarness {
    /// @dev One line of a retirement.
    struct Line {
        bytes32 retirementId;
        address holder;
        uint256 id;
        uint256 retiredBefore;
        uint256 amount;
    }

    function issue(Issuance calldata terms, uint256 id, address verifier) external returns (bytes memory hashes) {
        Issuance memory copied = IssuanceRecords.copy(terms);
        IssuanceRecords.emitIssued(copied, id, verifier);
        return abi.encode(IssuanceRecords.hash(copied), IssuanceRecords.batchId(copied), IssuanceRecords.poolKey(copied), copied);
    }

    function plainIssue(Issuance memory t, uint256 id, address verifier) public returns (bytes memory hashes) {
        (uint64 first, uint64 last) = (t.firstSerial, t.lastSerial);
        emit ICarbonIssuance.Issued(id, t.to, verifier, t.registry, t.project, t.vintage, first, last, t.bufferShare, t.savingHash);
        uint256 batch = CarbonRecords.batchId(t.registry, t.project, t.vintage, first);
        return abi.encode(ReferenceCarbonData.issue(t), batch, CarbonRecords.poolKey(t.registry, t.project, t.vintage), t);
    }

    /// @dev Two lines from one record, as `retireMany` makes them; what was allocated before and after must stay as it was.
    function retire(Claim calldata claim, string calldata note, Line calldata first, Line calldata second) external returns (bytes memory) {
        bytes memory before = abi.encode(claim, note);
        RetirementRecord record = RetirementRecords.open(claim, note);
        bytes memory after_ = abi.encode(note, claim);
        bytes32[2] memory hashes = [_line(record, first), _line(record, second)];
        return abi.encode(hashes, record.claimHashOf(), record.noteHashOf(), before, after_);
    }

    function plainRetire(Claim memory claim, string memory note, Line memory first, Line memory second) public returns (bytes memory) {
        bytes32[2] memory hashes = [_plainLine(claim, note, first), _plainLine(claim, note, second)];
        bytes32 noteHash = keccak256(bytes(note));
        return abi.encode(hashes, ReferenceCarbonData.claim(claim), noteHash, abi.encode(claim, note), abi.encode(note, claim));
    }

    function isFair(Claim calldata claim) external view returns (bool) {
        return Claims.isFair(claim);
    }

    function _line(RetirementRecord record, Line calldata line) private returns (bytes32 structHash) {
        structHash = record.hash(line.holder, line.id, line.retiredBefore, line.amount);
        record.emitRetired(line.retirementId);
    }

    function _plainLine(Claim memory c, string memory note, Line memory line) private returns (bytes32) {
        emit ICarbonRetirement.Retired(
            line.retirementId,
            line.id,
            c.beneficiary,
            line.holder,
            line.retiredBefore,
            line.amount,
            c.shipment,
            c.periodStart,
            c.periodEnd,
            c.country,
            note
        );
        return ReferenceCarbonData.retirement(line.holder, line.id, line.retiredBefore, line.amount, c, keccak256(bytes(note)));
    }
}
