// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {SupplyChain} from "../SupplyChain.sol";

/// @dev SupplyChain without the role check: shows what registration costs by itself, and lets fuzz tests call restricted functions.
contract UnguardedSupplyChain is SupplyChain {
    constructor() SupplyChain(address(1)) {}

    function _checkCanCall(address, bytes calldata) internal override {}
}
