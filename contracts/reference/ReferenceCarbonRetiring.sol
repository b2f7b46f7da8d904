// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Batch} from "../types/Batch.sol";
import {Claim} from "../types/Claim.sol";
import {ReferenceCarbonData as CarbonData} from "./ReferenceCarbonData.sol";
import {ReferenceCredits} from "./ReferenceCredits.sol";

/// @dev Every claim of a shipment, in one list.
abstract contract ReferenceCarbonRetiring is ReferenceCredits {
    struct Made {
        bytes32 shipment;
        address beneficiary;
        bytes32 retirementId;
    }

    Made[] private _made;
    mapping(address holder => uint256) private _nonces;

    function retire(uint256 id, uint256 amount, Claim memory claim, string memory note) public returns (bytes32 retirementId) {
        _requireClaim(claim, note);
        retirementId = _retire(msg.sender, id, amount, claim, note);
        _requireFirst(claim, msg.sender, retirementId);
    }

    function retireMany(
        uint256[] memory ids,
        uint256[] memory amounts,
        Claim memory claim,
        string memory note
    ) public returns (bytes32[] memory retirementIds) {
        require(ids.length == amounts.length, ERC1155InvalidArrayLength(ids.length, amounts.length));
        require(ids.length > 0, CarbonTokenNoAmount());
        _requireClaim(claim, note);
        retirementIds = new bytes32[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) retirementIds[i] = _retire(msg.sender, ids[i], amounts[i], claim, note);
        _requireFirst(claim, msg.sender, retirementIds[0]);
    }

    function retireBySig(
        address holder,
        uint256 id,
        uint256 amount,
        Claim memory claim,
        string memory note,
        uint48 deadline,
        bytes memory signature
    ) public returns (bytes32 retirementId) {
        _requireInTime(deadline);
        _requireClaim(claim, note);
        _requireSigned(holder, _retireDigest(holder, id, amount, claim, note, deadline), signature);
        _nonces[holder] += 1;
        retirementId = _retire(holder, id, amount, claim, note);
        _requireFirst(claim, holder, retirementId);
    }

    function withdrawRetirements() external {
        emit RetirementsWithdrawn(msg.sender, _nonces[msg.sender]);
        _nonces[msg.sender] += 1;
    }

    function correct(
        uint256 id,
        uint256 retiredBefore,
        uint256 amount,
        Claim memory claim,
        bytes32 noteHash,
        string memory correction
    ) public returns (bytes32 retirementId) {
        require(bytes(correction).length <= 512, CarbonTokenTextTooLong(bytes(correction).length));
        retirementId = _hashTypedDataV4(CarbonData.retirement(msg.sender, id, retiredBefore, amount, claim, noteHash));
        emit Corrected(retirementId, msg.sender, correction);
    }

    function claimOf(bytes32 shipment, address beneficiary) public view returns (bytes32 retirementId) {
        for (uint256 i = 0; i < _made.length; ++i) {
            if (_made[i].shipment == shipment && _made[i].beneficiary == beneficiary) return _made[i].retirementId;
        }
    }

    function nonceOf(address holder) external view returns (uint256) {
        return _nonces[holder];
    }

    function _retire(
        address holder,
        uint256 id,
        uint256 amount,
        Claim memory c,
        string memory note
    ) private returns (bytes32 retirementId) {
        Batch storage batch = _requireKnown(id);
        require(amount != 0, CarbonTokenNoAmount());
        require(amount <= balanceOf(holder, id), ERC1155InsufficientBalance(holder, balanceOf(holder, id), amount, id));
        uint256 held = uint256(batch.issued) - batch.retired - batch.cancelled - batch.buffer;
        uint256 backed = held < batch.deficit ? 0 : held - batch.deficit;
        require(amount <= backed, CarbonTokenNotBacked(id, amount, backed));
        uint256 before = batch.retired;
        batch.retired += uint48(amount);
        _burn(holder, id, amount);
        retirementId = _hashTypedDataV4(CarbonData.retirement(holder, id, before, amount, c, keccak256(bytes(note))));
        _emitRetired(retirementId, holder, id, before, amount, c, note);
    }

    function _retireDigest(
        address holder,
        uint256 id,
        uint256 amount,
        Claim memory claim,
        string memory note,
        uint48 deadline
    ) private view returns (bytes32) {
        return _hashTypedDataV4(CarbonData.retire(holder, id, amount, claim, note, _nonces[holder], deadline));
    }

    function _emitRetired(
        bytes32 name,
        address holder,
        uint256 id,
        uint256 before,
        uint256 amount,
        Claim memory c,
        string memory note
    ) private {
        emit Retired(name, id, c.beneficiary, holder, before, amount, c.shipment, c.periodStart, c.periodEnd, c.country, note);
    }

    function _requireFirst(Claim memory claim, address holder, bytes32 retirementId) private {
        if (claim.shipment == 0) return;
        require(holder == claim.beneficiary, CarbonTokenNotBeneficiary(claim.beneficiary, holder));
        bytes32 earlier = claimOf(claim.shipment, claim.beneficiary);
        require(earlier == 0, CarbonTokenAlreadyClaimed(claim.shipment, claim.beneficiary, earlier));
        _made.push(Made(claim.shipment, claim.beneficiary, retirementId));
    }

    function _requireClaim(Claim memory claim, string memory note) private view {
        require(claim.beneficiary != address(0), CarbonTokenNoBeneficiary());
        bool isPeriod = claim.periodStart <= claim.periodEnd && claim.periodStart <= block.timestamp;
        isPeriod = isPeriod && claim.periodEnd <= block.timestamp + 366 days;
        require(isPeriod, CarbonTokenInvalidPeriod(claim.periodStart, claim.periodEnd));
        bytes memory letters = abi.encodePacked(claim.country);
        bool isNamed = _isLetter(letters[0]) && _isLetter(letters[1]);
        require(isNamed || claim.country == 0, CarbonTokenInvalidCountry(claim.country));
        require(bytes(note).length <= 512, CarbonTokenTextTooLong(bytes(note).length));
    }

    function _isLetter(bytes1 char) private pure returns (bool) {
        return uint8(char) >= 65 && uint8(char) <= 90;
    }
}
