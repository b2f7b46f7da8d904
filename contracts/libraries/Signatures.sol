// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title The one signature rule
/// @dev First the account's key, then, only when that does not match and the account has code, its contract (ERC-1271). The other order
/// would send accounts that delegate by EIP-7702 to a contract that may know nothing of their key. Refused: the zero signer, and high s
/// (EIP-2), so that one consent has one signature.
library Signatures {
    /// @dev Half of the group order of secp256k1.
    uint256 internal constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @dev Whether `signer` signed `digest`. Never reverts on a bad signature.
    function isValid(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signer == address(0)) return false;
        return recover(digest, signature) == signer || isValidByContract(signer, digest, signature);
    }

    /// @dev The same for a plain key's compact signature.
    function isValidCompact(address signer, bytes32 digest, bytes32 r, bytes32 vs) internal view returns (bool) {
        return signer != address(0) && recoverCompact(digest, r, vs) == signer;
    }

    /// @dev Account whose key made a 65-byte (r, s, v) or 64-byte (EIP-2098) signature; zero when there is none.
    function recover(bytes32 digest, bytes calldata signature) internal view returns (address) {
        if (signature.length == 64) return recoverCompact(digest, bytes32(signature[:32]), bytes32(signature[32:]));
        if (signature.length != 65) return address(0);
        return _ecrecover(digest, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
    }

    /// @dev Account whose key made an EIP-2098 signature: the top bit of `vs` is the parity, the rest is s.
    function recoverCompact(bytes32 digest, bytes32 r, bytes32 vs) internal view returns (address) {
        return _ecrecover(digest, 27 + (uint256(vs) >> 255), r, bytes32((uint256(vs) << 1) >> 1));
    }

    /// @dev Whether the account's contract accepts the signature (ERC-1271). False without code, on a revert or on any other answer.
    function isValidByContract(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signer.code.length == 0) return false;
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bool answered;
        bytes32 answer;
        // One word of the answer is copied: a contract cannot burn the caller's gas with a long one.
        assembly ("memory-safe") {
            mstore(0x00, 0)
            answered := staticcall(gas(), signer, add(question, 0x20), mload(question), 0x00, 0x20)
            answered := and(answered, gt(returndatasize(), 0x1f))
            answer := mload(0x00)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }

    /// @dev The precompile answers nothing for a wrong v, r or s; then the result stays zero.
    function _ecrecover(bytes32 digest, uint256 v, bytes32 r, bytes32 s) private view returns (address signer) {
        if (uint256(s) > HALF_ORDER) return address(0);
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, digest)
            mstore(add(pointer, 0x20), v)
            mstore(add(pointer, 0x40), r)
            mstore(add(pointer, 0x60), s)
            mstore(0x00, 0)
            pop(staticcall(gas(), 1, pointer, 0x80, 0x00, 0x20))
            signer := mload(0x00)
        }
    }
}
