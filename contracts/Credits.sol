// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Holdings} from "./Holdings.sol";
import {ICarbonToken} from "./interfaces/ICarbonToken.sol";
import {Batches} from "./libraries/Batches.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Batch} from "./types/Batch.sol";
import {BatchSlot, pack} from "./types/BatchSlot.sol";

/// @dev Batches and who holds them: what issuing, retiring and reversing have in common. Nothing here calls out before all is written.
abstract contract Credits is Holdings, EIP712 {
    /// @dev A struct of one, so that a slot is found once and then passed on.
    struct Accounts {
        BatchSlot slot;
    }

    mapping(uint256 id => Accounts) private _batches;

    /// @inheritdoc ICarbonToken
    function cancel(uint256 id, uint256 amount, bytes32 reasonHash) external restricted {
        Batch memory batch = _knownBatch(id);
        if (amount == 0) revert CarbonTokenNoAmount();
        (uint256 buffer, uint256 deficit) = (batch.buffer, batch.deficit);
        (bool ok, Batch memory next) = Batches.cancel(batch, Batches.grams(amount));
        if (!ok) revert CarbonTokenExceedsStanding(id, amount, Batches.standing(batch));
        _batches[id].slot = pack(next);
        emit Cancelled(id, buffer - next.buffer, next.deficit - deficit, reasonHash);
    }

    /// @inheritdoc ICarbonToken
    function surrender(uint256 id, uint256 amount) external {
        Batch memory batch = _knownBatch(id);
        if (amount == 0) revert CarbonTokenNoAmount();
        _checkBalance(msg.sender, id, amount);
        (bool ok, Batch memory next) = Batches.surrender(batch, Batches.grams(amount));
        if (!ok) revert CarbonTokenExceedsDeficit(id, amount, batch.deficit);
        _batches[id].slot = pack(next);
        _burn(msg.sender, id, amount);
        emit Surrendered(id, msg.sender, amount);
    }

    /// @inheritdoc ICarbonToken
    function batchOf(uint256 id) public view returns (Batch memory) {
        return _batches[id].slot.unpack();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC1155).interfaceId ||
            interfaceId == type(IERC1155MetadataURI).interfaceId ||
            interfaceId == type(IERC5267).interfaceId ||
            interfaceId == type(ICarbonToken).interfaceId;
    }

    function _accounts(uint256 id) internal view returns (Accounts storage) {
        return _batches[id];
    }

    function _knownBatch(uint256 id) internal view returns (Batch memory batch) {
        batch = batchOf(id);
        if (batch.issued == 0) revert CarbonTokenUnknownBatch(id);
    }

    function _checkBalance(address holder, uint256 id, uint256 amount) internal view {
        uint256 balance = balanceOf(holder, id);
        if (balance < amount) revert ERC1155InsufficientBalance(holder, balance, amount, id);
    }

    function _checkDeadline(uint48 deadline) internal view {
        if (block.timestamp > deadline) revert CarbonTokenLapsed(deadline, block.timestamp);
    }

    function _checkSignature(address signer, bytes32 digest, bytes calldata signature) internal view {
        if (!Signatures.isValid(signer, digest, signature)) revert CarbonTokenInvalidSignature(signer, digest);
    }
}
