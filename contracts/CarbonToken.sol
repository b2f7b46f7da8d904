// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Holdings} from "./Holdings.sol";
import {Issuances} from "./Issuances.sol";
import {Retirements} from "./Retirements.sol";

/// @title Grams of CO2e on chain
/// @dev See {ICarbonToken}.
contract CarbonToken is Issuances, Retirements {
    /// @param authority The AccessManager that decides who may issue, verify, call off and pause.
    /// @param uri Where the description of a batch is; clients put the id in the place of `{id}` (ERC-1155).
    constructor(address authority, string memory uri) AccessManaged(authority) Holdings(uri) EIP712("Waybill Carbon", "1") {}
}
