// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Batch} from "./Batch.sol";

/// @dev `Batch` in one word: issued in bits 0 to 47, retired in 48 to 95, cancelled in 96 to 143, buffer in 144 to 191, deficit in 192 to
/// 239, the rest zero.
type BatchSlot is uint256;

using {unpack, retiredOf, retire} for BatchSlot global;

function pack(Batch memory batch) pure returns (BatchSlot) {
    return
        BatchSlot.wrap(
            uint256(batch.issued) |
                (uint256(batch.retired) << 48) |
                (uint256(batch.cancelled) << 96) |
                (uint256(batch.buffer) << 144) |
                (uint256(batch.deficit) << 192)
        );
}

function unpack(BatchSlot slot) pure returns (Batch memory) {
    uint256 word = BatchSlot.unwrap(slot);
    return
        Batch({
            issued: uint48(word),
            retired: uint48(word >> 48),
            cancelled: uint48(word >> 96),
            buffer: uint48(word >> 144),
            deficit: uint48(word >> 192)
        });
}

/// @dev A new batch of so many grams, of which the buffer is withheld. Both have 48 bits.
function newBatch(uint256 amount, uint256 buffer) pure returns (BatchSlot) {
    return BatchSlot.wrap(amount | (buffer << 144));
}

function retiredOf(BatchSlot slot) pure returns (uint256) {
    return uint48(BatchSlot.unwrap(slot) >> 48);
}

/// @dev {Batches-retire} without taking the word apart. What is backed is what is issued less all the others, so nothing overflows.
function retire(BatchSlot slot, uint256 amount) pure returns (bool ok, BatchSlot next) {
    uint256 word = BatchSlot.unwrap(slot);
    unchecked {
        uint256 gone = uint256(uint48(word >> 48)) + uint48(word >> 96) + uint48(word >> 144) + (word >> 192);
        if (amount == 0 || amount > type(uint48).max || gone + amount > uint48(word)) return (false, slot);
        return (true, BatchSlot.wrap(word + (amount << 48)));
    }
}
