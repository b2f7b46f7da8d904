// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Batches} from "../libraries/Batches.sol";
import {Batch} from "../types/Batch.sol";

/// @title What a solver proves of a batch's accounts, for every sequence of calls of any length
/// @dev Not for use and never deployed: `node scripts/prove.ts` hands it to solc's model checker. `_balances` stands for the sum of all
/// balances, which ERC-1155 keeps; a holder cannot burn more than that. A step that is refused is none: the checker knows no custom errors.
contract BatchesProof {
    Batch private _batch;
    uint256 private _balances;

    /// @dev Any buffer that leaves something: more than `Batches.withhold` lets pass, whose product of two unknowns no solver can handle.
    constructor(uint48 amount, uint48 buffer) {
        if (buffer >= amount) return;
        _batch.issued = amount;
        _batch.buffer = buffer;
        _balances = amount - buffer;
    }

    function retire(uint48 amount) external {
        if (amount > _balances) return;
        (uint48 retired, uint48 cancelled, uint48 buffer) = (_batch.retired, _batch.cancelled, _batch.buffer);
        (bool ok, Batch memory next) = Batches.retire(_batch, amount);
        if (!ok) return;
        _batch = next;
        _balances -= amount;
        assert(next.retired == retired + amount);
        assert(next.cancelled == cancelled && next.buffer == buffer);
        // What is left can still make good what is missing: nobody claimed a gram without a saving.
        assert(_balances >= next.deficit);
    }

    function cancel(uint48 amount) external {
        (uint48 retired, uint48 cancelled) = (_batch.retired, _batch.cancelled);
        (bool ok, Batch memory next) = Batches.cancel(_batch, amount);
        if (!ok) return;
        _batch = next;
        assert(next.retired == retired);
        assert(next.cancelled >= cancelled);
    }

    function surrender(uint48 amount) external {
        if (amount > _balances) return;
        (uint48 retired, uint48 cancelled) = (_batch.retired, _batch.cancelled);
        (bool ok, Batch memory next) = Batches.surrender(_batch, amount);
        if (!ok) return;
        _batch = next;
        _balances -= amount;
        assert(next.retired == retired);
        assert(next.cancelled == cancelled + amount);
    }

    /// @dev The laws, after any calls.
    function laws() external view {
        Batch memory batch = _batch;
        // Conservation.
        assert(_balances + batch.buffer + batch.retired + batch.cancelled == batch.issued);
        // Nothing is called off that never was.
        assert(uint256(batch.cancelled) + batch.deficit <= batch.issued);
        // The buffer goes first.
        assert(batch.buffer == 0 || batch.deficit == 0);
    }
}
