// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {MerkleHashes} from "./MerkleHashes.sol";
import {MerklePaths} from "./MerklePaths.sol";

/// @title Incremental Merkle log
/// @dev Keeps only the frontier. Slot `peaks[k]` holds the last perfect subtree of 2^k leaves that began at an even position: the one that
/// counts while bit k of `size` is set, and an older, still true one otherwise. An append reads the peaks that it merges and writes
/// two slots.
library AnchorLog {
    /// @dev 64 levels are more than any chain can fill: at one append a second, the last is reached after 5 * 10^11 years.
    struct Log {
        uint256 size;
        bytes32[64] peaks;
    }

    /// @dev Adds a leaf hash; returns its position. Equal to carrying one in binary: each set low bit of the old size is a merge.
    function append(Log storage log, bytes32 leaf) internal returns (uint256 index) {
        // Assembly, as Solidity would check bounds on each level: measured 400 gas per append.
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            index := sload(log.slot)
            let peak := add(log.slot, 1)
            mstore(0x00, 0x01)
            for { let bits := index } and(bits, 1) { bits := shr(1, bits) } {
                mstore(0x20, sload(peak))
                mstore(0x40, leaf)
                leaf := keccak256(0x1f, 0x41)
                peak := add(peak, 1)
            }
            mstore(0x40, pointer)
            sstore(peak, leaf)
            sstore(log.slot, add(index, 1))
        }
    }

    /// @dev Root of the whole log: peaks joined from the smallest to the largest.
    function root(Log storage log) internal view returns (bytes32 joined) {
        uint256 level = 0;
        uint256 rest = log.size;
        if (rest == 0) return MerkleHashes.EMPTY_ROOT;
        for (; rest & 1 == 0; rest >>= 1) ++level;
        joined = log.peaks[level];
        for (rest >>= 1; rest != 0; rest >>= 1) {
            ++level;
            if (rest & 1 == 1) joined = MerkleHashes.node(log.peaks[level], joined);
        }
    }

    /// @dev Peaks that count, largest first.
    function frontier(Log storage log) internal view returns (bytes32[] memory peaks) {
        uint256 size = log.size;
        uint256 count = 0;
        for (uint256 rest = size; rest != 0; rest &= rest - 1) ++count;
        peaks = new bytes32[](count);
        for (uint256 level = 0; count != 0; ++level) {
            if ((size >> level) & 1 == 1) peaks[--count] = log.peaks[level];
        }
    }

    /// @dev Whether `leaf` is at `index`, by its siblings up to a subtree that is still stored. True for good while it is stored: a log
    /// only grows.
    function contains(Log storage log, bytes32 leaf, uint256 index, bytes32[] calldata path) internal view returns (bool) {
        uint256 level = path.length;
        if (level >= 64) return false;
        uint256 complete = log.size >> level;
        // The stored subtree of a level is the last complete one at an even position; an odd one is merged at once.
        if (complete == 0 || index >> level != (complete - 1) & ~uint256(1)) return false;
        return MerklePaths.subtreeFromPath(leaf, index, path) == log.peaks[level];
    }

    /// @dev Whether `leaf` is at `index`, by an audit path of the log's present or an earlier size. See {IAnchorLog-verify}.
    function verify(Log storage log, bytes32 leaf, uint256 index, bytes32[] calldata path, uint256 treeSize) internal view returns (bool) {
        uint256 size = log.size;
        if (treeSize > size || index >= treeSize) return false;
        if (treeSize == size) {
            (bool ok, bytes32 computed) = MerklePaths.rootFromPath(leaf, index, treeSize, path);
            return ok && computed == root(log);
        }
        if (path.length != MerklePaths.lengthOf(index, treeSize)) return false;
        return contains(log, leaf, index, path[:MerklePaths.levelOf(index, treeSize)]);
    }
}
