// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Claim} from "../types/Claim.sol";

/// @title Typed data of carbon
/// @dev Types of EIP-712, ids and struct hashes. Field order and names are those that wallets show; a test compares them with the protocol
/// package. What happens often is hashed by IssuanceRecords and RetirementRecords.
library CarbonRecords {
    bytes32 internal constant ISSUE_TYPEHASH = keccak256(
        "Issue(address to,bytes32 registry,bytes32 project,uint16 vintage,uint64 firstSerial,uint64 lastSerial,"
        "uint16 bufferShare,Saving saving,uint48 deadline)"
        "Saving(bytes32 baseline,bytes32 actual,bytes32 methodology,bytes32 evidence)"
    );
    bytes32 internal constant CLAIM_TYPEHASH = keccak256(
        "Claim(address beneficiary,bytes32 shipment,uint48 periodStart,uint48 periodEnd,bytes2 country)"
    );
    bytes32 internal constant RETIRE_TYPEHASH = keccak256(
        "Retire(address holder,uint256 id,uint256 amount,Claim claim,string note,uint256 nonce,uint48 deadline)"
        "Claim(address beneficiary,bytes32 shipment,uint48 periodStart,uint48 periodEnd,bytes2 country)"
    );
    bytes32 internal constant RETIREMENT_TYPEHASH = keccak256(
        "Retirement(address holder,uint256 id,uint256 retiredBefore,uint256 amount,Claim claim,string note)"
        "Claim(address beneficiary,bytes32 shipment,uint48 periodStart,uint48 periodEnd,bytes2 country)"
    );

    /// @dev Id of the batch that begins at a serial: 192 bits, so that it fits beside a serial.
    function batchId(bytes32 registry, bytes32 project, uint16 vintage, uint64 firstSerial) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(registry, project, vintage, firstSerial))) >> 64;
    }

    /// @dev What shares one row of serials.
    function poolKey(bytes32 registry, bytes32 project, uint16 vintage) internal pure returns (bytes32) {
        return keccak256(abi.encode(registry, project, vintage));
    }

    function hashClaim(Claim calldata claim) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLAIM_TYPEHASH, claim));
    }

    function hashRetire(
        address holder,
        uint256 id,
        uint256 amount,
        bytes32 claimHash,
        bytes32 noteHash,
        uint256 nonce,
        uint48 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(RETIRE_TYPEHASH, holder, id, amount, claimHash, noteHash, nonce, deadline));
    }

    function hashRetirement(
        address holder,
        uint256 id,
        uint256 retiredBefore,
        uint256 amount,
        bytes32 claimHash,
        bytes32 noteHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(RETIREMENT_TYPEHASH, holder, id, retiredBefore, amount, claimHash, noteHash));
    }
}
