// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Pauses} from "./Pauses.sol";
import {ICarbonToken} from "./interfaces/ICarbonToken.sol";
import {Batches} from "./libraries/Batches.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Batch} from "./types/Batch.sol";
import {BatchSlot, pack} from "./types/BatchSlot.sol";

/// @dev Batches and who holds them: what issuing, retiring and reversing have in common. Nothing here calls out before all is written.
abstract contract Credits is Pauses, ERC1155, EIP712 {
    mapping(uint256 id => BatchSlot) private _batches;

    /// @inheritdoc ICarbonToken
    function cancel(uint256 id, uint256 amount, bytes32 reasonHash) external restricted {
        Batch memory batch = _knownBatch(id);
        if (amount == 0) revert CarbonTokenNoAmount();
        (uint256 buffer, uint256 deficit) = (batch.buffer, batch.deficit);
        (bool ok, Batch memory next) = Batches.cancel(batch, Batches.grams(amount));
        if (!ok) revert CarbonTokenExceedsStanding(id, amount, Batches.standing(batch));
        _setBatch(id, next);
        emit Cancelled(id, buffer - next.buffer, next.deficit - deficit, reasonHash);
    }

    /// @inheritdoc ICarbonToken
    function surrender(uint256 id, uint256 amount) external {
        Batch memory batch = _knownBatch(id);
        if (amount == 0) revert CarbonTokenNoAmount();
        _checkBalance(msg.sender, id, amount);
        (bool ok, Batch memory next) = Batches.surrender(batch, Batches.grams(amount));
        if (!ok) revert CarbonTokenExceedsDeficit(id, amount, batch.deficit);
        _setBatch(id, next);
        _burn(msg.sender, id, amount);
        emit Surrendered(id, msg.sender, amount);
    }

    /// @inheritdoc ICarbonToken
    function batchOf(uint256 id) public view returns (Batch memory) {
        return _batches[id].unpack();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view virtual override(ERC1155, IERC165) returns (bool) {
        return
            interfaceId == type(ICarbonToken).interfaceId ||
            interfaceId == type(IERC5267).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    /// @dev Between two accounts a pause counts; what comes into being is asked elsewhere, and what goes is never stopped.
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        if (from != address(0) && to != address(0)) _checkNotPaused();
        super._update(from, to, ids, values);
    }

    function _setBatch(uint256 id, Batch memory batch) internal {
        _batches[id] = pack(batch);
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
