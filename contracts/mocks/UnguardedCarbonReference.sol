// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ReferenceCarbonToken} from "../reference/ReferenceCarbonToken.sol";
import {Issuance} from "../types/Issuance.sol";

/// @dev ReferenceCarbonToken without the role check and without a verifier, for comparison in fuzz tests.
contract UnguardedCarbonReference is ReferenceCarbonToken {
    constructor() ReferenceCarbonToken(address(1), "") {}

    function _checkCanCall(address, bytes calldata) internal override {}

    function _requireVerified(Issuance memory, address, bytes memory) internal view override {}
}
