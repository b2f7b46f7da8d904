// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AnchorLog} from "../libraries/AnchorLog.sol";
import {CompactHandovers} from "../libraries/CompactHandovers.sol";
import {MerkleHashes} from "../libraries/MerkleHashes.sol";
import {MerklePaths} from "../libraries/MerklePaths.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {CompactHandover} from "../types/CompactHandover.sol";
import {CustodySlot} from "../types/CustodySlot.sol";

/// @dev Opens the libraries to tests.
contract LibraryHarness {
    using AnchorLog for AnchorLog.Log;

    AnchorLog.Log private _log;

    function append(bytes32 leaf) external returns (uint256) {
        return _log.append(leaf);
    }

    function size() external view returns (uint256) {
        return _log.size();
    }

    function root() external view returns (bytes32) {
        return _log.root();
    }

    function frontier() external view returns (bytes32[] memory) {
        return _log.frontier();
    }

    function verify(bytes32 leaf, uint256 index, bytes32[] calldata path, uint256 treeSize) external view returns (bool) {
        return _log.verify(leaf, index, path, treeSize);
    }

    function contains(bytes32 leaf, uint256 index, bytes32[] calldata path) external view returns (bool) {
        return _log.contains(leaf, index, path);
    }

    function rootFromPath(bytes32 leaf, uint256 index, uint256 treeSize, bytes32[] calldata path) external pure returns (bool, bytes32) {
        return MerklePaths.rootFromPath(leaf, index, treeSize, path);
    }

    function leafHash(bytes32 value) external pure returns (bytes32) {
        return MerkleHashes.leaf(value);
    }

    function logLeaf(bytes32 root_, address author, uint96 timestamp) external pure returns (bytes32) {
        return MerkleHashes.logLeaf(root_, author, timestamp);
    }

    function isValid(address signer, bytes32 digest, bytes calldata signature) external view returns (bool) {
        return Signatures.isValid(signer, digest, signature);
    }

    function recoverCompact(
        CompactHandover calldata signed,
        CustodySlot slot,
        bytes32 domain
    ) external view returns (bytes32 digest, address fromSigner, address toSigner) {
        // Reading them is what refuses dirty upper bits; the library relies on it.
        if (signed.to == address(0) && signed.deadline == 0) return (0, address(0), address(0));
        return CompactHandovers.recover(signed, slot, domain);
    }
}
