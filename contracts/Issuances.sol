// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Credits} from "./Credits.sol";
import {ICarbonIssuance} from "./interfaces/ICarbonIssuance.sol";
import {Batches} from "./libraries/Batches.sol";
import {CarbonRecords} from "./libraries/CarbonRecords.sol";
import {IssuanceRecords} from "./libraries/IssuanceRecords.sol";
import {newBatch} from "./types/BatchSlot.sol";
import {Issuance} from "./types/Issuance.sol";
import {PoolSlot, taken} from "./types/PoolSlot.sol";

/// @dev The only way in which grams come to be.
abstract contract Issuances is Credits {
    using IssuanceRecords for Issuance;

    /// @dev A struct of one, so that a slot is found once and then passed on.
    struct Pool {
        PoolSlot slot;
    }

    /// @dev Number of the role in the AccessManager whose members may verify.
    uint64 public constant VERIFIER_ROLE = 4;

    /// @dev Mean length of a year: by it the year of a block is right but for hours around New Year.
    uint256 private constant YEAR = 31_556_952;

    mapping(bytes32 pool => Pool) private _pools;
    mapping(address verifier => mapping(bytes32 digest => bool)) private _withdrawn;

    /// @inheritdoc ICarbonIssuance
    function issue(Issuance calldata terms, address verifier, bytes calldata signature) external restricted returns (uint256 id) {
        _checkNotPaused();
        Issuance memory agreed = IssuanceRecords.copy(terms);
        uint256 amount = _amountOf(agreed);
        (bool ok, uint256 buffer) = Batches.withhold(amount, agreed.bufferShare);
        if (!ok) revert CarbonTokenInvalidBufferShare(agreed.bufferShare);
        _checkVerified(agreed, verifier, signature);
        id = agreed.batchId();
        _takeSerials(agreed, id);
        _accounts(id).slot = newBatch(amount, buffer);
        agreed.emitIssued(id, verifier);
        // Last, because a receiver with code is called.
        unchecked {
            _mint(agreed.to, id, amount - buffer);
        }
    }

    /// @inheritdoc ICarbonIssuance
    function withdrawVerification(bytes32 digest) external {
        _withdrawn[msg.sender][digest] = true;
        emit VerificationWithdrawn(msg.sender, digest);
    }

    /// @inheritdoc ICarbonIssuance
    function batchIdOf(bytes32 registry, bytes32 project, uint16 vintage, uint64 firstSerial) external pure returns (uint256) {
        return CarbonRecords.batchId(registry, project, vintage, firstSerial);
    }

    /// @inheritdoc ICarbonIssuance
    function serialsOf(bytes32 registry, bytes32 project, uint16 vintage) external view returns (uint64 lastSerial, uint256 batch) {
        PoolSlot slot = _pools[CarbonRecords.poolKey(registry, project, vintage)].slot;
        return (slot.lastSerialOf(), slot.batchOf());
    }

    /// @inheritdoc ICarbonIssuance
    function isWithdrawn(address verifier, bytes32 digest) external view returns (bool) {
        return _withdrawn[verifier][digest];
    }

    /// @dev Whether a verifier that is neither receiver nor issuer stands behind the terms now.
    function _checkVerified(Issuance memory terms, address verifier, bytes calldata signature) internal view virtual {
        _checkDeadline(terms.deadline);
        if (verifier == terms.to) revert CarbonTokenVerifierIsHolder(verifier);
        IAccessManager manager = IAccessManager(authority());
        (bool isVerifier, ) = manager.hasRole(VERIFIER_ROLE, verifier);
        if (!isVerifier) revert CarbonTokenNotVerifier(verifier);
        // Asked of the table and not of the caller: an issuer with a delay comes through the AccessManager.
        (bool isIssuer, uint32 delay) = manager.canCall(verifier, address(this), this.issue.selector);
        if (isIssuer || delay != 0) revert CarbonTokenVerifierIsIssuer(verifier);
        bytes32 digest = _hashTypedDataV4(terms.hash());
        if (_withdrawn[verifier][digest]) revert CarbonTokenVerificationWithdrawn(verifier, digest);
        _checkSignature(verifier, digest, signature);
    }

    /// @dev Grams from first to last serial.
    function _amountOf(Issuance memory terms) private view returns (uint256) {
        (uint16 vintage, uint64 first, uint64 last) = (terms.vintage, terms.firstSerial, terms.lastSerial);
        unchecked {
            if (vintage < 1990 || vintage > 1970 + block.timestamp / YEAR) revert CarbonTokenInvalidVintage(vintage);
            if (first == 0 || last < first || last - first >= type(uint48).max) revert CarbonTokenInvalidSerials(first, last);
            return last - first + 1;
        }
    }

    function _takeSerials(Issuance memory terms, uint256 id) private {
        Pool storage pool = _pools[terms.poolKey()];
        PoolSlot slot = pool.slot;
        if (terms.firstSerial <= slot.lastSerialOf()) {
            revert CarbonTokenSerialsTaken(slot.batchOf(), slot.lastSerialOf(), terms.firstSerial);
        }
        pool.slot = taken(id, terms.lastSerial);
    }
}
