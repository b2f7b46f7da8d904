// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice Evidence that one commitment was anchored.
/// @param commitment The salted commitment: the batch's leaf hash is keccak256(0x00 ‖ commitment).
/// @param position Its position in the batch.
/// @param batchSize Number of leaves of the batch.
/// @param batchPath Audit path in the batch, siblings from the leaf upwards.
/// @param author The account that anchored the batch.
/// @param timestamp Block time of the anchor, seconds since 1970.
/// @param index Position of the anchor in the log.
/// @param logPath Siblings from the log's leaf up to the perfect subtree over it that the contract stores: the first
/// `n` of its audit path, where 2^n is the size of that subtree.
struct CommitmentProof {
    bytes32 commitment;
    uint256 position;
    uint256 batchSize;
    bytes32[] batchPath;
    address author;
    uint96 timestamp;
    uint256 index;
    bytes32[] logPath;
}
