// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICarbonRetirement} from "../interfaces/ICarbonRetirement.sol";
import {Claim} from "../types/Claim.sol";
import {CarbonRecords} from "./CarbonRecords.sol";

/// @dev Where in memory a retirement is laid out, once for all its lines:
///
///     0x000  beneficiary, a topic of the log
///     0x020  type, holder, id, retiredBefore, amount, claimHash, noteHash: what the struct hash is of
///     0x100  holder, retiredBefore, amount, shipment, periodStart, periodEnd, country: the log's data, followed by
///     0x1e0  0x100, where the note is in them, its length, and the note up to a whole word
type RetirementRecord is uint256;

using {
    RetirementRecords.noteHashOf,
    RetirementRecords.claimHashOf,
    RetirementRecords.hash,
    RetirementRecords.emitRetired
} for RetirementRecord global;

/// @title What a retirement says, hashed and logged from one piece of memory
/// @dev The claim is copied once and hashed where it lies. A fuzz test holds hashes and logs against the compiler's own encoding.
library RetirementRecords {
    /// @dev Dirty upper bits in the claim would reach hashes and log: whoever calls has refused them.
    function open(Claim calldata claim, string calldata note) internal pure returns (RetirementRecord record) {
        bytes32 claimTypeHash = CarbonRecords.CLAIM_TYPEHASH;
        bytes32 typeHash = CarbonRecords.RETIREMENT_TYPEHASH;
        assembly ("memory-safe") {
            record := mload(0x40)
            // The claim's five words end at the country's place; its type and its beneficiary lie where a line's own words will be.
            mstore(add(record, 0x120), claimTypeHash)
            calldatacopy(add(record, 0x140), claim, 0xa0)
            mstore(record, mload(add(record, 0x140)))
            mstore(add(record, 0x20), typeHash)
            mstore(add(record, 0xc0), keccak256(add(record, 0x120), 0xc0))
            mstore(add(record, 0x1e0), 0x100)
            mstore(add(record, 0x200), note.length)
            let text := add(record, 0x220)
            calldatacopy(text, note.offset, note.length)
            mstore(add(record, 0xe0), keccak256(text, note.length))
            // A word of zeros after the note fills its last word; all of it counts as used.
            let end := add(text, note.length)
            mstore(end, 0)
            mstore(0x40, and(add(end, 0x3f), not(0x1f)))
        }
    }

    function claimHashOf(RetirementRecord record) internal pure returns (bytes32 claimHash) {
        assembly ("memory-safe") {
            claimHash := mload(add(record, 0xc0))
        }
    }

    function noteHashOf(RetirementRecord record) internal pure returns (bytes32 noteHash) {
        assembly ("memory-safe") {
            noteHash := mload(add(record, 0xe0))
        }
    }

    /// @dev Puts down one line and gives its struct hash, which names it.
    function hash(
        RetirementRecord record,
        address holder,
        uint256 id,
        uint256 retiredBefore,
        uint256 amount
    ) internal pure returns (bytes32 structHash) {
        assembly ("memory-safe") {
            mstore(add(record, 0x40), holder)
            mstore(add(record, 0x60), id)
            mstore(add(record, 0x80), retiredBefore)
            mstore(add(record, 0xa0), amount)
            structHash := keccak256(add(record, 0x20), 0xe0)
        }
    }

    /// @dev {ICarbonRetirement-Retired} for the line that was hashed last.
    function emitRetired(RetirementRecord record, bytes32 retirementId) internal {
        bytes32 topic = ICarbonRetirement.Retired.selector;
        assembly ("memory-safe") {
            let data := add(record, 0x100)
            mstore(data, mload(add(record, 0x40)))
            mcopy(add(data, 0x20), add(record, 0x80), 0x40)
            let size := add(0x120, and(add(mload(add(record, 0x200)), 0x1f), not(0x1f)))
            log4(data, size, topic, retirementId, mload(add(record, 0x60)), mload(record))
        }
    }
}
