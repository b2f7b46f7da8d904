// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Anchors} from "./Anchors.sol";
import {Custodies} from "./Custodies.sol";
import {ISupplyChain} from "./interfaces/ISupplyChain.sol";

/// @title Waybill on chain
/// @dev See {ISupplyChain}.
contract SupplyChain is Anchors, Custodies, ISupplyChain {
    /// @param authority The AccessManager that decides who may register, revoke and recover.
    constructor(address authority) AccessManaged(authority) EIP712("Waybill", "1") {}
}
