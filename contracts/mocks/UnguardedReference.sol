// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ReferenceSupplyChain} from "../reference/ReferenceSupplyChain.sol";

/// @dev ReferenceSupplyChain without the role check, for comparison in fuzz tests.
contract UnguardedReference is ReferenceSupplyChain {
    constructor() ReferenceSupplyChain(address(1)) {}

    function _checkCanCall(address, bytes calldata) internal override {}
}
