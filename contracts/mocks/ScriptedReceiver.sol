// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";

/// @dev A contract account that takes tokens, or not, in every way that there is, as the first byte of the data says. Keeps a hash of all
/// that it was told.
contract ScriptedReceiver {
    bytes32 public told;

    error Unwanted(bytes data);

    function onERC1155Received(address operator, address from, uint256 id, uint256 value, bytes calldata data) external returns (bytes4) {
        told = keccak256(abi.encode(told, operator, from, id, value, data));
        return _answer(data, IERC1155Receiver.onERC1155Received.selector);
    }

    function onERC1155BatchReceived(
        address operator,
        address from,
        uint256[] calldata ids,
        uint256[] calldata values,
        bytes calldata data
    ) external returns (bytes4) {
        told = keccak256(abi.encode(told, operator, from, ids, values, data));
        return _answer(data, IERC1155Receiver.onERC1155BatchReceived.selector);
    }

    function _answer(bytes calldata data, bytes4 right) private pure returns (bytes4) {
        uint8 script = data.length == 0 ? 0 : uint8(data[0]) % 8;
        if (script == 1) return 0xffffffff;
        if (script == 2) revert Unwanted(data);
        if (script == 3) {
            assembly {
                revert(0x00, 0x00)
            }
        }
        if (script == 4) {
            assembly {
                return(0x00, 0x00)
            }
        }
        return right;
    }
}
