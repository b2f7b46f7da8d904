// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Credits} from "./Credits.sol";
import {ICarbonRetirement} from "./interfaces/ICarbonRetirement.sol";
import {Batches} from "./libraries/Batches.sol";
import {CarbonRecords} from "./libraries/CarbonRecords.sol";
import {Batch} from "./types/Batch.sol";
import {Claim} from "./types/Claim.sol";

/// @dev Retiring asks neither a role nor the pause: whoever holds grams can always claim them.
abstract contract Retirements is Credits {
    uint256 private constant MAX_TEXT = 512;

    mapping(bytes32 shipment => mapping(address beneficiary => bytes32 retirementId)) private _claims;
    mapping(address holder => uint256) private _nonces;

    /// @inheritdoc ICarbonRetirement
    function retire(uint256 id, uint256 amount, Claim calldata claim, string calldata note) external returns (bytes32 retirementId) {
        _checkClaim(claim, note);
        retirementId = _retire(msg.sender, id, amount, claim, note);
        _bindShipment(claim, retirementId);
    }

    /// @inheritdoc ICarbonRetirement
    function retireMany(
        uint256[] calldata ids,
        uint256[] calldata amounts,
        Claim calldata claim,
        string calldata note
    ) external returns (bytes32[] memory retirementIds) {
        if (ids.length != amounts.length) revert ERC1155InvalidArrayLength(ids.length, amounts.length);
        if (ids.length == 0) revert CarbonTokenNoAmount();
        _checkClaim(claim, note);
        retirementIds = new bytes32[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) retirementIds[i] = _retire(msg.sender, ids[i], amounts[i], claim, note);
        _bindShipment(claim, retirementIds[0]);
    }

    /// @inheritdoc ICarbonRetirement
    function retireBySig(
        address holder,
        uint256 id,
        uint256 amount,
        Claim calldata claim,
        string calldata note,
        uint48 deadline,
        bytes calldata signature
    ) external returns (bytes32 retirementId) {
        _checkDeadline(deadline);
        _checkClaim(claim, note);
        _checkSignature(holder, _useNonce(holder, id, amount, claim, keccak256(bytes(note)), deadline), signature);
        retirementId = _retire(holder, id, amount, claim, note);
        _bindShipment(claim, retirementId);
    }

    /// @inheritdoc ICarbonRetirement
    function withdrawRetirements() external {
        emit RetirementsWithdrawn(msg.sender, _nonces[msg.sender]++);
    }

    /// @inheritdoc ICarbonRetirement
    function correct(
        uint256 id,
        uint256 retiredBefore,
        uint256 amount,
        Claim calldata claim,
        bytes32 noteHash,
        string calldata correction
    ) external returns (bytes32 retirementId) {
        _checkText(correction);
        bytes32 claimHash = CarbonRecords.hashClaim(claim);
        retirementId = _hashTypedDataV4(CarbonRecords.hashRetirement(msg.sender, id, retiredBefore, amount, claimHash, noteHash));
        emit Corrected(retirementId, msg.sender, correction);
    }

    /// @inheritdoc ICarbonRetirement
    function claimOf(bytes32 shipment, address beneficiary) external view returns (bytes32) {
        return _claims[shipment][beneficiary];
    }

    /// @inheritdoc ICarbonRetirement
    function nonceOf(address holder) external view returns (uint256) {
        return _nonces[holder];
    }

    /// @dev One line: the batch's account, the balance and the log.
    function _retire(
        address holder,
        uint256 id,
        uint256 amount,
        Claim calldata claim,
        string calldata note
    ) private returns (bytes32 retirementId) {
        Batch memory batch = batchOf(id);
        uint256 retiredBefore = batch.retired;
        (bool ok, Batch memory next) = Batches.retire(batch, Batches.grams(amount));
        if (!ok) _refuse(holder, id, amount);
        _setBatch(id, next);
        _burn(holder, id, amount);
        bytes32 structHash = CarbonRecords.hashRetirement(
            holder,
            id,
            retiredBefore,
            amount,
            CarbonRecords.hashClaim(claim),
            keccak256(bytes(note))
        );
        retirementId = _hashTypedDataV4(structHash);
        _emitRetired(retirementId, holder, id, retiredBefore, amount, claim, note);
    }

    /// @dev What the holder must have signed. Its nonce is used up; a refusal undoes that.
    function _useNonce(
        address holder,
        uint256 id,
        uint256 amount,
        Claim calldata claim,
        bytes32 noteHash,
        uint48 deadline
    ) private returns (bytes32 digest) {
        uint256 nonce = _nonces[holder]++;
        bytes32 claimHash = CarbonRecords.hashClaim(claim);
        return _hashTypedDataV4(CarbonRecords.hashRetire(holder, id, amount, claimHash, noteHash, nonce, deadline));
    }

    function _emitRetired(
        bytes32 retirementId,
        address holder,
        uint256 id,
        uint256 retiredBefore,
        uint256 amount,
        Claim calldata claim,
        string calldata note
    ) private {
        emit Retired(
            retirementId,
            id,
            claim.beneficiary,
            holder,
            retiredBefore,
            amount,
            claim.shipment,
            claim.periodStart,
            claim.periodEnd,
            claim.country,
            note
        );
    }

    /// @dev Puts a shipment down as claimed; once for each beneficiary.
    function _bindShipment(Claim calldata claim, bytes32 retirementId) private {
        if (claim.shipment == 0) return;
        bytes32 earlier = _claims[claim.shipment][claim.beneficiary];
        if (earlier != 0) revert CarbonTokenAlreadyClaimed(claim.shipment, claim.beneficiary, earlier);
        _claims[claim.shipment][claim.beneficiary] = retirementId;
    }

    /// @dev Tells why an amount cannot be retired; always reverts.
    function _refuse(address holder, uint256 id, uint256 amount) private view {
        Batch memory batch = _knownBatch(id);
        if (amount == 0) revert CarbonTokenNoAmount();
        _checkBalance(holder, id, amount);
        revert CarbonTokenNotBacked(id, amount, Batches.backed(batch));
    }

    function _checkClaim(Claim calldata claim, string calldata note) private view {
        if (claim.beneficiary == address(0)) revert CarbonTokenNoBeneficiary();
        if (claim.periodStart > claim.periodEnd || claim.periodStart > block.timestamp) {
            revert CarbonTokenInvalidPeriod(claim.periodStart, claim.periodEnd);
        }
        if (claim.country != 0 && !_isCountry(claim.country)) revert CarbonTokenInvalidCountry(claim.country);
        _checkText(note);
    }

    function _isCountry(bytes2 country) private pure returns (bool) {
        return country[0] >= "A" && country[0] <= "Z" && country[1] >= "A" && country[1] <= "Z";
    }

    function _checkText(string calldata text) private pure {
        if (bytes(text).length > MAX_TEXT) revert CarbonTokenTextTooLong(bytes(text).length);
    }
}
