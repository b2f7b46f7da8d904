// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {ReferenceTypedData} from "../reference/ReferenceTypedData.sol";
import {Test} from "./Test.sol";

/// @dev Four holders with keys, and the digests that they sign under the domain that a token tells.
abstract contract CarbonParties is Test {
    uint256 internal constant PARTIES = 4;
    uint256 internal constant MOST_BATCHES = 5;

    /// @dev What the token said when it last refused.
    bytes internal lastProblem;

    function key(uint256 seed) internal pure returns (uint256) {
        return 0xA11CE + (seed % PARTIES);
    }

    function party(uint256 seed) internal pure returns (address) {
        return VM.addr(key(seed));
    }

    function digest(ICarbonToken token, bytes32 structHash) internal view returns (bytes32) {
        return ReferenceTypedData.digestOf(token, structHash);
    }

    /// @dev Calls both in one second. Digests inside errors and names of retirements differ by the address, so of those the kind counts.
    function _compare(
        uint256 timestamp,
        address sender,
        address one,
        bytes memory forOne,
        address other,
        bytes memory forOther
    ) internal returns (bool done, bool alike) {
        VM.warp(timestamp);
        VM.prank(sender);
        bytes memory result;
        (done, result) = one.call(forOne);
        VM.prank(sender);
        (bool otherDone, bytes memory otherResult) = other.call(forOther);
        if (!done) lastProblem = result;
        bool isNamed = done || bytes4(result) == ICarbonToken.CarbonTokenInvalidSignature.selector || _isAlreadyClaimed(result);
        alike = done == otherDone && result.length == otherResult.length;
        if (alike) alike = isNamed ? done || bytes4(result) == bytes4(otherResult) : keccak256(result) == keccak256(otherResult);
    }

    function _isAlreadyClaimed(bytes memory result) private pure returns (bool) {
        return bytes4(result) == bytes4(keccak256("CarbonTokenAlreadyClaimed(bytes32,address,bytes32)"));
    }
}
