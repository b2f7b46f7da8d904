// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {ScriptedReceiver} from "../mocks/ScriptedReceiver.sol";
import {UnguardedCarbonReference} from "../mocks/UnguardedCarbonReference.sol";
import {UnguardedCarbonToken} from "../mocks/UnguardedCarbonToken.sol";
import {Issuance} from "../types/Issuance.sol";
import {CarbonParties} from "./CarbonParties.sol";
import {IVm} from "./IVm.sol";

/// @dev Our ERC-1155 against OpenZeppelin's, which the twin is built on: the same answers, errors, logs, balances and calls to receivers.
contract HoldingsTest is CarbonParties {
    uint256 private constant BATCHES = 3;
    uint256 private constant GRAMS = 100;

    ICarbonToken private _token;
    ICarbonToken private _twin;
    ScriptedReceiver[2] private _receivers;
    uint256[] private _ids;

    function setUp() public {
        _token = new UnguardedCarbonToken();
        _twin = new UnguardedCarbonReference();
        _receivers = [new ScriptedReceiver(), new ScriptedReceiver()];
        VM.warp(1_800_000_000);
        for (uint64 i = 0; i < BATCHES; ++i) {
            uint64 first = uint64(i * GRAMS + 1);
            Issuance memory terms = Issuance(party(i), "registry", "project", 2020, first, uint64(first + GRAMS - 1), 0, 0, 0);
            _ids.push(_token.issue(terms, address(0), ""));
            _twin.issue(terms, address(0), "");
        }
    }

    function testFuzz_OneTransferIsTheTwins(uint256 seed, uint8 amount, bytes memory data) public {
        _maybeApprove(seed);
        (address caller, address from, uint256 id) = (_caller(seed), _account(seed >> 8), _id(seed >> 16));
        bytes memory forToken = abi.encodeCall(IERC1155.safeTransferFrom, (from, _to(seed, 0), id, amount % 128, data));
        bytes memory forTwin = abi.encodeCall(IERC1155.safeTransferFrom, (from, _to(seed, 1), id, amount % 128, data));
        _assertAlike(caller, forToken, forTwin);
    }

    function testFuzz_ATransferOfSeveralIsTheTwins(uint256 seed, uint8[4] memory amounts, bytes memory data) public {
        _maybeApprove(seed);
        (address caller, address from) = (_caller(seed), _account(seed >> 8));
        uint256[] memory ids = new uint256[]((seed >> 40) % 4);
        uint256[] memory values = new uint256[]((seed >> 48) % 8 == 0 ? (seed >> 56) % 4 : ids.length);
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = _id(seed >> (64 + 8 * i));
        for (uint256 i = 0; i < values.length; ++i) values[i] = amounts[i] % 64;
        bytes memory forToken = abi.encodeCall(IERC1155.safeBatchTransferFrom, (from, _to(seed, 0), ids, values, data));
        bytes memory forTwin = abi.encodeCall(IERC1155.safeBatchTransferFrom, (from, _to(seed, 1), ids, values, data));
        _assertAlike(caller, forToken, forTwin);
    }

    function testFuzz_WhomAHolderTrustsIsTheTwins(uint256 seed, bool approved) public {
        _maybeApprove(seed);
        bytes memory data = abi.encodeCall(IERC1155.setApprovalForAll, (_account(seed >> 8), approved));
        _assertAlike(_caller(seed), data, data);
        address[] memory accounts = new address[]((seed >> 40) % 4);
        uint256[] memory ids = new uint256[]((seed >> 48) % 8 == 0 ? (seed >> 56) % 4 : accounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) accounts[i] = _account(seed >> (64 + 8 * i));
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = _id(seed >> (96 + 8 * i));
        bytes memory question = abi.encodeCall(IERC1155.balanceOfBatch, (accounts, ids));
        _assertAlike(_caller(seed), question, question);
    }

    /// @dev Calls both; answers, errors, logs and what is held afterwards must be one.
    function _assertAlike(address caller, bytes memory forToken, bytes memory forTwin) private {
        VM.recordLogs();
        (bool done, bytes memory answer) = _call(caller, address(_token), forToken);
        IVm.Log[] memory logs = VM.getRecordedLogs();
        (bool twinDone, bytes memory twinAnswer) = _call(caller, address(_twin), forTwin);
        IVm.Log[] memory twinLogs = VM.getRecordedLogs();
        assertTrue(done == twinDone, "done");
        assertEq(keccak256(_neutral(answer)), keccak256(_neutral(twinAnswer)), "answer");
        assertEq(logs.length, done ? twinLogs.length : logs.length, "logs");
        for (uint256 i = 0; done && i < logs.length; ++i) {
            assertEq(logs[i].topics.length, twinLogs[i].topics.length, "topics");
            for (uint256 j = 0; j < logs[i].topics.length; ++j) {
                assertEq(_neutral(logs[i].topics[j]), _neutral(twinLogs[i].topics[j]), "topic");
            }
            assertEq(keccak256(logs[i].data), keccak256(twinLogs[i].data), "data");
        }
        assertEq(_receivers[0].told(), _receivers[1].told(), "told");
        for (uint256 i = 0; i < PARTIES; ++i) {
            for (uint256 j = 0; j < BATCHES; ++j) {
                assertEq(_token.balanceOf(party(i), _ids[j]), _twin.balanceOf(party(i), _ids[j]), "balance");
            }
            for (uint256 j = 0; j < PARTIES; ++j) {
                assertTrue(_token.isApprovedForAll(party(i), party(j)) == _twin.isApprovedForAll(party(i), party(j)), "approval");
            }
        }
        for (uint256 j = 0; j < BATCHES; ++j) {
            uint256 held = _twin.balanceOf(address(_receivers[1]), _ids[j]);
            assertEq(_token.balanceOf(address(_receivers[0]), _ids[j]), held, "received");
        }
    }

    function _call(address caller, address target, bytes memory data) private returns (bool done, bytes memory answer) {
        VM.prank(caller);
        (done, answer) = target.call(data);
    }

    /// @dev Errors name the receiver, of which each side has its own.
    function _neutral(bytes memory answer) private view returns (bytes memory) {
        if (answer.length != 36) return answer;
        bytes32 argument;
        assembly ("memory-safe") {
            argument := mload(add(answer, 0x24))
        }
        return abi.encodePacked(bytes4(answer), _neutral(argument));
    }

    /// @dev So do events.
    function _neutral(bytes32 word) private view returns (bytes32) {
        for (uint256 side = 0; side < 2; ++side) {
            if (word == bytes32(uint256(uint160(address(_receivers[side]))))) return "receiver";
        }
        return word;
    }

    /// @dev Half of the time the holder trusts the caller; now and then all stands still.
    function _maybeApprove(uint256 seed) private {
        bytes memory data = abi.encodeCall(IERC1155.setApprovalForAll, (_caller(seed), true));
        if (seed % 2 == 0 && _account(seed >> 8) != address(0)) {
            _call(_account(seed >> 8), address(_token), data);
            _call(_account(seed >> 8), address(_twin), data);
        }
        if ((seed >> 32) % 16 != 0) return;
        _token.pause();
        _twin.pause();
    }

    /// @dev The holder in half of all cases.
    function _caller(uint256 seed) private pure returns (address) {
        address from = _account(seed >> 8);
        return seed % 4 < 2 || from == address(0) ? party(seed >> 4) : from;
    }

    function _account(uint256 seed) private pure returns (address) {
        return (seed & 0xff) % 16 == 15 ? address(0) : party(seed & 0xff);
    }

    function _to(uint256 seed, uint256 side) private view returns (address) {
        uint256 kind = (seed >> 24) % 8;
        if (kind < 3) return address(_receivers[side]);
        return kind == 3 ? address(this) : _account(seed >> 27);
    }

    function _id(uint256 seed) private view returns (uint256) {
        return (seed & 0xff) % 16 == 15 ? 7 : _ids[(seed & 0xff) % BATCHES];
    }
}
