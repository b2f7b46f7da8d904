// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @title Anchor log, slow and plain
/// @dev Keeps every leaf and follows the definitions of RFC 6962, section 2.1, word for word. Twin of libraries/AnchorLog.
library ReferenceAnchorLog {
    /// @dev MTH({d0}) is the leaf hash; MTH(D[n]) = H(0x01 ‖ MTH(D[0:k]) ‖ MTH(D[k:n])), k the largest power of two smaller than n.
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        return _root(leaves, 0, leaves.length);
    }

    /// @dev PATH(m, D[n]): siblings from the leaf upwards.
    function path(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory) {
        return _path(leaves, index, 0, leaves.length);
    }

    /// @dev Roots of the perfect subtrees, largest first.
    function frontier(bytes32[] memory leaves) internal pure returns (bytes32[] memory peaks) {
        uint256 count = 0;
        for (uint256 start = 0; start < leaves.length; start += _largestPower(leaves.length - start)) ++count;
        peaks = new bytes32[](count);
        uint256 begin = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 end = begin + _largestPower(leaves.length - begin);
            peaks[i] = _root(leaves, begin, end);
            begin = end;
        }
    }

    /// @dev Leaves before `size`.
    function prefix(bytes32[] memory leaves, uint256 size) internal pure returns (bytes32[] memory head) {
        head = new bytes32[](size);
        for (uint256 i = 0; i < size; ++i) head[i] = leaves[i];
    }

    function _root(bytes32[] memory leaves, uint256 start, uint256 end) private pure returns (bytes32) {
        if (start == end) return keccak256("");
        if (end - start == 1) return leaves[start];
        uint256 middle = start + _split(end - start);
        return keccak256(abi.encodePacked(bytes1(0x01), _root(leaves, start, middle), _root(leaves, middle, end)));
    }

    function _path(bytes32[] memory leaves, uint256 index, uint256 start, uint256 end) private pure returns (bytes32[] memory siblings) {
        if (end - start == 1) return new bytes32[](0);
        uint256 middle = start + _split(end - start);
        bytes32[] memory below = index < middle ? _path(leaves, index, start, middle) : _path(leaves, index, middle, end);
        siblings = new bytes32[](below.length + 1);
        for (uint256 i = 0; i < below.length; ++i) siblings[i] = below[i];
        siblings[below.length] = index < middle ? _root(leaves, middle, end) : _root(leaves, start, middle);
    }

    /// @dev The largest power of two smaller than `count`, for count > 1.
    function _split(uint256 count) private pure returns (uint256) {
        return _largestPower(count - 1);
    }

    /// @dev The largest power of two not above `count`, for count > 0.
    function _largestPower(uint256 count) private pure returns (uint256 power) {
        power = 1;
        while (power * 2 <= count) power *= 2;
    }
}
