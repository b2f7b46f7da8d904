// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ISupplyChain} from "../interfaces/ISupplyChain.sol";

/// @dev Says yes to everything, and tries to move the unit while it is asked: by then it may hold it, or still hold it.
contract ReentrantWallet is IERC1271 {
    ISupplyChain private immutable _chain;
    bytes32 private immutable _unit;

    constructor(ISupplyChain chain, bytes32 unit) {
        _chain = chain;
        _unit = unit;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        // A static call forbids changes below it; what happens when that is ignored is the test's question.
        (bool closed, ) = address(this).staticcall(abi.encodeCall(this.strike, ()));
        return closed ? bytes4(0) : IERC1271.isValidSignature.selector;
    }

    function strike() external {
        _chain.close(_unit, bytes32(0));
    }
}
