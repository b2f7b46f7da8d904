// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Batch} from "./Batch.sol";

/// @dev `Batch` in one word: issued in bits 0 to 47, retired in 48 to 95, cancelled in 96 to 143, buffer in 144 to 191, deficit in 192 to
/// 239, the rest zero.
type BatchSlot is uint256;

using {unpack} for BatchSlot global;

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
