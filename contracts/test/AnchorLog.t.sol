// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {LibraryHarness} from "../mocks/LibraryHarness.sol";
import {ReferenceAnchorLog} from "../reference/ReferenceAnchorLog.sol";
import {Test} from "./Test.sol";

contract AnchorLogTest is Test {
    using ReferenceAnchorLog for bytes32[];

    LibraryHarness private _log;
    bytes32[] private _leaves;

    function setUp() public {
        _log = new LibraryHarness();
    }

    /// @dev Every size up to 70: root and frontier are those of the definition.
    function test_EverySmallLogEqualsTheDefinition() public {
        for (uint256 i = 0; i < 70; ++i) {
            _checkAgainstReference();
            _append(keccak256(abi.encode(i)));
        }
    }

    /// @dev Leaves are chosen from two values, so that equal neighbours, which look like "already merged", are common.
    function testFuzz_RepeatedLeavesAreCounted(uint256 choices) public {
        for (uint256 i = 0; i < 24; ++i) {
            _append((choices >> i) & 1 == 0 ? keccak256("a") : keccak256("b"));
            _checkAgainstReference();
        }
    }

    /// @dev Leaves that agree in the 192 bits of the mark but are not equal: cannot be found, but must not harm.
    function testFuzz_LeavesWithOneMarkAreCounted(uint64[16] calldata tops, uint192 mark) public {
        for (uint256 i = 0; i < tops.length; ++i) {
            _append(bytes32((uint256(tops[i]) << 192) | mark));
            _checkAgainstReference();
        }
    }

    function testFuzz_EveryAuditPathOfThePresentSizeIsAccepted(uint8 size, uint8 index, bytes32 seed) public {
        uint256 count = bound(size, 1, 40);
        uint256 position = bound(index, 0, count - 1);
        _fill(count, seed);
        bytes32[] memory path = _leaves.path(position);
        assertTrue(_log.verify(_leaves[position], position, path, count), "verify");
    }

    function testFuzz_AChangedPathIsRefused(uint8 size, uint8 index, uint8 place, bytes32 flip, bytes32 seed) public {
        uint256 count = bound(size, 2, 40);
        uint256 position = bound(index, 0, count - 1);
        VM.assume(flip != 0);
        _fill(count, seed);
        bytes32[] memory path = _leaves.path(position);
        path[bound(place, 0, path.length - 1)] ^= flip;
        assertTrue(!_log.verify(_leaves[position], position, path, count), "verify");
    }

    function testFuzz_AnotherPlaceLeafOrLengthIsRefused(uint8 size, uint8 index, uint8 other, bytes32 flip, bytes32 seed) public {
        uint256 count = bound(size, 2, 40);
        uint256 position = bound(index, 0, count - 1);
        uint256 wrong = bound(other, 0, 2 * count);
        VM.assume(flip != 0 && wrong != position);
        _fill(count, seed);
        bytes32 leaf = _leaves[position];
        bytes32[] memory path = _leaves.path(position);
        assertTrue(!_log.verify(leaf ^ flip, position, path, count), "leaf");
        assertTrue(!_log.verify(leaf, wrong, path, count), "index");
        assertTrue(!_log.verify(leaf, position, path, count + 1), "size beyond the log");
        assertTrue(!_log.verify(leaf, position, _longer(path), count), "longer path");
        assertTrue(!_log.verify(leaf, position, _shorter(path), count), "shorter path");
    }

    /// @dev A proof of an earlier size holds exactly while the contract still stores the subtree over the leaf.
    function testFuzz_AnOldPathHoldsWhileItsSubtreeIsStored(uint8 size, uint8 more, uint8 index, bytes32 seed) public {
        uint256 old = bound(size, 1, 40);
        uint256 count = old + bound(more, 1, 24);
        uint256 position = bound(index, 0, old - 1);
        _fill(count, seed);
        bytes32[] memory path = _leaves.prefix(old).path(position);
        bool stored = _isStored(position, _level(position, old), count);
        assertTrue(_log.verify(_leaves[position], position, path, old) == stored, "verify");
    }

    function testFuzz_AStoredSubtreeProvesItsLeaves(uint8 size, uint8 index, uint8 level, bytes32 seed) public {
        uint256 count = bound(size, 1, 40);
        uint256 position = bound(index, 0, count - 1);
        _fill(count, seed);
        bytes32[] memory path = _leaves.path(position);
        uint256 height = bound(level, 0, path.length);
        bool stored = _isStored(position, height, count);
        assertTrue(_log.contains(_leaves[position], position, _first(path, height)) == stored, "contains");
    }

    function test_AnEmptyLogProvesNothing() public view {
        bytes32[] memory none = new bytes32[](0);
        assertTrue(!_log.verify(0, 0, none, 0), "verify");
        assertTrue(!_log.contains(0, 0, none), "contains");
        assertTrue(!_log.contains(0, 0, new bytes32[](64)), "too high");
    }

    function _append(bytes32 leaf) private {
        assertEq(_log.append(leaf), _leaves.length, "index");
        _leaves.push(leaf);
    }

    function _fill(uint256 count, bytes32 seed) private {
        for (uint256 i = 0; i < count; ++i) _append(keccak256(abi.encode(seed, i)));
    }

    function _checkAgainstReference() private view {
        assertEq(_log.size(), _leaves.length, "size");
        assertEq(_log.root(), _leaves.root(), "root");
        assertEq(keccak256(abi.encode(_log.frontier())), keccak256(abi.encode(_leaves.frontier())), "frontier");
    }

    /// @dev By counting: of all complete subtrees of that height that begin at an even position, is it the last?
    function _isStored(uint256 position, uint256 level, uint256 count) private pure returns (bool) {
        uint256 width = 2 ** level;
        uint256 last = type(uint256).max;
        for (uint256 i = 0; (i + 1) * width <= count; i += 2) last = i;
        return position / width == last;
    }

    /// @dev Height of the frontier's subtree over a position, by walking the frontier.
    function _level(uint256 position, uint256 count) private pure returns (uint256) {
        uint256 start = 0;
        for (uint256 level = 64; level > 0; --level) {
            uint256 width = 2 ** (level - 1);
            if (count & width == 0) continue;
            if (position < start + width) return level - 1;
            start += width;
        }
        return 0;
    }

    function _first(bytes32[] memory path, uint256 count) private pure returns (bytes32[] memory cut) {
        cut = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) cut[i] = path[i];
    }

    function _longer(bytes32[] memory path) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](path.length + 1);
        for (uint256 i = 0; i < path.length; ++i) longer[i] = path[i];
    }

    function _shorter(bytes32[] memory path) private pure returns (bytes32[] memory) {
        return _first(path, path.length - 1);
    }
}
