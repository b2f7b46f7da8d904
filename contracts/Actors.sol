// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IActorRegistry} from "./interfaces/IActorRegistry.sol";
import {Actor} from "./types/Actor.sol";

/// @dev The table of actors. Whoever may change it is decided by the AccessManager.
abstract contract Actors is IActorRegistry, AccessManaged {
    mapping(address account => Actor) private _actors;

    /// @inheritdoc IActorRegistry
    function registerActor(address account, uint16 roles, bytes20 profileHash) external restricted {
        if (account == address(0)) revert ActorRegistryZeroAccount();
        if (roles == 0) revert ActorRegistryNoRoles(account);
        Actor memory actor = _actors[account];
        if (actor.revokedAt != 0) revert ActorRegistryRevoked(account, actor.revokedAt);

        uint40 registeredAt = actor.registeredAt == 0 ? uint40(block.timestamp) : actor.registeredAt;
        _actors[account] = Actor({roles: roles, registeredAt: registeredAt, revokedAt: 0, profileHash: profileHash});
        emit ActorRegistered(account, roles, profileHash);
    }

    /// @inheritdoc IActorRegistry
    function revokeActor(address account) external restricted {
        _checkActive(account);
        _actors[account].revokedAt = uint40(block.timestamp);
        emit ActorRevoked(account);
    }

    /// @inheritdoc IActorRegistry
    function actorOf(address account) external view returns (Actor memory) {
        return _actors[account];
    }

    /// @dev Reverts unless the account is registered and not revoked.
    function _checkActive(address account) internal view {
        Actor memory actor = _actors[account];
        if (actor.registeredAt == 0) revert ActorRegistryUnknown(account);
        if (actor.revokedAt != 0) revert ActorRegistryRevoked(account, actor.revokedAt);
    }
}
