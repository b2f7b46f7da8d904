// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Issuance} from "../types/Issuance.sol";
import {ReferenceCarbonData as CarbonData} from "./ReferenceCarbonData.sol";
import {ReferenceCredits} from "./ReferenceCredits.sol";

/// @dev Every range that was ever issued, in one list.
abstract contract ReferenceCarbonIssuing is ReferenceCredits {
    struct Range {
        bytes32 registry;
        bytes32 project;
        uint16 vintage;
        uint64 firstSerial;
        uint64 lastSerial;
    }

    uint64 public constant VERIFIER_ROLE = 4;

    Range[] private _ranges;
    mapping(address verifier => mapping(bytes32 digest => bool)) private _withdrawn;

    function issue(Issuance memory terms, address verifier, bytes memory signature) public restricted returns (uint256 id) {
        require(!_paused, CarbonTokenPaused());
        require(terms.vintage >= 1990 && terms.vintage <= _year(), CarbonTokenInvalidVintage(terms.vintage));
        (uint64 first, uint64 last) = (terms.firstSerial, terms.lastSerial);
        require(first > 0 && first <= last && uint256(last) - first + 1 < 2 ** 48, CarbonTokenInvalidSerials(first, last));
        uint256 amount = uint256(last) - first + 1;
        uint256 buffer = (amount * terms.bufferShare) / 10_000;
        if ((amount * terms.bufferShare) % 10_000 != 0) ++buffer;
        require(buffer < amount, CarbonTokenInvalidBufferShare(terms.bufferShare));
        _requireVerified(terms, verifier, signature);
        _requireFreeSerials(terms);
        id = batchIdOf(terms.registry, terms.project, terms.vintage, first);
        _ranges.push(Range(terms.registry, terms.project, terms.vintage, first, last));
        _batches[id].issued = uint48(amount);
        _batches[id].buffer = uint48(buffer);
        _emitIssued(id, terms, verifier);
        _mint(terms.to, id, amount - buffer, "");
    }

    function withdrawVerification(bytes32 digest) external {
        _withdrawn[msg.sender][digest] = true;
        emit VerificationWithdrawn(msg.sender, digest);
    }

    function serialsOf(bytes32 registry, bytes32 project, uint16 vintage) public view returns (uint64 lastSerial, uint256 batch) {
        for (uint256 i = 0; i < _ranges.length; ++i) {
            Range storage range = _ranges[i];
            if (range.registry != registry || range.project != project || range.vintage != vintage) continue;
            if (range.lastSerial > lastSerial) {
                (lastSerial, batch) = (range.lastSerial, batchIdOf(registry, project, vintage, range.firstSerial));
            }
        }
    }

    function isWithdrawn(address verifier, bytes32 digest) external view returns (bool) {
        return _withdrawn[verifier][digest];
    }

    function batchIdOf(bytes32 registry, bytes32 project, uint16 vintage, uint64 firstSerial) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(registry, project, vintage, firstSerial))) / 2 ** 64;
    }

    function _requireVerified(Issuance memory terms, address verifier, bytes memory signature) internal view virtual {
        _requireInTime(terms.deadline);
        require(verifier != terms.to, CarbonTokenVerifierIsHolder(verifier));
        IAccessManager manager = IAccessManager(authority());
        (bool isVerifier, ) = manager.hasRole(VERIFIER_ROLE, verifier);
        require(isVerifier, CarbonTokenNotVerifier(verifier));
        (bool isIssuer, uint32 delay) = manager.canCall(verifier, address(this), this.issue.selector);
        require(!isIssuer && delay == 0, CarbonTokenVerifierIsIssuer(verifier));
        bytes32 digest = _hashTypedDataV4(CarbonData.issue(terms));
        require(!_withdrawn[verifier][digest], CarbonTokenVerificationWithdrawn(verifier, digest));
        _requireSigned(verifier, digest, signature);
    }

    function _requireFreeSerials(Issuance memory terms) private view {
        (uint64 lastSerial, uint256 batch) = serialsOf(terms.registry, terms.project, terms.vintage);
        require(terms.firstSerial > lastSerial, CarbonTokenSerialsTaken(batch, lastSerial, terms.firstSerial));
    }

    function _emitIssued(uint256 id, Issuance memory t, address verifier) private {
        (uint64 first, uint64 last) = (t.firstSerial, t.lastSerial);
        emit Issued(id, t.to, verifier, t.registry, t.project, t.vintage, first, last, t.bufferShare, t.savingHash);
    }

    function _year() private view returns (uint256) {
        return 1970 + block.timestamp / 31_556_952;
    }
}
