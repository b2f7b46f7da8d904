// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICarbonIssuance} from "../interfaces/ICarbonIssuance.sol";
import {Issuance} from "../types/Issuance.sol";
import {CarbonRecords} from "./CarbonRecords.sol";

/// @title What an issuance says, hashed and logged from its terms in memory
/// @dev In memory a struct is its fields in order, a word each: to, registry, project, vintage, firstSerial, lastSerial, bufferShare,
/// savingHash, deadline. So the terms are copied once, and every hash and the log are of a stretch of them. A fuzz test holds all of it
/// against the compiler's own encoding.
library IssuanceRecords {
    /// @dev The terms in memory. Reverts without a reason, as the compiler would, when a field has bits that its type lacks.
    function copy(Issuance calldata given) internal pure returns (Issuance memory terms) {
        assembly ("memory-safe") {
            calldatacopy(terms, given, 0x120)
            // to, vintage, firstSerial, lastSerial, bufferShare, deadline; the other three fill their words.
            let dirty := or(shr(160, mload(terms)), shr(16, mload(add(terms, 0x60))))
            dirty := or(dirty, or(shr(64, mload(add(terms, 0x80))), shr(64, mload(add(terms, 0xa0)))))
            dirty := or(dirty, or(shr(16, mload(add(terms, 0xc0))), shr(48, mload(add(terms, 0x100)))))
            if dirty {
                revert(0x00, 0x00)
            }
        }
    }

    /// @dev Registry to firstSerial, see {CarbonRecords-batchId}.
    function batchId(Issuance memory terms) internal pure returns (uint256 id) {
        assembly ("memory-safe") {
            id := shr(64, keccak256(add(terms, 0x20), 0x80))
        }
    }

    /// @dev Registry to vintage, see {CarbonRecords-poolKey}.
    function poolKey(Issuance memory terms) internal pure returns (bytes32 key) {
        assembly ("memory-safe") {
            key := keccak256(add(terms, 0x20), 0x60)
        }
    }

    /// @dev EIP-712 struct hash: the type, then all fields. `savingHash` is in the place of `saving`.
    function hash(Issuance memory terms) internal pure returns (bytes32 structHash) {
        bytes32 typeHash = CarbonRecords.ISSUE_TYPEHASH;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, typeHash)
            mcopy(add(pointer, 0x20), terms, 0x120)
            structHash := keccak256(pointer, 0x140)
        }
    }

    /// @dev {ICarbonIssuance-Issued}: its data are registry to savingHash.
    function emitIssued(Issuance memory terms, uint256 id, address verifier) internal {
        bytes32 topic = ICarbonIssuance.Issued.selector;
        assembly ("memory-safe") {
            log4(add(terms, 0x20), 0xe0, topic, id, mload(terms), verifier)
        }
    }
}
