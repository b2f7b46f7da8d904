// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @dev A contract account with one owner, which may also send calls.
contract KeyWallet is IERC1271 {
    address private immutable _owner;

    error KeyWalletNotOwner(address caller);

    constructor(address owner) {
        _owner = owner;
    }

    function execute(address target, bytes calldata data) external {
        if (msg.sender != _owner) revert KeyWalletNotOwner(msg.sender);
        (bool done, bytes memory problem) = target.call(data);
        if (!done) {
            assembly {
                revert(add(problem, 0x20), mload(problem))
            }
        }
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address recovered, , ) = ECDSA.tryRecover(hash, signature);
        return recovered == _owner ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
