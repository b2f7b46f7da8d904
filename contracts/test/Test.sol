// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IVm} from "./IVm.sol";

/// @dev Base of Solidity tests: cheat codes and assertions that say what differed.
abstract contract Test {
    IVm internal constant VM = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Lets the fuzzer tell a test contract from any other.
    bool public constant IS_TEST = true;

    error NotEqual(string what, bytes32 left, bytes32 right);
    error NotTrue(string what);

    function assertEq(bytes32 left, bytes32 right, string memory what) internal pure {
        if (left != right) revert NotEqual(what, left, right);
    }

    function assertEq(uint256 left, uint256 right, string memory what) internal pure {
        if (left != right) revert NotEqual(what, bytes32(left), bytes32(right));
    }

    function assertEq(address left, address right, string memory what) internal pure {
        assertEq(uint160(left), uint160(right), what);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }

    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + (value % (high - low + 1));
    }

    /// @dev 65-byte signature of a key.
    function signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev The same in the form of EIP-2098.
    function compact(uint256 key, bytes32 digest) internal pure returns (bytes32 r, bytes32 vs) {
        uint8 v;
        (v, r, vs) = VM.sign(key, digest);
        if (v == 28) vs |= bytes32(uint256(1) << 255);
    }
}
