// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {Pauses} from "./Pauses.sol";

/// @dev Who holds how much: ERC-1155 with the errors and the order of checks of OpenZeppelin's, and without its arrays of one where a
/// single id moves. The twin is OpenZeppelin's own.
abstract contract Holdings is Pauses, IERC1155Errors {
    /// @dev A struct of one, so that a slot is found once and then passed on.
    struct Holding {
        uint256 grams;
    }

    mapping(uint256 id => mapping(address holder => Holding)) private _holdings;
    mapping(address holder => mapping(address operator => bool)) private _operators;
    string private _uri;

    constructor(string memory uri_) {
        _uri = uri_;
    }

    /// @inheritdoc IERC1155
    function setApprovalForAll(address operator, bool approved) external {
        if (operator == address(0)) revert ERC1155InvalidOperator(address(0));
        _operators[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @inheritdoc IERC1155
    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes calldata data) external {
        _checkTransfer(from, to);
        _debit(from, id, value);
        _credit(to, id, value);
        emit TransferSingle(msg.sender, from, to, id, value);
        if (_hasCode(to)) ERC1155Utils.checkOnERC1155Received(msg.sender, from, to, id, value, data);
    }

    /// @inheritdoc IERC1155
    function safeBatchTransferFrom(
        address from,
        address to,
        uint256[] calldata ids,
        uint256[] calldata values,
        bytes calldata data
    ) external {
        _checkTransfer(from, to);
        if (ids.length != values.length) revert ERC1155InvalidArrayLength(ids.length, values.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            _debit(from, ids[i], values[i]);
            _credit(to, ids[i], values[i]);
        }
        if (ids.length == 1) emit TransferSingle(msg.sender, from, to, ids[0], values[0]);
        else emit TransferBatch(msg.sender, from, to, ids, values);
        if (_hasCode(to)) ERC1155Utils.checkOnERC1155BatchReceived(msg.sender, from, to, ids, values, data);
    }

    /// @inheritdoc IERC1155
    function balanceOfBatch(address[] calldata accounts, uint256[] calldata ids) external view returns (uint256[] memory balances) {
        if (accounts.length != ids.length) revert ERC1155InvalidArrayLength(ids.length, accounts.length);
        balances = new uint256[](accounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) balances[i] = balanceOf(accounts[i], ids[i]);
    }

    /// @inheritdoc IERC1155
    function isApprovedForAll(address account, address operator) external view returns (bool) {
        return _operators[account][operator];
    }

    /// @inheritdoc IERC1155MetadataURI
    function uri(uint256) external view returns (string memory) {
        return _uri;
    }

    /// @inheritdoc IERC1155
    function balanceOf(address account, uint256 id) public view returns (uint256) {
        return _holdings[id][account].grams;
    }

    /// @dev Last in every function that mints, because a receiver with code is called.
    function _mint(address to, uint256 id, uint256 amount) internal {
        if (to == address(0)) revert ERC1155InvalidReceiver(address(0));
        _credit(to, id, amount);
        emit TransferSingle(msg.sender, address(0), to, id, amount);
        ERC1155Utils.checkOnERC1155Received(msg.sender, address(0), to, id, amount, "");
    }

    function _burn(address from, uint256 id, uint256 amount) internal {
        _debit(from, id, amount);
        emit TransferSingle(msg.sender, from, address(0), id, amount);
    }

    /// @dev Between two accounts a pause counts; what comes into being is asked elsewhere, and what goes is never stopped.
    function _checkTransfer(address from, address to) private view {
        if (from != msg.sender && !_operators[from][msg.sender]) revert ERC1155MissingApprovalForAll(msg.sender, from);
        if (to == address(0)) revert ERC1155InvalidReceiver(address(0));
        if (from == address(0)) revert ERC1155InvalidSender(address(0));
        _checkNotPaused();
    }

    function _debit(address from, uint256 id, uint256 amount) private {
        Holding storage holding = _holdings[id][from];
        uint256 balance = holding.grams;
        if (balance < amount) revert ERC1155InsufficientBalance(from, balance, amount, id);
        unchecked {
            holding.grams = balance - amount;
        }
    }

    /// @dev Cannot overflow: all balances of an id together are at most what was issued, 48 bits.
    function _credit(address to, uint256 id, uint256 amount) private {
        unchecked {
            _holdings[id][to].grams += amount;
        }
    }

    /// @dev Asked before texts and arrays are copied for a call that most receivers do not get.
    function _hasCode(address to) private view returns (bool) {
        return to.code.length > 0;
    }
}
