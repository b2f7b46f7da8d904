// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICarbonIssuance} from "../interfaces/ICarbonIssuance.sol";
import {ICarbonRetirement} from "../interfaces/ICarbonRetirement.sol";
import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {UnguardedCarbonReference} from "../mocks/UnguardedCarbonReference.sol";
import {UnguardedCarbonToken} from "../mocks/UnguardedCarbonToken.sol";
import {Batch} from "../types/Batch.sol";
import {CarbonHandler} from "./CarbonHandler.sol";
import {CarbonParties} from "./CarbonParties.sol";

/// @dev What holds after any sequence of calls.
contract CarbonTokenInvariants is CarbonParties {
    uint256 private constant ISSUED_AT_FIRST = 2;
    uint256 private constant SHORT_WALK = 16;

    CarbonHandler private _handler;
    ICarbonToken private _token;
    ICarbonToken private _twin;

    function setUp() public {
        _token = new UnguardedCarbonToken();
        _twin = new UnguardedCarbonReference();
        _handler = new CarbonHandler(_token, _twin);
        for (uint8 i = 0; i < ISSUED_AT_FIRST; ++i) _handler.issue(i, 999, 0, 1_000);
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

    /// @dev Whoever else holds grams cannot claim a shipment in an account's name, and so bar it.
    function invariant_AShipmentIsClaimedByItsBeneficiary() public view {
        assertEq(_handler.strangersClaims(), 0, "strangers");
    }

    /// @dev At the end of a walk: it was no standstill, and did more than setUp, or the pause alone. A walk that fails is walked again with
    /// ever fewer calls; such a short one is let go, or it would fail for this in the end and hide why.
    function afterInvariant() public view {
        if (_handler.calls() < SHORT_WALK) return;
        uint256 moves = 0;
        bytes4[7] memory moving = _moving();
        for (uint256 i = 0; i < moving.length; ++i) moves += _handler.successes(moving[i]);
        assertTrue(moves > ISSUED_AT_FIRST, "moves");
    }

    /// @dev None of the walk's calls is such that it is refused whatever it is given.
    function test_EveryCallOfTheWalkCanSucceed() public {
        _handler.transfer(0, 0, 1, 100);
        _handler.retire(0, 0, 10, 0);
        _handler.retireMany(0, 1, 1, 1, 0);
        _handler.retireBySig(0, 0, 1, 0, 0);
        _handler.withdraw(0);
        _handler.cancel(0, 200, 0);
        _handler.surrender(0, 0, 0, true);
        _handler.pauseOrGoOn(true);
        _handler.retire(1, 1, 10, 0);
        _handler.pauseOrGoOn(false);
        bytes4[7] memory moving = _moving();
        for (uint256 i = 0; i < moving.length; ++i) assertTrue(_handler.successes(moving[i]) != 0, "a call that moves grams");
        assertEq(_handler.successes(ICarbonRetirement.retire.selector), 2, "retire, and while it is paused");
        assertEq(_handler.successes(ICarbonRetirement.withdrawRetirements.selector), 1, "withdraw");
        assertEq(_handler.successes(ICarbonToken.pause.selector), 1, "pause");
        assertEq(_handler.successes(ICarbonToken.unpause.selector), 1, "unpause");
        invariant_TheTwinAgrees();
    }

    /// @dev The functions that make grams, pass them on or end them.
    function _moving() private pure returns (bytes4[7] memory) {
        return
            [
                ICarbonIssuance.issue.selector,
                IERC1155.safeTransferFrom.selector,
                ICarbonRetirement.retire.selector,
                ICarbonRetirement.retireMany.selector,
                ICarbonRetirement.retireBySig.selector,
                ICarbonToken.cancel.selector,
                ICarbonToken.surrender.selector
            ];
    }
}
