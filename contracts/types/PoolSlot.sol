// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @dev How far the serials of one (registry, project, vintage) are taken, in one word: the highest serial in bits 0 to 63, the id of the
/// batch that took it in 64 to 255.
type PoolSlot is uint256;

using {lastSerialOf, batchOf} for PoolSlot global;

/// @dev An id has no bits above 191.
function taken(uint256 id, uint64 lastSerial) pure returns (PoolSlot) {
    return PoolSlot.wrap((id << 64) | lastSerial);
}

function lastSerialOf(PoolSlot slot) pure returns (uint64) {
    return uint64(PoolSlot.unwrap(slot));
}

function batchOf(PoolSlot slot) pure returns (uint256) {
    return PoolSlot.unwrap(slot) >> 64;
}
