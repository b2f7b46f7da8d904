// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Claim} from "../types/Claim.sol";
import {Issuance} from "../types/Issuance.sol";

/// @title Typed data of carbon, slow and plain
/// @dev Twin of libraries/CarbonRecords.
library ReferenceCarbonData {
    string internal constant SAVING = "Saving(bytes32 baseline,bytes32 actual,bytes32 methodology,bytes32 evidence)";
    string internal constant CLAIM = "Claim(address beneficiary,bytes32 shipment,uint48 periodStart,uint48 periodEnd,bytes2 country)";

    function issue(Issuance memory t) internal pure returns (bytes32) {
        string memory own = "Issue(address to,bytes32 registry,bytes32 project,uint16 vintage,uint64 firstSerial,uint64 lastSerial,";
        bytes32 typeHash = keccak256(abi.encodePacked(own, "uint16 bufferShare,Saving saving,uint48 deadline)", SAVING));
        bytes memory serials = abi.encode(t.vintage, t.firstSerial, t.lastSerial);
        bytes memory head = abi.encode(typeHash, t.to, t.registry, t.project);
        return keccak256(bytes.concat(head, serials, abi.encode(t.bufferShare, t.savingHash, t.deadline)));
    }

    function retire(
        address holder,
        uint256 id,
        uint256 amount,
        Claim memory c,
        string memory note,
        uint256 nonce,
        uint48 deadline
    ) internal pure returns (bytes32) {
        string memory own = "Retire(address holder,uint256 id,uint256 amount,Claim claim,string note,uint256 nonce,uint48 deadline)";
        bytes memory head = abi.encode(keccak256(abi.encodePacked(own, CLAIM)), holder, id, amount, claim(c));
        return keccak256(bytes.concat(head, abi.encode(keccak256(bytes(note)), nonce, deadline)));
    }

    function retirement(
        address holder,
        uint256 id,
        uint256 retiredBefore,
        uint256 amount,
        Claim memory c,
        bytes32 noteHash
    ) internal pure returns (bytes32) {
        string memory own = "Retirement(address holder,uint256 id,uint256 retiredBefore,uint256 amount,Claim claim,string note)";
        bytes32 typeHash = keccak256(abi.encodePacked(own, CLAIM));
        return keccak256(abi.encode(typeHash, holder, id, retiredBefore, amount, claim(c), noteHash));
    }

    function claim(Claim memory c) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(bytes(CLAIM));
        return keccak256(abi.encode(typeHash, c.beneficiary, c.shipment, c.periodStart, c.periodEnd, c.country));
    }
}
