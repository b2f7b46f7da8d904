// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {UnguardedCarbonReference} from "../mocks/UnguardedCarbonReference.sol";
import {UnguardedCarbonToken} from "../mocks/UnguardedCarbonToken.sol";
import {Batch} from "../types/Batch.sol";
import {CarbonHandler} from "./CarbonHandler.sol";
import {CarbonParties} from "./CarbonParties.sol";

/// @dev What holds after any sequence of calls.
contract CarbonTokenInvariants is CarbonParties {
    CarbonHandler private _handler;
    ICarbonToken private _token;
    ICarbonToken private _twin;

    function setUp() public {
        _token = new UnguardedCarbonToken();
        _twin = new UnguardedCarbonReference();
        _handler = new CarbonHandler(_token, _twin);
        for (uint8 i = 0; i < 2; ++i) _handler.issue(i, 999, 0, 1_000);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev The token and its slow twin gave the same answer to every call, and hold the same.
    function invariant_TheTwinAgrees() public view {
        assertEq(_handler.differences(), 0, "differences");
        for (uint256 i = 0; i < _handler.count(); ++i) {
            uint256 id = _handler.batches(i);
            assertEq(keccak256(abi.encode(_token.batchOf(id))), keccak256(abi.encode(_twin.batchOf(id))), "batch");
            for (uint256 j = 0; j < PARTIES; ++j) {
                assertEq(_token.balanceOf(party(j), id), _twin.balanceOf(party(j), id), "balance");
                assertEq(_token.nonceOf(party(j)), _twin.nonceOf(party(j)), "nonce");
            }
        }
    }

    /// @dev balances + buffer = issued - retired - cancelled, batch by batch.
    function invariant_NoGramIsLostOrMade() public view {
        for (uint256 i = 0; i < _handler.count(); ++i) {
            uint256 id = _handler.batches(i);
            Batch memory batch = _token.batchOf(id);
            uint256 balances = 0;
            for (uint256 j = 0; j < PARTIES; ++j) balances += _token.balanceOf(party(j), id);
            assertEq(balances + batch.buffer + batch.retired + batch.cancelled, batch.issued, "grams");
        }
    }

    /// @dev The batch's account is the sum of what was done.
    function invariant_TheAccountsAreTheSums() public view {
        for (uint256 i = 0; i < _handler.count(); ++i) {
            uint256 id = _handler.batches(i);
            (uint256 issued, uint256 retired, uint256 cancelled, , ) = _handler.sums(id);
            Batch memory batch = _token.batchOf(id);
            assertEq(batch.issued, issued, "issued");
            assertEq(batch.retired, retired, "retired");
            assertEq(batch.cancelled, cancelled, "cancelled");
        }
    }

    function invariant_RetiredAndCancelledNeverFall() public view {
        assertEq(_handler.falls(), 0, "falls");
    }

    function invariant_NoTwoBatchesShareASerial() public view {
        for (uint256 i = 0; i < _handler.count(); ++i) {
            (, , , uint64 first, uint64 last) = _handler.sums(_handler.batches(i));
            for (uint256 j = 0; j < i; ++j) {
                (, , , uint64 otherFirst, uint64 otherLast) = _handler.sums(_handler.batches(j));
                assertTrue(last < otherFirst || first > otherLast, "serials");
            }
        }
    }

    function invariant_APauseNeverBlocksRetiring() public view {
        assertEq(_handler.blockedRetirements(), 0, "blocked");
    }

    /// @dev The walk above is no standstill: batches were issued in setUp, at least.
    function invariant_SomethingHappens() public view {
        assertTrue(_handler.successes() >= 2, "successes");
    }
}
