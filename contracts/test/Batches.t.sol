// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Batches} from "../libraries/Batches.sol";
import {Batch} from "../types/Batch.sol";
import {BatchSlot, newBatch, pack} from "../types/BatchSlot.sol";
import {PoolSlot, taken} from "../types/PoolSlot.sol";
import {Test} from "./Test.sol";

contract BatchesTest is Test {
    function testFuzz_ABatchIsWhatWasPacked(Batch memory batch) public pure {
        assertEq(keccak256(abi.encode(pack(batch).unpack())), keccak256(abi.encode(batch)), "batch");
        assertEq(BatchSlot.unwrap(pack(batch)) >> 240, 0, "rest");
    }

    function testFuzz_APoolIsWhatWasTaken(uint192 id, uint64 lastSerial) public pure {
        PoolSlot slot = taken(id, lastSerial);
        assertEq(slot.batchOf(), id, "batch");
        assertEq(slot.lastSerialOf(), lastSerial, "serial");
    }

    /// @dev Never less than the share, never a whole gram more.
    function testFuzz_TheBufferIsTheShareRoundedUp(uint48 amount, uint16 share) public pure {
        (bool ok, uint256 buffer) = Batches.withhold(amount, share);
        uint256 parts = uint256(amount) * share;
        assertTrue(buffer * 10_000 >= parts, "too little");
        assertTrue(buffer * 10_000 < parts + 10_000, "too much");
        assertTrue(ok == (buffer < amount), "nothing held");
        if (!ok) return;
        Batch memory batch = newBatch(amount, buffer).unpack();
        assertEq(keccak256(abi.encode(batch)), keccak256(abi.encode(Batch(amount, 0, 0, uint48(buffer), 0))), "batch");
    }

    /// @dev The step on the packed word is the proven one.
    function testFuzz_AWordIsRetiredFromAsABatchIs(Batch memory any, uint256 amount) public pure {
        Batch memory batch = _possible(any);
        if (amount % 4 != 0) amount = amount % (uint256(batch.issued) + 2);
        (bool ok, BatchSlot slot) = pack(batch).retire(amount);
        (bool mayRetire, Batch memory next) = Batches.retire(batch, Batches.grams(amount));
        assertTrue(ok == mayRetire, "allowed");
        assertEq(BatchSlot.unwrap(slot), BatchSlot.unwrap(pack(next)), "word");
        assertEq(slot.retiredOf(), next.retired, "retired");
    }

    /// @dev Any step from any batch that can be: what is allowed keeps the sums, and what is not changes nothing.
    function testFuzz_AStepKeepsTheSums(Batch memory any, uint8 kind, uint48 amount) public pure {
        Batch memory batch = _possible(any);
        amount = kind % 2 == 0 ? amount : uint48(amount % (uint256(batch.issued) + 2));
        Batch memory before = abi.decode(abi.encode(batch), (Batch));
        (bool ok, Batch memory next) = _step(batch, kind, amount);
        if (!ok) {
            assertEq(keccak256(abi.encode(next)), keccak256(abi.encode(before)), "unchanged");
            return;
        }
        assertEq(next.issued, before.issued, "issued");
        assertTrue(next.retired >= before.retired && next.cancelled >= before.cancelled, "falls");
        assertTrue(uint256(next.retired) + next.cancelled + next.buffer <= next.issued, "more than there is");
        assertTrue(uint256(next.cancelled) + next.deficit <= next.issued, "more called off than was");
        assertTrue(next.buffer == 0 || next.deficit == 0, "a deficit beside a buffer");
        bool isSurrender = kind % 3 == 2;
        uint256 gone = uint256(next.retired) - before.retired + (isSurrender ? uint256(next.cancelled) - before.cancelled : 0);
        assertEq(Batches.held(before) - Batches.held(next), gone, "held");
    }

    function _step(Batch memory batch, uint8 kind, uint48 amount) private pure returns (bool, Batch memory) {
        if (kind % 3 == 0) return Batches.retire(batch, amount);
        if (kind % 3 == 1) return Batches.cancel(batch, amount);
        return Batches.surrender(batch, amount);
    }

    /// @dev A batch that the laws allow, made of any numbers.
    function _possible(Batch memory any) private pure returns (Batch memory batch) {
        batch.issued = any.issued;
        batch.cancelled = uint48(bound(any.cancelled, 0, any.issued));
        batch.retired = uint48(bound(any.retired, 0, any.issued - batch.cancelled));
        if (any.deficit % 2 == 0) batch.buffer = uint48(bound(any.buffer, 0, any.issued - batch.cancelled - batch.retired));
        else batch.deficit = uint48(bound(any.deficit, 0, any.issued - batch.cancelled));
    }
}
