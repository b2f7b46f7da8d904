// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Typed data and signature rule of custody, slow and plain
/// @dev Twin of libraries/Handovers and libraries/Signatures.
library ReferenceTypedData {
    function open(bytes32 unit, address holder, bytes32 docHash, uint48 deadline) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Open(bytes32 unit,address holder,bytes32 docHash,uint48 deadline)");
        return keccak256(abi.encode(typeHash, unit, holder, docHash, deadline));
    }

    function handover(
        bytes32 unit,
        address from,
        address to,
        uint64 seq,
        bytes32 docHash,
        uint48 deadline
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Handover(bytes32 unit,address from,address to,uint64 seq,bytes32 docHash,uint48 deadline)");
        return keccak256(abi.encode(typeHash, unit, from, to, seq, docHash, deadline));
    }

    function handoverMany(
        bytes32[] memory units,
        uint64[] memory seqs,
        address from,
        address to,
        bytes32 docHash,
        uint48 deadline
    ) internal pure returns (bytes32) {
        bytes memory pairs;
        for (uint256 i = 0; i < units.length; ++i) pairs = bytes.concat(pairs, abi.encode(units[i], uint256(seqs[i])));
        bytes32 typeHash = keccak256("HandoverMany(bytes32 unitsHash,address from,address to,bytes32 docHash,uint48 deadline)");
        return keccak256(abi.encode(typeHash, keccak256(pairs), from, to, docHash, deadline));
    }

    function reject(
        bytes32 unit,
        address from,
        address to,
        uint64 seq,
        bytes32 docHash,
        uint48 deadline,
        bytes32 reasonHash
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Reject(bytes32 unit,address from,address to,uint64 seq,bytes32 docHash,uint48 deadline,bytes32 reasonHash)"
        );
        return keccak256(abi.encode(typeHash, unit, from, to, seq, docHash, deadline, reasonHash));
    }

    function close(bytes32 unit, address holder, uint64 seq, bytes32 docHash, uint48 deadline) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256("Close(bytes32 unit,address holder,uint64 seq,bytes32 docHash,uint48 deadline)");
        return keccak256(abi.encode(typeHash, unit, holder, seq, docHash, deadline));
    }

    /// @dev EIP-712 by the book, from ERC-5267.
    function digestOf(IERC5267 verifier, bytes32 structHash) internal view returns (bytes32) {
        (, string memory name, string memory version, uint256 chainId, address contract_, , ) = verifier.eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                contract_
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    /// @dev The signature rule in words: never for nobody; the key first; then the contract, if there is one.
    function isSigned(address signer, bytes32 digest, bytes memory signature) internal view returns (bool) {
        if (signer == address(0)) return false;
        (address recovered, , ) = ECDSA.tryRecover(digest, signature);
        if (recovered == signer) return true;
        if (signature.length == 64 && isSignedByKey(signer, digest, _half(signature, 0), _half(signature, 32))) return true;
        if (signer.code.length == 0) return false;
        (bool answered, bytes memory answer) = signer.staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        return answered && answer.length >= 32 && bytes32(answer) == bytes32(IERC1271.isValidSignature.selector);
    }

    /// @dev The key alone, by a compact signature (EIP-2098).
    function isSignedByKey(address signer, bytes32 digest, bytes32 r, bytes32 vs) internal pure returns (bool) {
        (address recovered, , ) = ECDSA.tryRecover(digest, r, vs);
        return signer != address(0) && recovered == signer;
    }

    function _half(bytes memory signature, uint256 start) private pure returns (bytes32 word) {
        for (uint256 i = 0; i < 32; ++i) word |= bytes32(signature[start + i]) >> (8 * i);
    }
}
