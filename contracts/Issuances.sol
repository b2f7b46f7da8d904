// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Credits} from "./Credits.sol";
import {ICarbonIssuance} from "./interfaces/ICarbonIssuance.sol";
import {Batches} from "./libraries/Batches.sol";
import {CarbonRecords} from "./libraries/CarbonRecords.sol";
import {Batch} from "./types/Batch.sol";
import {Issuance} from "./types/Issuance.sol";
import {PoolSlot, taken} from "./types/PoolSlot.sol";

/// @dev The only way in which grams come to be.
abstract contract Issuances is Credits {
    /// @dev Number of the role in the AccessManager whose members may verify.
    uint64 public constant VERIFIER_ROLE = 4;

    /// @dev Mean length of a year: by it the year of a block is right but for hours around New Year.
    uint256 private constant YEAR = 31_556_952;

    mapping(bytes32 pool => PoolSlot) private _pools;
    mapping(address verifier => mapping(bytes32 digest => bool)) private _withdrawn;

    /// @inheritdoc ICarbonIssuance
    function issue(Issuance calldata terms, address verifier, bytes calldata signature) external restricted returns (uint256 id) {
        _checkNotPaused();
        (bool ok, Batch memory batch) = Batches.issue(_amountOf(terms), terms.bufferShare);
        if (!ok) revert CarbonTokenInvalidBufferShare(terms.bufferShare);
        _checkVerified(terms, verifier, signature);
        id = CarbonRecords.batchId(terms.registry, terms.project, terms.vintage, terms.firstSerial);
        _takeSerials(terms, id);
        _setBatch(id, batch);
        _emitIssued(id, terms, verifier);
        // Last, because a receiver with code is called.
        _mint(terms.to, id, Batches.held(batch), "");
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
        PoolSlot slot = _pools[CarbonRecords.poolKey(registry, project, vintage)];
        return (slot.lastSerialOf(), slot.batchOf());
    }

    /// @inheritdoc ICarbonIssuance
    function isWithdrawn(address verifier, bytes32 digest) external view returns (bool) {
        return _withdrawn[verifier][digest];
    }

    /// @dev Whether a verifier that is neither receiver nor issuer stands behind the terms now.
    function _checkVerified(Issuance calldata terms, address verifier, bytes calldata signature) internal view virtual {
        _checkDeadline(terms.deadline);
        if (verifier == terms.to) revert CarbonTokenVerifierIsHolder(verifier);
        IAccessManager manager = IAccessManager(authority());
        (bool isVerifier, ) = manager.hasRole(VERIFIER_ROLE, verifier);
        if (!isVerifier) revert CarbonTokenNotVerifier(verifier);
        // Asked of the table and not of the caller: an issuer with a delay comes through the AccessManager.
        (bool isIssuer, uint32 delay) = manager.canCall(verifier, address(this), this.issue.selector);
        if (isIssuer || delay != 0) revert CarbonTokenVerifierIsIssuer(verifier);
        bytes32 digest = _hashTypedDataV4(CarbonRecords.hashIssue(terms));
        if (_withdrawn[verifier][digest]) revert CarbonTokenVerificationWithdrawn(verifier, digest);
        _checkSignature(verifier, digest, signature);
    }

    /// @dev Grams from first to last serial.
    function _amountOf(Issuance calldata terms) private view returns (uint48) {
        if (terms.vintage < 1990 || terms.vintage > 1970 + block.timestamp / YEAR) revert CarbonTokenInvalidVintage(terms.vintage);
        (uint64 first, uint64 last) = (terms.firstSerial, terms.lastSerial);
        if (first == 0 || last < first || last - first >= type(uint48).max) revert CarbonTokenInvalidSerials(first, last);
        return uint48(last - first + 1);
    }

    function _takeSerials(Issuance calldata terms, uint256 id) private {
        bytes32 pool = CarbonRecords.poolKey(terms.registry, terms.project, terms.vintage);
        PoolSlot slot = _pools[pool];
        if (terms.firstSerial <= slot.lastSerialOf()) {
            revert CarbonTokenSerialsTaken(slot.batchOf(), slot.lastSerialOf(), terms.firstSerial);
        }
        _pools[pool] = taken(id, terms.lastSerial);
    }

    function _emitIssued(uint256 id, Issuance calldata terms, address verifier) private {
        emit Issued(
            id,
            terms.to,
            verifier,
            terms.registry,
            terms.project,
            terms.vintage,
            terms.firstSerial,
            terms.lastSerial,
            terms.bufferShare,
            terms.savingHash
        );
    }
}
