// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Handovers} from "../libraries/Handovers.sol";
import {LibraryHarness} from "../mocks/LibraryHarness.sol";
import {ReferenceTypedData} from "../reference/ReferenceTypedData.sol";
import {CompactHandover} from "../types/CompactHandover.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {Status} from "../types/Custody.sol";
import {Test} from "./Test.sol";

contract HandoversTest is Test {
    LibraryHarness private _harness;

    function setUp() public {
        _harness = new LibraryHarness();
    }

    function testFuzz_StructHashesEqualTheTwins(
        bytes32 unit,
        address from,
        address to,
        uint64 seq,
        bytes32 docHash,
        uint48 deadline
    ) public pure {
        assertEq(
            Handovers.hashHandover(unit, from, to, seq, docHash, deadline),
            ReferenceTypedData.handover(unit, from, to, seq, docHash, deadline),
            "Handover"
        );
        assertEq(Handovers.hashOpen(unit, from, docHash, deadline), ReferenceTypedData.open(unit, from, docHash, deadline), "Open");
        assertEq(
            Handovers.hashClose(unit, from, seq, docHash, deadline),
            ReferenceTypedData.close(unit, from, seq, docHash, deadline),
            "Close"
        );
        assertEq(
            Handovers.hashReject(unit, from, to, seq, docHash, deadline, unit),
            ReferenceTypedData.reject(unit, from, to, seq, docHash, deadline, unit),
            "Reject"
        );
    }

    /// @dev Upper bits of short values may be dirty inside a contract; they must not reach the digest.
    function testFuzz_DirtyUpperBitsDoNotReachTheDigest(uint256 from, uint256 to, uint256 seq, uint256 deadline) public pure {
        (address dirtyFrom, address dirtyTo, uint64 dirtySeq, uint48 dirtyDeadline) = (address(0), address(0), 0, 0);
        assembly ("memory-safe") {
            dirtyFrom := from
            dirtyTo := to
            dirtySeq := seq
            dirtyDeadline := deadline
        }
        assertEq(
            Handovers.hashHandover(0, dirtyFrom, dirtyTo, dirtySeq, 0, dirtyDeadline),
            ReferenceTypedData.handover(0, address(uint160(from)), address(uint160(to)), uint64(seq), 0, uint48(deadline)),
            "Handover"
        );
    }

    function testFuzz_TheSlotKeepsItsFields(address holder, uint64 seq, address to) public pure {
        VM.assume(seq < type(uint64).max);
        CustodySlot slot = CustodySlot.wrap(uint160(holder) | (uint256(seq) << 160) | (uint256(Status.Open) << 224));
        assertEq(slot.holderOf(), holder, "holder");
        assertEq(slot.seqOf(), seq, "seq");
        assertTrue(slot.isOpen(), "open");
        CustodySlot moved = slot.movedTo(to);
        assertEq(moved.holderOf(), to, "new holder");
        assertEq(moved.seqOf(), seq + 1, "new seq");
        assertTrue(moved.isOpen(), "still open");
        CustodySlot closed = slot.closed();
        assertEq(closed.holderOf(), holder, "last holder");
        assertEq(closed.seqOf(), seq + 1, "last seq");
        assertTrue(closed.unpack().status == Status.Closed, "closed");
    }

    function testFuzz_CompactSignersEqualTheTwins(
        CompactHandover calldata terms,
        uint256 slotSeed,
        bytes32 domain,
        uint256 fromKey,
        uint256 toKey
    ) public view {
        fromKey = bound(fromKey, 1, type(uint128).max);
        toKey = bound(toKey, 1, type(uint128).max);
        VM.assume(terms.deadline != 0);
        CustodySlot slot = CustodySlot.wrap(slotSeed);
        bytes32 structHash = ReferenceTypedData.handover(
            terms.unit,
            slot.holderOf(),
            terms.to,
            slot.seqOf(),
            terms.docHash,
            terms.deadline
        );
        bytes32 expected = keccak256(abi.encodePacked(hex"1901", domain, structHash));
        CompactHandover memory signed_ = terms;
        (signed_.fromR, signed_.fromVs) = compact(fromKey, expected);
        (signed_.toR, signed_.toVs) = compact(toKey, expected);
        (bytes32 digest, address fromSigner, address toSigner) = _harness.recoverCompact(signed_, slot, domain);
        assertEq(digest, expected, "digest");
        assertEq(fromSigner, VM.addr(fromKey), "from");
        assertEq(toSigner, VM.addr(toKey), "to");
    }

    /// @dev Whatever bytes come as a signature: the rule and its twin agree, and random bytes sign for nobody we know.
    function testFuzz_TheSignatureRuleEqualsItsTwin(address signer, bytes32 digest, bytes calldata signature) public view {
        bool valid = _harness.isValid(signer, digest, signature);
        assertTrue(valid == ReferenceTypedData.isSigned(signer, digest, signature), "rule");
        assertTrue(!valid, "random bytes");
    }

    /// @dev Good signatures, then each of the ways to spoil one.
    function testFuzz_OneConsentHasOneSignature(uint256 key, bytes32 digest, uint8 spoil) public view {
        key = bound(key, 1, type(uint128).max);
        address signer = VM.addr(key);
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        bytes memory signature = abi.encodePacked(r, s, v);
        assertTrue(_harness.isValid(signer, digest, signature), "65 bytes");
        bytes32 vs = v == 28 ? s | bytes32(uint256(1) << 255) : s;
        assertTrue(_harness.isValid(signer, digest, abi.encodePacked(r, vs)), "64 bytes");

        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory highS = abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
        assertTrue(!_harness.isValid(signer, digest, highS), "high s");
        assertTrue(!_harness.isValid(signer, ~digest, signature), "another digest");
        assertTrue(!_harness.isValid(address(0), digest, signature), "zero signer");
        assertTrue(!_harness.isValid(signer, digest, abi.encodePacked(r, s, uint8(v - 27))), "v of 0 or 1");
        assertTrue(!_harness.isValid(signer, digest, abi.encodePacked(signature, spoil)), "66 bytes");
    }
}
