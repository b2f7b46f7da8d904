// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {RecordsHarness} from "../mocks/RecordsHarness.sol";
import {Claim} from "../types/Claim.sol";
import {Issuance} from "../types/Issuance.sol";
import {IVm} from "./IVm.sol";
import {Test} from "./Test.sol";

/// @dev What is hashed and logged from one piece of memory, against the compiler's own encoding.
contract CarbonRecordsTest is Test {
    uint256 private constant NOW = 1_800_000_000;

    RecordsHarness private _harness;

    function setUp() public {
        _harness = new RecordsHarness();
    }

    function testFuzz_AnIssuanceSaysWhatTheCompilerEncodes(Issuance memory terms, uint256 id, address verifier) public {
        VM.recordLogs();
        bytes memory hashes = _harness.issue(terms, id, verifier);
        bytes memory plain = _harness.plainIssue(terms, id, verifier);
        assertEq(keccak256(hashes), keccak256(plain), "hashes");
        IVm.Log[] memory logs = VM.getRecordedLogs();
        assertEq(logs.length, 2, "logs");
        _assertAlike(logs[0], logs[1]);
    }

    function testFuzz_ARetirementSaysWhatTheCompilerEncodes(
        Claim memory claim,
        string memory note,
        RecordsHarness.Line memory first,
        RecordsHarness.Line memory second
    ) public {
        VM.recordLogs();
        bytes memory hashes = _harness.retire(claim, note, first, second);
        bytes memory plain = _harness.plainRetire(claim, note, first, second);
        assertEq(keccak256(hashes), keccak256(plain), "hashes");
        IVm.Log[] memory logs = VM.getRecordedLogs();
        assertEq(logs.length, 4, "logs");
        _assertAlike(logs[0], logs[2]);
        _assertAlike(logs[1], logs[3]);
    }

    /// @dev One bit too many in any field of fewer than 256.
    function testFuzz_TermsWithDirtyWordsAreRefused(Issuance memory terms, uint8 field, uint8 bit) public {
        uint16[9] memory bits = [160, 256, 256, 16, 64, 64, 16, 256, 48];
        uint256 index = field % 9;
        bytes memory data = abi.encodeCall(RecordsHarness.issue, (terms, 1, address(1)));
        _soil(data, index, bits[index], bit);
        (bool done, ) = address(_harness).call(data);
        assertTrue(done == (bits[index] == 256), "refused");
    }

    /// @dev Claims around what is fair, in every field, and with dirty words; fair is what reading each field lets pass.
    function testFuzz_AClaimIsFairWhenEveryFieldIs(uint256 seed, uint256 word, bytes2 country) public {
        VM.warp(NOW);
        Claim memory claim = Claim(address(uint160(seed % 4 == 0 ? 0 : word)), bytes32(word), _near(seed >> 8), _near(seed >> 16), country);
        if ((seed >> 24) % 4 < 3) claim.country = [bytes2("DE"), bytes2("A["), bytes2("@Z"), bytes2(0)][(seed >> 32) % 4];
        bytes memory data = abi.encodeCall(RecordsHarness.isFair, (claim));
        uint16[5] memory bits = [160, 256, 48, 48, 16];
        uint256 index = (seed >> 40) % 5;
        bool isDirty = (seed >> 48) % 4 == 0 && bits[index] != 256;
        // The country lies at the upper end of its word.
        if (isDirty) _soil(data, index, index == 4 ? 0 : bits[index], uint8((seed >> 56) % (index == 4 ? 240 : 256)));
        (bool done, bytes memory answer) = address(_harness).call(data);
        assertTrue(done, "never reverts");
        assertTrue(abi.decode(answer, (bool)) == (!isDirty && _isFair(claim)), "fair");
    }

    function _isFair(Claim memory claim) private pure returns (bool) {
        (uint8 first, uint8 second) = (uint8(claim.country[0]), uint8(claim.country[1]));
        bool isCountry = first >= 65 && first <= 90 && second >= 65 && second <= 90;
        bool isPeriod = claim.periodStart <= claim.periodEnd && claim.periodStart <= NOW && claim.periodEnd <= NOW + 366 days;
        return claim.beneficiary != address(0) && isPeriod && (claim.country == 0 || isCountry);
    }

    /// @dev Zero, the largest, or a second around now or around the furthest end.
    function _near(uint256 seed) private pure returns (uint48) {
        if (seed % 8 == 0) return 0;
        if (seed % 8 == 2) return uint48(NOW + 366 days - 1 + ((seed >> 3) % 3));
        return seed % 8 == 1 ? type(uint48).max : uint48(NOW - 1 + (seed % 3));
    }

    /// @dev Sets one bit at `from` or above in a word of arguments.
    function _soil(bytes memory data, uint256 index, uint256 from, uint256 bit) private pure {
        if (from == 256) return;
        uint256 soil = 1 << (from + (bit % (256 - from)));
        assembly ("memory-safe") {
            let place := add(add(data, 0x24), mul(index, 0x20))
            mstore(place, or(mload(place), soil))
        }
    }

    function _assertAlike(IVm.Log memory one, IVm.Log memory other) private pure {
        assertEq(keccak256(abi.encode(one.topics)), keccak256(abi.encode(other.topics)), "topics");
        assertEq(keccak256(one.data), keccak256(other.data), "data");
    }
}
