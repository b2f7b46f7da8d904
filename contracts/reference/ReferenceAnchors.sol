// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IAnchorLog} from "../interfaces/IAnchorLog.sol";
import {CommitmentProof} from "../types/CommitmentProof.sol";
import {ReferenceAnchorLog} from "./ReferenceAnchorLog.sol";

/// @dev The log as a list of leaves. Proofs are checked by making them again.
abstract contract ReferenceAnchors is IAnchorLog {
    using ReferenceAnchorLog for bytes32[];

    bytes32[] private _leaves;

    function anchor(bytes32 root) public returns (uint256 index) {
        require(root != 0, AnchorLogEmptyRoot());
        index = _leaves.length;
        _leaves.push(keccak256(abi.encodePacked(bytes1(0x00), root, msg.sender, uint96(block.timestamp))));
        emit Anchored(msg.sender, index, root);
    }

    function anchorCheckpoint(bytes32 root) external returns (uint256 index) {
        index = anchor(root);
        emit CheckpointAnchored(msg.sender, index, root);
    }

    function head() external view returns (bytes32) {
        return _leaves.root();
    }

    function size() external view returns (uint256) {
        return _leaves.length;
    }

    function frontier() external view returns (bytes32[] memory peaks) {
        return _leaves.frontier();
    }

    function verify(bytes32 leaf, uint256 index, bytes32[] calldata proof, uint256 treeSize) external view returns (bool) {
        if (treeSize > _leaves.length || index >= treeSize || _leaves[index] != leaf) return false;
        bytes32[] memory expected = _leaves.prefix(treeSize).path(index);
        if (expected.length != proof.length) return false;
        uint256 level = _peakLevel(index, treeSize);
        if (treeSize != _leaves.length && !_isStored(index, level)) return false;
        // An old path is checked as far as the contract's own node over the leaf.
        uint256 checked = treeSize == _leaves.length ? proof.length : level;
        for (uint256 i = 0; i < checked; ++i) if (expected[i] != proof[i]) return false;
        return true;
    }

    function verifyCommitment(CommitmentProof calldata proof) external view returns (bool) {
        (bool ok, bytes32 root) = _batchRoot(proof);
        if (!ok || proof.index >= _leaves.length) return false;
        bytes32 leaf = keccak256(abi.encodePacked(bytes1(0x00), root, proof.author, proof.timestamp));
        uint256 level = proof.logPath.length;
        if (_leaves[proof.index] != leaf || !_isStored(proof.index, level)) return false;
        bytes32[] memory siblings = _leaves.path(proof.index);
        for (uint256 i = 0; i < level; ++i) if (siblings[i] != proof.logPath[i]) return false;
        return true;
    }

    /// @dev Walks the batch as RFC 9162, section 2.1.3.2, says.
    function _batchRoot(CommitmentProof calldata proof) private pure returns (bool, bytes32 root) {
        if (proof.position >= proof.batchSize) return (false, 0);
        (uint256 fn, uint256 sn) = (proof.position, proof.batchSize - 1);
        root = keccak256(abi.encodePacked(bytes1(0x00), proof.commitment));
        for (uint256 i = 0; i < proof.batchPath.length; ++i) {
            if (sn == 0) return (false, 0);
            if (fn % 2 == 1 || fn == sn) {
                root = keccak256(abi.encodePacked(bytes1(0x01), proof.batchPath[i], root));
                while (fn % 2 == 0 && fn != 0) (fn, sn) = (fn / 2, sn / 2);
            } else {
                root = keccak256(abi.encodePacked(bytes1(0x01), root, proof.batchPath[i]));
            }
            (fn, sn) = (fn / 2, sn / 2);
        }
        return (sn == 0, root);
    }

    /// @dev Whether the perfect subtree of 2^level leaves over `index` is the last complete one that starts at an even position.
    function _isStored(uint256 index, uint256 level) private view returns (bool) {
        if (level >= 64) return false;
        uint256 width = 2 ** level;
        uint256 position = index / width;
        if (position % 2 == 1 || (position + 1) * width > _leaves.length) return false;
        return (position + 3) * width > _leaves.length;
    }

    /// @dev Height of the perfect subtree over `index` in the frontier of a tree of `treeSize`.
    function _peakLevel(uint256 index, uint256 treeSize) private pure returns (uint256 level) {
        uint256 start = 0;
        while (true) {
            uint256 width = 1;
            for (level = 0; width * 2 <= treeSize - start; ++level) width *= 2;
            if (index < start + width) return level;
            start += width;
        }
    }
}
