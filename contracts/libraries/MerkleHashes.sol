// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @title Hashes of the log's and the batches' trees
/// @dev A leaf starts with 0x00 and an inner node with 0x01 (RFC 6962, section 2.1), so that neither can be read as the other.
library MerkleHashes {
    /// @dev Hash of a tree without leaves: keccak256 of nothing.
    bytes32 internal constant EMPTY_ROOT = 0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470;

    /// @dev keccak256(0x00 ‖ value): leaf of a batch.
    function leaf(bytes32 value) internal pure returns (bytes32 hash) {
        // Scratch space only: byte 31 is the prefix, bytes 32 to 63 the value.
        assembly ("memory-safe") {
            mstore(0x00, 0)
            mstore(0x20, value)
            hash := keccak256(0x1f, 0x21)
        }
    }

    /// @dev keccak256(0x00 ‖ root ‖ author ‖ uint96 timestamp): leaf of the log.
    function logLeaf(bytes32 root, address author, uint96 timestamp) internal pure returns (bytes32) {
        return _hash65(0x00, root, bytes32(bytes20(author)) | bytes32(uint256(timestamp)));
    }

    /// @dev keccak256(0x01 ‖ left ‖ right).
    function node(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return _hash65(0x01, left, right);
    }

    /// @dev keccak256 of one byte and two words. Borrows the free memory pointer's word instead of allocating.
    function _hash65(uint256 prefix, bytes32 first, bytes32 second) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(0x00, prefix)
            mstore(0x20, first)
            mstore(0x40, second)
            hash := keccak256(0x1f, 0x41)
            mstore(0x40, pointer)
        }
    }
}
