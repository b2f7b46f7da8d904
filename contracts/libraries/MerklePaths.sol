// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {MerkleHashes} from "./MerkleHashes.sol";

/// @title Where audit paths lead
/// @dev Trees of the shape of RFC 6962: the left part of any subtree is perfect.
library MerklePaths {
    /// @dev Root that a leaf hash and its audit path lead to (RFC 9162, section 2.1.3.2). Not ok when index, size and length of the path do
    /// not belong together.
    function rootFromPath(
        bytes32 leaf,
        uint256 index,
        uint256 size,
        bytes32[] calldata path
    ) internal pure returns (bool ok, bytes32 root) {
        if (index >= size) return (false, 0);
        uint256 level = levelOf(index, size);
        if (path.length != lengthOf(level, size)) return (false, 0);
        root = subtreeFromPath(leaf, index, path, level);
        uint256 used = level;
        // Smaller subtrees to the right, if any, are joined into one sibling; every set bit above `level` is a subtree to the left.
        if (size & ((1 << level) - 1) != 0) root = MerkleHashes.node(root, path[used++]);
        for (; used < path.length; ++used) root = MerkleHashes.node(path[used], root);
        return (true, root);
    }

    /// @dev Root of the perfect subtree of 2^height leaves over `index`, by the first `height` siblings of the path, which has as many.
    function subtreeFromPath(bytes32 leaf, uint256 index, bytes32[] calldata path, uint256 height) internal pure returns (bytes32 root) {
        // As MerkleHashes.node, with the prefix and the memory kept across the loop, because this is the hot part of proofs.
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            root := leaf
            mstore(0x00, 0x01)
            let end := add(path.offset, shl(5, height))
            for {
                let next := path.offset
            } lt(next, end) {
                next := add(next, 0x20)
            } {
                // The node goes left at an even position and right at an odd one; its sibling takes the other place.
                let side := shl(5, and(index, 1))
                mstore(add(0x20, side), root)
                mstore(sub(0x40, side), calldataload(next))
                root := keccak256(0x1f, 0x41)
                index := shr(1, index)
            }
            mstore(0x40, pointer)
        }
    }

    /// @dev Height of the perfect subtree over `index` in the frontier of a tree: above it, index and size agree bit for bit.
    function levelOf(uint256 index, uint256 size) internal pure returns (uint256) {
        return Math.log2(index ^ size);
    }

    /// @dev Length of the audit path of a leaf under the frontier's subtree of this level: up the subtree, once for all to its right, once
    /// for each subtree to its left.
    function lengthOf(uint256 level, uint256 size) internal pure returns (uint256 length) {
        length = level;
        if (size & ((1 << level) - 1) != 0) ++length;
        // Clears the lowest set bit each time. Cannot underflow: left is not 0.
        unchecked {
            for (uint256 left = size >> (level + 1); left != 0; left &= left - 1) ++length;
        }
    }
}
