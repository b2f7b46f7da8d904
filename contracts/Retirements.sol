// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Credits} from "./Credits.sol";
import {ICarbonRetirement} from "./interfaces/ICarbonRetirement.sol";
import {Batches} from "./libraries/Batches.sol";
import {CarbonRecords} from "./libraries/CarbonRecords.sol";
import {Claims} from "./libraries/Claims.sol";
import {RetirementRecord, RetirementRecords} from "./libraries/RetirementRecords.sol";
import {Batch} from "./types/Batch.sol";
import {BatchSlot} from "./types/BatchSlot.sol";
import {Claim} from "./types/Claim.sol";

/// @dev Retiring asks neither a role nor the pause: whoever holds grams can always claim them.
abstract contract Retirements is Credits {
    uint256 private constant MAX_TEXT = 512;

    mapping(bytes32 shipment => mapping(address beneficiary => bytes32 retirementId)) private _claims;
    mapping(address holder => uint256) private _nonces;

    /// @inheritdoc ICarbonRetirement
    function retire(uint256 id, uint256 amount, Claim calldata claim, string calldata note) external returns (bytes32 retirementId) {
        _checkClaim(claim, note);
        retirementId = _retire(msg.sender, id, amount, RetirementRecords.open(claim, note));
        _bindShipment(claim, msg.sender, retirementId);
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
        RetirementRecord record = RetirementRecords.open(claim, note);
        retirementIds = new bytes32[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) retirementIds[i] = _retire(msg.sender, ids[i], amounts[i], record);
        _bindShipment(claim, msg.sender, retirementIds[0]);
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
        RetirementRecord record = RetirementRecords.open(claim, note);
        _checkSignature(holder, _useNonce(holder, id, amount, record, deadline), signature);
        retirementId = _retire(holder, id, amount, record);
        _bindShipment(claim, holder, retirementId);
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
    function _retire(address holder, uint256 id, uint256 amount, RetirementRecord record) private returns (bytes32 retirementId) {
        Accounts storage accounts = _accounts(id);
        BatchSlot slot = accounts.slot;
        (bool ok, BatchSlot next) = slot.retire(amount);
        if (!ok) _refuseAmount(holder, id, amount);
        accounts.slot = next;
        _burn(holder, id, amount);
        retirementId = _hashTypedDataV4(record.hash(holder, id, slot.retiredOf(), amount));
        record.emitRetired(retirementId);
    }

    /// @dev What the holder must have signed. Its nonce is used up; a refusal undoes that.
    function _useNonce(
        address holder,
        uint256 id,
        uint256 amount,
        RetirementRecord record,
        uint48 deadline
    ) private returns (bytes32 digest) {
        uint256 nonce = _nonces[holder]++;
        return _hashTypedDataV4(CarbonRecords.hashRetire(holder, id, amount, record.claimHashOf(), record.noteHashOf(), nonce, deadline));
    }

    /// @dev Puts a shipment down as claimed; once for each beneficiary, and by nobody else, who could bar it with a single gram.
    function _bindShipment(Claim calldata claim, address holder, bytes32 retirementId) private {
        if (claim.shipment == 0) return;
        if (claim.beneficiary != holder) revert CarbonTokenNotBeneficiary(claim.beneficiary, holder);
        bytes32 earlier = _claims[claim.shipment][claim.beneficiary];
        if (earlier != 0) revert CarbonTokenAlreadyClaimed(claim.shipment, claim.beneficiary, earlier);
        _claims[claim.shipment][claim.beneficiary] = retirementId;
    }

    /// @dev Tells why an amount cannot be retired; always reverts.
    function _refuseAmount(address holder, uint256 id, uint256 amount) private view {
        Batch memory batch = _knownBatch(id);
        if (amount == 0) revert CarbonTokenNoAmount();
        _checkBalance(holder, id, amount);
        revert CarbonTokenNotBacked(id, amount, Batches.backed(batch));
    }

    function _checkClaim(Claim calldata claim, string calldata note) private view {
        if (!Claims.isFair(claim)) _refuseClaim(claim);
        _checkText(note);
    }

    /// @dev Tells what is wrong with a claim, field by field; reading one refuses bits that its type lacks.
    function _refuseClaim(Claim calldata claim) private view {
        if (claim.beneficiary == address(0)) revert CarbonTokenNoBeneficiary();
        bool isBegun = claim.periodStart <= claim.periodEnd && claim.periodStart <= block.timestamp;
        if (!isBegun || claim.periodEnd > block.timestamp + Claims.LONGEST_AHEAD) {
            revert CarbonTokenInvalidPeriod(claim.periodStart, claim.periodEnd);
        }
        if (claim.country != 0 && !_isCountry(claim.country)) revert CarbonTokenInvalidCountry(claim.country);
    }

    function _isCountry(bytes2 country) private pure returns (bool) {
        uint256 letters = uint16(country);
        return _isLetter(letters >> 8) && _isLetter(letters & 0xff);
    }

    function _isLetter(uint256 char) private pure returns (bool) {
        return char > 64 && char < 91;
    }

    function _checkText(string calldata text) private pure {
        if (bytes(text).length > MAX_TEXT) revert CarbonTokenTextTooLong(bytes(text).length);
    }
}
