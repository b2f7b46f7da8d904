// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IActorRegistry} from "./IActorRegistry.sol";
import {IAnchorLog} from "./IAnchorLog.sol";
import {ICustody} from "./ICustody.sol";

/// @title Waybill on chain
/// @notice Who may speak, what was said by when, and who holds it: one contract, because the three share the table of actors and one
/// EIP-712 domain (name "Waybill", version "1"; ERC-5267 tells it). The code is final: there is no proxy, no owner and no pause.
interface ISupplyChain is IAnchorLog, IActorRegistry, ICustody, IERC5267 {}
