// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ISupplyChain} from "../interfaces/ISupplyChain.sol";
import {Actor} from "../types/Actor.sol";
import {ReferenceAnchors} from "./ReferenceAnchors.sol";
import {ReferenceCustodies} from "./ReferenceCustodies.sol";

/// @title SupplyChain, slow and plain
/// @dev What SupplyChain means, in the shortest words: no packing, no assembly, no incremental tree. Every behaviour suite runs on both, and
/// fuzz tests hold them equal. Never deployed for use.
contract ReferenceSupplyChain is ReferenceAnchors, ReferenceCustodies, ISupplyChain {
    mapping(address account => Actor) private _actors;

    constructor(address authority) AccessManaged(authority) {}

    function registerActor(address account, uint16 roles, bytes20 profileHash) external restricted {
        require(account != address(0), ActorRegistryZeroAccount());
        require(roles != 0, ActorRegistryNoRoles(account));
        Actor storage actor = _actors[account];
        require(actor.revokedAt == 0, ActorRegistryRevoked(account, actor.revokedAt));
        if (actor.registeredAt == 0) actor.registeredAt = uint40(block.timestamp);
        actor.roles = roles;
        actor.profileHash = profileHash;
        emit ActorRegistered(account, roles, profileHash);
    }

    function revokeActor(address account) external restricted {
        _requireActive(account);
        _actors[account].revokedAt = uint40(block.timestamp);
        emit ActorRevoked(account);
    }

    function actorOf(address account) external view returns (Actor memory) {
        return _actors[account];
    }

    function _requireActive(address account) internal view override {
        require(_actors[account].registeredAt != 0, ActorRegistryUnknown(account));
        require(_actors[account].revokedAt == 0, ActorRegistryRevoked(account, _actors[account].revokedAt));
    }
}
