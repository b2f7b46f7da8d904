// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Batch} from "../types/Batch.sol";

/// @title The accounts of a batch
/// @dev Sums only: no loop, no call, no storage, so that a solver can prove what holds for ever (see proofs/BatchesProof.sol). Each step
/// says whether it is allowed and gives the batch after it; when it is not, the batch is as before.
///
/// Held by accounts are always issued - retired - cancelled - buffer. Without a saving behind them are `deficit` of those.
library Batches {
    uint256 internal constant WHOLE = 10_000;

    /// @dev The buffer of a new batch: the share rounded up, against the receiver, who must be left with something. The amount has 48 bits.
    function withhold(uint256 amount, uint256 share) internal pure returns (bool ok, uint256 buffer) {
        unchecked {
            buffer = (amount * share + WHOLE - 1) / WHOLE;
        }
        return (buffer < amount, buffer);
    }

    /// @dev Grams become somebody's claim; only such as have a saving behind them. The token takes this step on the packed word, see BatchSlot;
    /// a fuzz test holds the two together.
    function retire(Batch memory batch, uint48 amount) internal pure returns (bool ok, Batch memory next) {
        if (amount == 0 || amount > backed(batch)) return (false, batch);
        batch.retired += amount;
        return (true, batch);
    }

    /// @dev A saving, or a part of it, turned out not to be: the buffer goes first, the rest is a deficit. What is retired stays retired.
    function cancel(Batch memory batch, uint48 amount) internal pure returns (bool ok, Batch memory next) {
        if (amount == 0 || amount > standing(batch)) return (false, batch);
        uint48 fromBuffer = amount < batch.buffer ? amount : batch.buffer;
        batch.buffer -= fromBuffer;
        batch.cancelled += fromBuffer;
        batch.deficit += amount - fromBuffer;
        return (true, batch);
    }

    /// @dev Grams that accounts held are destroyed against the deficit.
    function surrender(Batch memory batch, uint48 amount) internal pure returns (bool ok, Batch memory next) {
        if (amount == 0 || amount > batch.deficit || amount > held(batch)) return (false, batch);
        batch.deficit -= amount;
        batch.cancelled += amount;
        return (true, batch);
    }

    /// @dev An amount as a batch counts it; zero, which no step allows, when it is more than a batch can have.
    function grams(uint256 amount) internal pure returns (uint48) {
        return amount > type(uint48).max ? 0 : uint48(amount);
    }

    /// @dev Grams that accounts hold.
    function held(Batch memory batch) internal pure returns (uint256) {
        return uint256(batch.issued) - batch.retired - batch.cancelled - batch.buffer;
    }

    /// @dev Grams that may still be retired.
    function backed(Batch memory batch) internal pure returns (uint256) {
        uint256 all = held(batch);
        return all > batch.deficit ? all - batch.deficit : 0;
    }

    /// @dev Grams of the saving that nobody has called off.
    function standing(Batch memory batch) internal pure returns (uint256) {
        return uint256(batch.issued) - batch.cancelled - batch.deficit;
    }
}
