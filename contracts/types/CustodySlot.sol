// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Custody, Status} from "./Custody.sol";

/// @dev `Custody` in one word: holder in bits 0 to 159, seq in 160 to 223, status in 224 to 231, the rest zero.
type CustodySlot is uint256;

using {holderOf, seqOf, isOpen, isFresh, isHeldBy, movedTo, closed, unpack} for CustodySlot global;

/// @dev One in the `seq` field. Adding it would carry into `status` after 2^64 changes of custody, which is never.
uint256 constant ONE_SEQ = 1 << 160;

uint256 constant OPEN = uint256(Status.Open) << 224;
uint256 constant CLOSED = uint256(Status.Closed) << 224;
uint256 constant LOW_160 = (1 << 160) - 1;
uint256 constant LOW_64 = (1 << 64) - 1;

/// @dev A unit's first slot: seq 0.
function opened(address holder) pure returns (CustodySlot) {
    return CustodySlot.wrap(OPEN | uint160(holder));
}

/// @dev The unit with an account, one seq later, in the same status.
function movedTo(CustodySlot slot, address to) pure returns (CustodySlot moved) {
    // Assembly: no check for an overflow that cannot be. Upper bits of `to` may be dirty.
    uint256 one = ONE_SEQ;
    assembly ("memory-safe") {
        moved := or(add(shl(160, shr(160, slot)), one), shr(96, shl(96, to)))
    }
}

/// @dev An open unit's last slot: same holder, one seq later.
function closed(CustodySlot slot) pure returns (CustodySlot) {
    unchecked {
        return CustodySlot.wrap(CustodySlot.unwrap(slot) - OPEN + CLOSED + ONE_SEQ);
    }
}

function holderOf(CustodySlot slot) pure returns (address) {
    return address(uint160(CustodySlot.unwrap(slot) & LOW_160));
}

function seqOf(CustodySlot slot) pure returns (uint64) {
    return uint64((CustodySlot.unwrap(slot) >> 160) & LOW_64);
}

function isOpen(CustodySlot slot) pure returns (bool) {
    return CustodySlot.unwrap(slot) >> 224 == uint256(Status.Open);
}

/// @dev Open and with this account: all but the seq in one comparison.
function isHeldBy(CustodySlot slot, address account) pure returns (bool) {
    return CustodySlot.unwrap(slot) & ~(LOW_64 << 160) == OPEN | uint160(account);
}

function isFresh(CustodySlot slot) pure returns (bool) {
    return CustodySlot.unwrap(slot) == 0;
}

function unpack(CustodySlot slot) pure returns (Custody memory) {
    return Custody({holder: holderOf(slot), seq: seqOf(slot), status: Status(CustodySlot.unwrap(slot) >> 224)});
}
