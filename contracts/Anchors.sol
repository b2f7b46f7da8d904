// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IAnchorLog} from "./interfaces/IAnchorLog.sol";
import {AnchorLog} from "./libraries/AnchorLog.sol";
import {MerkleHashes} from "./libraries/MerkleHashes.sol";
import {MerklePaths} from "./libraries/MerklePaths.sol";
import {CommitmentProof} from "./types/CommitmentProof.sol";

/// @dev The log of batch roots and checkpoints.
abstract contract Anchors is IAnchorLog {
    using AnchorLog for AnchorLog.Log;

    AnchorLog.Log private _log;

    /// @inheritdoc IAnchorLog
    function anchor(bytes32 root) public returns (uint256 index) {
        if (root == 0) revert AnchorLogEmptyRoot();
        index = _log.append(MerkleHashes.logLeaf(root, msg.sender, uint96(block.timestamp)));
        emit Anchored(msg.sender, index, root);
    }

    /// @inheritdoc IAnchorLog
    function anchorCheckpoint(bytes32 root) external returns (uint256 index) {
        index = anchor(root);
        emit CheckpointAnchored(msg.sender, index, root);
    }

    /// @inheritdoc IAnchorLog
    function head() external view returns (bytes32) {
        return _log.root();
    }

    /// @inheritdoc IAnchorLog
    function size() external view returns (uint256) {
        return _log.size();
    }

    /// @inheritdoc IAnchorLog
    function frontier() external view returns (bytes32[] memory peaks) {
        return _log.frontier();
    }

    /// @inheritdoc IAnchorLog
    function verify(bytes32 leaf, uint256 index, bytes32[] calldata proof, uint256 treeSize) external view returns (bool) {
        return _log.verify(leaf, index, proof, treeSize);
    }

    /// @inheritdoc IAnchorLog
    function verifyCommitment(CommitmentProof calldata proof) external view returns (bool) {
        bytes32 batchLeaf = MerkleHashes.leaf(proof.commitment);
        (bool ok, bytes32 root) = MerklePaths.rootFromPath(batchLeaf, proof.position, proof.batchSize, proof.batchPath);
        if (!ok) return false;
        return _log.contains(MerkleHashes.logLeaf(root, proof.author, proof.timestamp), proof.index, proof.logPath);
    }
}
