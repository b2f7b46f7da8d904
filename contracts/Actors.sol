// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IActorRegistry} from "./interfaces/IActorRegistry.sol";
import {Actor} from "./types/Actor.sol";
import {ActorSlot, packed} from "./types/ActorSlot.sol";

/// @dev The table of actors. Whoever may change it is decided by the AccessManager.
abstract contract Actors is IActorRegistry, AccessManaged {
    mapping(address account => ActorSlot) private _actors;

    /// @inheritdoc IActorRegistry
    function registerActor(address account, uint16 roles, bytes20 profileHash) external restricted {
        if (account == address(0)) revert ActorRegistryZeroAccount();
        if (roles == 0) revert ActorRegistryNoRoles(account);
        ActorSlot slot = _actors[account];
        if (slot.revokedAtOf() != 0) revert ActorRegistryRevoked(account, slot.revokedAtOf());
        uint40 registeredAt = slot.registeredAtOf();
        if (registeredAt == 0) registeredAt = uint40(block.timestamp);
        _actors[account] = packed(roles, registeredAt, profileHash);
        emit ActorRegistered(account, roles, profileHash);
    }

    /// @inheritdoc IActorRegistry
    function revokeActor(address account) external restricted {
        _actors[account] = _checkActive(account).revoked(uint40(block.timestamp));
        emit ActorRevoked(account);
    }

    /// @inheritdoc IActorRegistry
    function actorOf(address account) external view returns (Actor memory) {
        return _actors[account].unpack();
    }

    /// @dev The slot of an account that is registered and not revoked; reverts for any other.
    function _checkActive(address account) internal view returns (ActorSlot slot) {
        slot = _actors[account];
        if (slot.registeredAtOf() == 0) revert ActorRegistryUnknown(account);
        if (slot.revokedAtOf() != 0) revert ActorRegistryRevoked(account, slot.revokedAtOf());
    }
}
