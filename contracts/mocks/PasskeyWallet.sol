// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

/// @dev A contract account that a passkey signs for (P-256, WebAuthn), and whose passkey may be exchanged. A signature is the ABI form of
/// `WebAuthnAuth`.
contract PasskeyWallet is IERC1271 {
    bytes32 private _x;
    bytes32 private _y;

    constructor(bytes32 x, bytes32 y) {
        exchange(x, y);
    }

    function exchange(bytes32 x, bytes32 y) public {
        _x = x;
        _y = y;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (bool isReadable, WebAuthn.WebAuthnAuth calldata auth) = WebAuthn.tryDecodeAuth(signature);
        bool isValid = isReadable && WebAuthn.verify(abi.encodePacked(hash), auth, _x, _y);
        return isValid ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
