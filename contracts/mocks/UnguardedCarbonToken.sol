// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CarbonToken} from "../CarbonToken.sol";
import {Issuance} from "../types/Issuance.sol";

/// @dev CarbonToken without the role check and without a verifier: shows what an issuance costs by itself, and lets fuzz tests issue.
contract UnguardedCarbonToken is CarbonToken {
    constructor() CarbonToken(address(1), "") {}

    function _checkCanCall(address, bytes calldata) internal override {}

    function _checkVerified(Issuance memory, address, bytes calldata) internal view override {}
}
