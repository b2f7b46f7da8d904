// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @dev A contract account that answers ERC-1271 with whatever a test told it to, right or wrong.
contract ScriptedWallet {
    bytes private _answer;
    bool private _reverts;

    function script(bytes calldata answer, bool reverts) external {
        _answer = answer;
        _reverts = reverts;
    }

    function isValidSignature(bytes32, bytes calldata) external view {
        bytes memory answer = _answer;
        bool reverts = _reverts;
        assembly {
            if reverts {
                revert(add(answer, 0x20), mload(answer))
            }
            return(add(answer, 0x20), mload(answer))
        }
    }
}
