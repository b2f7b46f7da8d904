// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {MerkleHashes} from "./MerkleHashes.sol";
import {MerklePaths} from "./MerklePaths.sol";

/// @title Incremental Merkle log
/// @dev Keeps only the frontier. Slot `peaks[k]` holds the last perfect subtree of 2^k leaves that began at an even position: the one that
/// counts while bit k of the size is set, and an older, still true one otherwise.
///
/// An append to an even size writes one slot only, the leaf. `state` counts pairs of leaves, so it need not change; whether a single leaf
/// waits in `peaks[0]` is seen by comparing that slot with the mark that the last merge left in `state`. This saves a write on every
/// second append: 1,450 gas in the mean, and more once writing state costs more.
library AnchorLog {
    /// @param state Complete pairs of leaves (upper 64 bits) and the mark of the left leaf of the last pair (lower 192 bits).
    /// @param peaks Frontier. 64 levels are more than any chain can fill.
    struct Log {
        uint256 state;
        bytes32[64] peaks;
    }

    uint256 private constant MARK_BITS = 192;
    uint256 private constant MARK = (1 << MARK_BITS) - 1;
    uint256 private constant ONE_PAIR = 1 << MARK_BITS;

    /// @dev Adds a leaf hash; returns its position.
    function append(Log storage log, bytes32 leaf) internal returns (uint256 index) {
        uint256 state = log.state;
        uint256 first = uint256(log.peaks[0]);
        uint256 mark = state & MARK;
        // Cannot overflow: 2^64 pairs are out of reach.
        unchecked {
            index = (state >> MARK_BITS) * 2;
            if (first & MARK == mark) {
                log.peaks[0] = leaf;
                // The same root by the same author in the same second: the leaf looks merged already, unless the mark changes.
                if (uint256(leaf) & MARK == mark) log.state = state ^ 1;
            } else {
                _merge(log, index, bytes32(first), leaf);
                log.state = (state - mark + ONE_PAIR) | (first & MARK);
                ++index;
            }
        }
    }

    /// @dev Number of leaves.
    function size(Log storage log) internal view returns (uint256) {
        uint256 state = log.state;
        uint256 single = uint256(log.peaks[0]) & MARK == state & MARK ? 0 : 1;
        return 2 * (state >> MARK_BITS) + single;
    }

    /// @dev Root of the whole log: peaks joined from the smallest to the largest.
    function root(Log storage log) internal view returns (bytes32 joined) {
        uint256 rest = size(log);
        if (rest == 0) return MerkleHashes.EMPTY_ROOT;
        uint256 level = 0;
        for (; rest & 1 == 0; rest >>= 1) ++level;
        joined = log.peaks[level];
        for (rest >>= 1; rest != 0; rest >>= 1) {
            ++level;
            if (rest & 1 == 1) joined = MerkleHashes.node(log.peaks[level], joined);
        }
    }

    /// @dev Peaks that count, largest first.
    function frontier(Log storage log) internal view returns (bytes32[] memory peaks) {
        uint256 total = size(log);
        uint256 count = 0;
        for (uint256 rest = total; rest != 0; rest &= rest - 1) ++count;
        peaks = new bytes32[](count);
        for (uint256 level = 0; count != 0; ++level) {
            if ((total >> level) & 1 == 1) peaks[--count] = log.peaks[level];
        }
    }

    /// @dev Whether `leaf` is at `index`, by its siblings up to a subtree that is still stored. True for good while it is stored: a log
    /// only grows.
    function contains(Log storage log, bytes32 leaf, uint256 index, bytes32[] calldata path) internal view returns (bool) {
        return _contains(log, leaf, index, path, path.length);
    }

    /// @dev Whether `leaf` is at `index`, by an audit path of the log's present or an earlier size. See {IAnchorLog-verify}.
    function verify(Log storage log, bytes32 leaf, uint256 index, bytes32[] calldata path, uint256 treeSize) internal view returns (bool) {
        uint256 total = size(log);
        if (treeSize > total || index >= treeSize) return false;
        if (treeSize == total) {
            (bool ok, bytes32 computed) = MerklePaths.rootFromPath(leaf, index, treeSize, path);
            return ok && computed == root(log);
        }
        uint256 level = MerklePaths.levelOf(index, treeSize);
        return path.length == MerklePaths.lengthOf(level, treeSize) && _contains(log, leaf, index, path, level);
    }

    /// @dev Carries a leaf upwards, as when one is added to an odd `size` in binary: each set low bit is a merge with the peak there.
    /// Level 0 is passed in as `first`.
    function _merge(Log storage log, uint256 leaves, bytes32 first, bytes32 leaf) private {
        // Assembly, because Solidity would check the bounds of every level.
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            let peak := add(log.slot, 2)
            mstore(0x00, 0x01)
            mstore(0x20, first)
            mstore(0x40, leaf)
            let node := keccak256(0x1f, 0x41)
            for {
                let bits := shr(1, leaves)
            } and(bits, 1) {
                bits := shr(1, bits)
            } {
                mstore(0x20, sload(peak))
                mstore(0x40, node)
                node := keccak256(0x1f, 0x41)
                peak := add(peak, 1)
            }
            mstore(0x40, pointer)
            sstore(peak, node)
        }
    }

    /// @dev By the first `level` siblings of the path, which has as many.
    function _contains(Log storage log, bytes32 leaf, uint256 index, bytes32[] calldata path, uint256 level) private view returns (bool) {
        if (level >= 64) return false;
        // How many subtrees of this level are complete; above the leaves the count of pairs tells, without a second slot.
        uint256 complete = level == 0 ? size(log) : (log.state >> MARK_BITS) >> (level - 1);
        // The stored one is the last at an even position: an odd one was merged at once.
        if (complete == 0 || index >> level != (complete - 1) & ~uint256(1)) return false;
        return MerklePaths.subtreeFromPath(leaf, index, path, level) == log.peaks[level];
    }
}
