// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @title Typed data of custody
/// @dev EIP-712 struct hashes. Field order and names are those that wallets show; a test compares them with the protocol package.
library Handovers {
    bytes32 internal constant OPEN_TYPEHASH = keccak256("Open(bytes32 unit,address holder,bytes32 docHash,uint48 deadline)");
    bytes32 internal constant HANDOVER_TYPEHASH = keccak256(
        "Handover(bytes32 unit,address from,address to,uint64 seq,bytes32 docHash,uint48 deadline)"
    );
    bytes32 internal constant HANDOVER_MANY_TYPEHASH = keccak256(
        "HandoverMany(bytes32 unitsHash,address from,address to,bytes32 docHash,uint48 deadline)"
    );
    bytes32 internal constant REJECT_TYPEHASH = keccak256(
        "Reject(bytes32 unit,address from,address to,uint64 seq,bytes32 docHash,uint48 deadline,bytes32 reasonHash)"
    );
    bytes32 internal constant CLOSE_TYPEHASH = keccak256("Close(bytes32 unit,address holder,uint64 seq,bytes32 docHash,uint48 deadline)");

    function hashOpen(bytes32 unit, address holder, bytes32 docHash, uint48 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(OPEN_TYPEHASH, unit, holder, docHash, deadline));
    }

    /// @dev The hot one: written past the free memory pointer without claiming it. Short fields are cut to their width here, because
    /// Solidity may hand them over with dirty upper bits.
    function hashHandover(
        bytes32 unit,
        address from,
        address to,
        uint64 seq,
        bytes32 docHash,
        uint48 deadline
    ) internal pure returns (bytes32 hash) {
        bytes32 typeHash = HANDOVER_TYPEHASH;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, typeHash)
            mstore(add(pointer, 0x20), unit)
            mstore(add(pointer, 0x40), shr(96, shl(96, from)))
            mstore(add(pointer, 0x60), shr(96, shl(96, to)))
            mstore(add(pointer, 0x80), and(seq, 0xffffffffffffffff))
            mstore(add(pointer, 0xa0), docHash)
            mstore(add(pointer, 0xc0), and(deadline, 0xffffffffffff))
            hash := keccak256(pointer, 0xe0)
        }
    }

    function hashHandoverMany(
        bytes32 unitsHash,
        address from,
        address to,
        bytes32 docHash,
        uint48 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(HANDOVER_MANY_TYPEHASH, unitsHash, from, to, docHash, deadline));
    }

    function hashReject(
        bytes32 unit,
        address from,
        address to,
        uint64 seq,
        bytes32 docHash,
        uint48 deadline,
        bytes32 reasonHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(REJECT_TYPEHASH, unit, from, to, seq, docHash, deadline, reasonHash));
    }

    function hashClose(bytes32 unit, address holder, uint64 seq, bytes32 docHash, uint48 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLOSE_TYPEHASH, unit, holder, seq, docHash, deadline));
    }
}
