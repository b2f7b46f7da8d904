// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {UnguardedReference} from "../mocks/UnguardedReference.sol";
import {UnguardedSupplyChain} from "../mocks/UnguardedSupplyChain.sol";
import {ISupplyChain} from "../interfaces/ISupplyChain.sol";
import {Custody, Status} from "../types/Custody.sol";
import {Parties} from "./Parties.sol";
import {SupplyChainHandler} from "./SupplyChainHandler.sol";

/// @dev What holds after any sequence of calls.
contract SupplyChainInvariants is Parties {
    SupplyChainHandler private _handler;
    ISupplyChain private _chain;
    ISupplyChain private _twin;

    function setUp() public {
        _chain = new UnguardedSupplyChain();
        _twin = new UnguardedReference();
        _handler = new SupplyChainHandler(_chain, _twin);
        for (uint8 i = 0; i < PARTIES; ++i) _handler.register(i, 1, bytes20(0));
        for (uint8 i = 0; i < 2; ++i) _handler.open(i, i, i, i == 0);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev The contract and its slow twin gave the same answer to every call.
    function invariant_TheTwinAgrees() public view {
        assertEq(_handler.differences(), 0, "differences");
        for (uint256 i = 0; i < _handler.UNITS(); ++i) {
            bytes32 unit = _handler.unitAt(i);
            assertEq(_hash(_chain.custodyOf(unit)), _hash(_twin.custodyOf(unit)), "custody");
        }
        for (uint256 i = 0; i < PARTIES; ++i) {
            assertEq(keccak256(abi.encode(_chain.actorOf(party(i)))), keccak256(abi.encode(_twin.actorOf(party(i)))), "actor");
        }
    }

    /// @dev The log has one entry per anchor, and its head is that of a tree built from scratch.
    function invariant_TheLogHoldsEveryAnchor() public view {
        assertEq(_chain.size(), _handler.anchors(), "size");
        assertEq(_chain.head(), _twin.head(), "head");
        assertEq(keccak256(abi.encode(_chain.frontier())), keccak256(abi.encode(_twin.frontier())), "frontier");
    }

    /// @dev seq counts the changes of custody, so it never falls and no signature works twice.
    function invariant_SeqCountsChangesOfCustody() public view {
        for (uint256 i = 0; i < _handler.UNITS(); ++i) {
            bytes32 unit = _handler.unitAt(i);
            assertEq(_chain.custodyOf(unit).seq, _handler.changes(unit), "seq");
        }
    }

    /// @dev A unit is with whom it was last given to; before `open` with nobody.
    function invariant_AUnitHasOneHolder() public view {
        for (uint256 i = 0; i < _handler.UNITS(); ++i) {
            bytes32 unit = _handler.unitAt(i);
            Custody memory custody = _chain.custodyOf(unit);
            assertEq(custody.holder, _handler.holders(unit), "holder");
            assertTrue((custody.status == Status.None) == (custody.holder == address(0)), "status");
        }
    }

    /// @dev The walk above is no standstill: units were opened in setUp, at least.
    function invariant_SomethingHappens() public view {
        assertTrue(_handler.successes() >= PARTIES + 2, "successes");
    }

    function _hash(Custody memory custody) private pure returns (bytes32) {
        return keccak256(abi.encode(custody));
    }
}
