// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {KeyWallet} from "./KeyWallet.sol";

/// @dev A contract account that takes tokens.
contract HoldingWallet is KeyWallet, ERC1155Holder {
    constructor(address owner) KeyWallet(owner) {}
}
