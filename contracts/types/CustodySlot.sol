// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Custody, Status} from "./Custody.sol";

/// @dev `Custody` in one word: holder in bits 0 to 159, seq in 160 to 223, status in 224 to 231, the rest zero.
type CustodySlot is uint256;

using {holderOf, seqOf, statusOf, unpack} for CustodySlot global;

/// @dev One in the `seq` field. Adding it cannot carry into `status` before 2^64 changes of custody.
uint256 constant ONE_SEQ = 1 << 160;

function pack(address holder, uint64 seq, Status status) pure returns (CustodySlot) {
    return CustodySlot.wrap(uint160(holder) | (uint256(seq) << 160) | (uint256(status) << 224));
}

function holderOf(CustodySlot slot) pure returns (address) {
    return address(uint160(CustodySlot.unwrap(slot)));
}

function seqOf(CustodySlot slot) pure returns (uint64) {
    return uint64(CustodySlot.unwrap(slot) >> 160);
}

function statusOf(CustodySlot slot) pure returns (Status) {
    return Status(uint8(CustodySlot.unwrap(slot) >> 224));
}

function unpack(CustodySlot slot) pure returns (Custody memory) {
    return Custody({holder: holderOf(slot), seq: seqOf(slot), status: statusOf(slot)});
}
