// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICarbonRetirement} from "../interfaces/ICarbonRetirement.sol";
import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {ReferenceCarbonData as CarbonData} from "../reference/ReferenceCarbonData.sol";
import {Batch} from "../types/Batch.sol";
import {Claim} from "../types/Claim.sol";
import {Issuance} from "../types/Issuance.sol";
import {CarbonParties} from "./CarbonParties.sol";

/// @dev Does what issuers, holders and strangers do, at random, to the token and to its slow twin in step. Both must answer alike. Keeps
/// its own sums of what was issued, retired and destroyed, batch by batch, and the serials of every batch.
contract CarbonHandler is CarbonParties {
    struct Sums {
        uint256 issued;
        uint256 retired;
        uint256 cancelled;
        uint64 firstSerial;
        uint64 lastSerial;
    }

    ICarbonToken public immutable token;
    ICarbonToken public immutable twin;

    uint256 public differences;
    uint256 public falls;
    uint256 public blockedRetirements;
    uint256 public strangersClaims;
    /// @dev Calls of both, refused or not.
    uint256 public calls;
    /// @dev Calls that both took, by function of the token.
    mapping(bytes4 selector => uint256) public successes;
    uint256[] public batches;
    mapping(uint256 id => Sums) public sums;

    uint256 private _now = 1_800_000_000;
    /// @dev Whether the claim made last is for a shipment in another's name.
    bool private _isStrangers;

    constructor(ICarbonToken token_, ICarbonToken twin_) {
        token = token_;
        twin = twin_;
    }

    function count() external view returns (uint256) {
        return batches.length;
    }

    /// @dev Mostly above the last serial, now and then into taken ones.
    function issue(uint8 to, uint16 length, uint8 slip, uint16 share) external {
        if (batches.length == MOST_BATCHES) return;
        (uint64 lastSerial, ) = token.serialsOf("registry", "project", 2020);
        uint64 first = lastSerial + 1 - (slip % 8 == 1 ? uint64(bound(slip, 0, lastSerial)) : 0) + (slip % 8 == 2 ? 5 : 0);
        uint16 bufferShare = slip % 8 == 3 ? share : share % 3_000;
        Issuance memory terms = Issuance(
            party(to),
            "registry",
            "project",
            2020,
            first,
            first + length,
            bufferShare,
            "saving",
            uint48(_now)
        );
        if (!_both(address(this), abi.encodeCall(token.issue, (terms, address(0), "")))) return;
        uint256 id = token.batchIdOf("registry", "project", 2020, first);
        batches.push(id);
        sums[id] = Sums(uint256(length) + 1, 0, 0, first, first + length);
    }

    function transfer(uint8 batch, uint8 seed, uint8 to, uint16 amount) external {
        uint256 id = _id(batch);
        address from = party(_holder(id, seed));
        _both(from, abi.encodeCall(IERC1155.safeTransferFrom, (from, party(to), id, _grams(from, id, amount), "")));
    }

    function retire(uint8 batch, uint8 seed, uint16 amount, uint8 claim) external {
        uint256 id = _id(batch);
        uint256 who = _holder(id, seed);
        uint256 grams = _grams(party(who), id, amount);
        bytes memory data = abi.encodeCall(ICarbonRetirement.retire, (id, grams, _claim(who, claim), "note"));
        if (_retire(party(who), data, data)) sums[id].retired += grams;
    }

    /// @dev Of one batch twice, as often as of two.
    function retireMany(uint8 batch, uint8 seed, uint8 first, uint8 second, uint8 claim) external {
        uint256[] memory ids = new uint256[](2);
        uint256[] memory amounts = new uint256[](claim % 16 == 15 ? 1 : 2);
        (ids[0], ids[1]) = (_id(batch), _id(uint256(batch) + (second % 2)));
        uint256 who = _holder(ids[0], seed);
        amounts[0] = _grams(party(who), ids[0], first);
        if (amounts.length == 2) amounts[1] = _grams(party(who), ids[1], second);
        bytes memory data = abi.encodeCall(ICarbonRetirement.retireMany, (ids, amounts, _claim(who, claim), ""));
        if (!_retire(party(who), data, data)) return;
        sums[ids[0]].retired += amounts[0];
        sums[ids[1]].retired += amounts[1];
    }

    function retireBySig(uint8 batch, uint8 seed, uint8 amount, uint8 slip, uint8 claim) external {
        uint256 id = _id(batch);
        uint256 who = _holder(id, seed);
        uint256 grams = _grams(party(who), id, amount);
        uint48 deadline = uint48(slip % 16 == 1 ? _now - 1 : _now);
        Claim memory terms = _claim(who, claim);
        uint256 nonce = token.nonceOf(party(who)) + (slip % 16 == 2 ? 1 : 0);
        bytes32 structHash = CarbonData.retire(party(who), id, grams, terms, "by signature", nonce, deadline);
        uint256 signer = key(who + (slip % 16 == 3 ? 1 : 0));
        bytes memory forToken = _bySig(party(who), id, grams, terms, deadline, signed(signer, digest(token, structHash)));
        bytes memory forTwin = _bySig(party(who), id, grams, terms, deadline, signed(signer, digest(twin, structHash)));
        if (_retire(address(this), forToken, forTwin)) sums[id].retired += grams;
    }

    function withdraw(uint8 who) external {
        _both(party(who), abi.encodeCall(ICarbonRetirement.withdrawRetirements, ()));
    }

    function cancel(uint8 batch, uint16 amount, uint8 luck) external {
        // Less often than retiring, or nothing is left.
        if (luck % 4 != 0) return;
        uint256 id = _id(batch);
        Batch memory before = token.batchOf(id);
        uint256 grams = luck % 16 == 12 ? amount : amount % (before.issued / 4 + 2);
        if (_both(address(this), abi.encodeCall(ICarbonToken.cancel, (id, grams, "reason")))) {
            sums[id].cancelled += grams < before.buffer ? grams : before.buffer;
        }
    }

    function surrender(uint8 batch, uint8 seed, uint16 amount, bool all) external {
        uint256 id = _id(batch);
        address holder = party(_holder(id, seed));
        uint256 grams = all ? token.batchOf(id).deficit : _grams(holder, id, amount);
        if (_both(holder, abi.encodeCall(ICarbonToken.surrender, (id, grams)))) sums[id].cancelled += grams;
    }

    function pauseOrGoOn(bool stop) external {
        _both(address(this), stop ? abi.encodeCall(ICarbonToken.pause, ()) : abi.encodeCall(ICarbonToken.unpause, ()));
    }

    function pass(uint8 seconds_) external {
        _now += seconds_;
    }

    function _bySig(
        address holder,
        uint256 id,
        uint256 amount,
        Claim memory claim,
        uint48 deadline,
        bytes memory signature
    ) private pure returns (bytes memory) {
        return abi.encodeCall(ICarbonRetirement.retireBySig, (holder, id, amount, claim, "by signature", deadline, signature));
    }

    /// @dev One of a few shipments, so that claims clash, or none; now and then a claim that is refused, or one in another's name.
    function _claim(uint256 who, uint8 seed) private returns (Claim memory claim) {
        claim = Claim(party(who), bytes32(uint256(seed % 4)), 0, uint48(_now), "DE");
        if (seed % 16 == 7) claim.country = "d";
        if (seed % 16 == 8) claim.periodStart = uint48(_now) + 1;
        if (seed % 16 == 10) claim.periodEnd = uint48(_now) + 366 days + 1;
        if (seed % 16 == 9 || seed % 16 == 12) claim.beneficiary = party(who + 1);
        _isStrangers = claim.shipment != 0 && claim.beneficiary != party(who);
    }

    /// @dev A batch that was issued, or one that never was.
    function _id(uint256 seed) private view returns (uint256) {
        return batches.length == 0 || seed % 16 == 15 ? 7 : batches[seed % batches.length];
    }

    /// @dev Mostly the first from this party on who holds grams of the batch; now and then anybody.
    function _holder(uint256 id, uint256 seed) private view returns (uint256) {
        if (seed % 8 == 7) return seed;
        for (uint256 who = seed; who < seed + PARTIES; ++who) {
            if (token.balanceOf(party(who), id) != 0) return who;
        }
        return seed;
    }

    /// @dev Mostly a part of what the account holds, so that something is left; now and then anything.
    function _grams(address holder, uint256 id, uint256 seed) private view returns (uint256) {
        return seed % 8 == 7 ? seed : seed % (token.balanceOf(holder, id) / 4 + 2);
    }

    /// @dev A retirement; notes whether a pause is what it was refused for.
    function _retire(address sender, bytes memory forToken, bytes memory forTwin) private returns (bool done) {
        done = _each(sender, forToken, forTwin);
        if (!done && bytes4(lastProblem) == ICarbonToken.CarbonTokenPaused.selector) ++blockedRetirements;
        if (done && _isStrangers) ++strangersClaims;
    }

    function _both(address sender, bytes memory data) private returns (bool) {
        return _each(sender, data, data);
    }

    /// @dev Calls both in the same second, notes where one does what the other does not, and whether a sum fell.
    function _each(address sender, bytes memory forToken, bytes memory forTwin) private returns (bool done) {
        Batch[] memory before = _accounts();
        bool alike;
        (done, alike) = _compare(_now, sender, address(token), forToken, address(twin), forTwin);
        ++calls;
        if (!alike) ++differences;
        if (done) ++successes[bytes4(forToken)];
        for (uint256 i = 0; i < before.length; ++i) {
            Batch memory batch = token.batchOf(batches[i]);
            if (batch.retired < before[i].retired || batch.cancelled < before[i].cancelled) ++falls;
            if (batch.issued != before[i].issued) ++falls;
        }
    }

    function _accounts() private view returns (Batch[] memory all) {
        all = new Batch[](batches.length);
        for (uint256 i = 0; i < all.length; ++i) all[i] = token.batchOf(batches[i]);
    }
}
