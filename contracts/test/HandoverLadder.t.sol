// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICustody} from "../interfaces/ICustody.sol";
import {UnguardedReference} from "../mocks/UnguardedReference.sol";
import {UnguardedSupplyChain} from "../mocks/UnguardedSupplyChain.sol";
import {Status} from "../types/Custody.sol";
import {Parties} from "./Parties.sol";

/// @dev Every way in which `handover` refuses, in the order of its checks, and at the end the one way in which it succeeds. Both
/// implementations climb the same ladder.
contract HandoverLadderTest is Parties {
    struct Case {
        uint8 holder;
        uint8 receiver;
        uint8 sender;
        uint8 fromSigner;
        uint8 toSigner;
        uint8 life;
        bool toNobody;
        bool emptyFrom;
        bool emptyTo;
        bool otherContents;
        uint40 deadline;
        uint40 time;
    }

    struct Terms {
        address holder;
        address to;
        address sender;
        Status status;
        bytes32 asked;
        bytes fromSignature;
        bytes toSignature;
        bool fromAgrees;
        bool toAgrees;
    }

    bytes32 private constant UNIT = keccak256("unit");
    bytes32 private constant CONTENTS = keccak256("contents");

    function testFuzz_HandoverOfTheContract(Case memory c) public {
        _climb(new UnguardedSupplyChain(), c);
    }

    function testFuzz_HandoverOfTheTwin(Case memory c) public {
        _climb(ICustody(address(new UnguardedReference())), c);
    }

    function _climb(ICustody chain, Case memory c) private {
        Terms memory t = _terms(chain, c);
        _bring(chain, t.holder, t.status);
        VM.warp(c.time);

        if (t.status != Status.Open) {
            VM.expectRevert(abi.encodeWithSelector(ICustody.CustodyNotOpen.selector, UNIT, t.status));
        } else if (t.to == address(0) || t.to == t.holder) {
            VM.expectRevert(abi.encodeWithSelector(ICustody.CustodyInvalidReceiver.selector, t.to));
        } else if (c.time > c.deadline) {
            VM.expectRevert(abi.encodeWithSelector(ICustody.CustodyLapsed.selector, c.deadline, uint256(c.time)));
        } else if (!t.fromAgrees) {
            VM.expectRevert(abi.encodeWithSelector(ICustody.CustodyInvalidSignature.selector, t.holder, t.asked));
        } else if (!t.toAgrees) {
            VM.expectRevert(abi.encodeWithSelector(ICustody.CustodyInvalidSignature.selector, t.to, t.asked));
        } else {
            _send(chain, c, t);
            assertEq(chain.custodyOf(UNIT).holder, t.to, "holder");
            assertEq(chain.custodyOf(UNIT).seq, 1, "seq");
            assertTrue(chain.custodyOf(UNIT).status == Status.Open, "status");
            return;
        }
        _send(chain, c, t);
    }

    /// @dev Who takes part, what they sign and whether that is what is sent.
    function _terms(ICustody chain, Case memory c) private view returns (Terms memory t) {
        (t.holder, t.to, t.sender) = (party(c.holder), c.toNobody ? address(0) : party(c.receiver), party(c.sender));
        t.status = Status(c.life % 3);
        t.asked = handoverDigest(chain, UNIT, t.holder, t.to, 0, CONTENTS, c.deadline);
        bytes32 contents = c.otherContents ? keccak256("other") : CONTENTS;
        bytes32 hash = handoverDigest(chain, UNIT, t.holder, t.to, 0, contents, c.deadline);
        t.fromSignature = c.emptyFrom ? bytes("") : signed(key(c.fromSigner), hash);
        t.toSignature = c.emptyTo ? bytes("") : signed(key(c.toSigner), hash);
        t.fromAgrees = c.emptyFrom ? t.sender == t.holder : party(c.fromSigner) == t.holder && !c.otherContents;
        t.toAgrees = c.emptyTo ? t.sender == t.to : party(c.toSigner) == t.to && !c.otherContents;
    }

    function _send(ICustody chain, Case memory c, Terms memory t) private {
        VM.prank(t.sender);
        chain.handover(UNIT, t.to, CONTENTS, c.deadline, t.fromSignature, t.toSignature);
    }

    /// @dev Brings the unit into a status with this holder.
    function _bring(ICustody chain, address holder, Status status) private {
        VM.warp(1);
        register(chain, holder);
        if (status == Status.None) return;
        VM.prank(holder);
        chain.open(UNIT, CONTENTS);
        if (status == Status.Open) return;
        VM.prank(holder);
        chain.close(UNIT, CONTENTS);
    }
}
