// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Actor} from "./Actor.sol";

/// @dev `Actor` in one word, so that a registration reads and writes its slot once: roles in bits 0 to 15, registeredAt in 16 to 55,
/// revokedAt in 56 to 95, profileHash in 96 to 255.
type ActorSlot is uint256;

using {registeredAtOf, revokedAtOf, revoked, unpack} for ActorSlot global;

/// @dev An active actor's slot.
function packed(uint16 roles, uint40 registeredAt, bytes20 profileHash) pure returns (ActorSlot) {
    return ActorSlot.wrap(uint256(bytes32(profileHash)) | (uint256(registeredAt) << 16) | roles);
}

function registeredAtOf(ActorSlot slot) pure returns (uint40) {
    return uint40(ActorSlot.unwrap(slot) >> 16);
}

function revokedAtOf(ActorSlot slot) pure returns (uint40) {
    return uint40(ActorSlot.unwrap(slot) >> 56);
}

/// @dev An active actor's slot after its revocation.
function revoked(ActorSlot slot, uint40 at) pure returns (ActorSlot) {
    return ActorSlot.wrap(ActorSlot.unwrap(slot) | (uint256(at) << 56));
}

function unpack(ActorSlot slot) pure returns (Actor memory) {
    return
        Actor({
            roles: uint16(ActorSlot.unwrap(slot)),
            registeredAt: registeredAtOf(slot),
            revokedAt: revokedAtOf(slot),
            profileHash: bytes20(bytes32(ActorSlot.unwrap(slot)))
        });
}
