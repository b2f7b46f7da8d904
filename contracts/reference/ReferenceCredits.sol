// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ICarbonToken} from "../interfaces/ICarbonToken.sol";
import {Batch} from "../types/Batch.sol";
import {ReferenceTypedData as TypedData} from "./ReferenceTypedData.sol";

/// @dev What the parts of the twin share.
abstract contract ReferenceCredits is AccessManaged, ERC1155, EIP712, ICarbonToken {
    mapping(uint256 id => Batch) internal _batches;
    bool internal _paused;

    constructor() EIP712("Waybill Carbon", "1") {}

    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        require(!_paused || from == address(0) || to == address(0), CarbonTokenPaused());
        super._update(from, to, ids, values);
    }

    function _requireKnown(uint256 id) internal view returns (Batch storage batch) {
        batch = _batches[id];
        require(batch.issued != 0, CarbonTokenUnknownBatch(id));
    }

    function _requireInTime(uint48 deadline) internal view {
        require(block.timestamp <= deadline, CarbonTokenLapsed(deadline, block.timestamp));
    }

    function _requireSigned(address signer, bytes32 digest, bytes memory signature) internal view {
        require(TypedData.isSigned(signer, digest, signature), CarbonTokenInvalidSignature(signer, digest));
    }
}
