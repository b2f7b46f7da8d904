// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {CommitmentProof} from "../types/CommitmentProof.sol";

/// @title What was said by when
/// @notice An append-only Merkle log (shape of RFC 6962 over keccak256) of batch roots. Its head is contract state, so any anchored
/// statement stays provable for ever, without archived logs and without asking anybody.
/// @dev Log leaf: keccak256(0x00 ‖ root ‖ author ‖ uint96 block time). Inner node: keccak256(0x01 ‖ left ‖ right).
interface IAnchorLog {
    /// @notice A batch root was appended to the log.
    /// @param author The account that anchored; what that is worth follows from the actor registry.
    /// @param index Position in the log, from 0.
    /// @param root Root of the batch.
    event Anchored(address indexed author, uint256 indexed index, bytes32 root);

    /// @notice An entry of the log is a checkpoint of its author's audit log. The {Anchored} of the same entry comes just before.
    /// @param author The account that anchored.
    /// @param index Position in the log, from 0.
    /// @param root Hash of the checkpoint.
    event CheckpointAnchored(address indexed author, uint256 indexed index, bytes32 root);

    /// @notice The zero root stands for "no batch" and cannot be anchored.
    error AnchorLogEmptyRoot();

    /// @notice Appends a batch root under the caller's name and the block's time. Open to everybody.
    /// @dev Emits {Anchored}. Reverts with {AnchorLogEmptyRoot}. The same root may be anchored again: it is then said again, later.
    /// @param root Root of the batch, not zero.
    /// @return index Position in the log.
    function anchor(bytes32 root) external returns (uint256 index);

    /// @notice Appends the hash of a checkpoint of the caller's audit log as {anchor} does, and says what it is: so everybody lists all
    /// checkpoints of an account, and nobody has to know a root beforehand. Open to everybody.
    /// @dev Emits {Anchored} and {CheckpointAnchored}. Reverts with {AnchorLogEmptyRoot}.
    /// @param root Hash of the checkpoint, not zero.
    /// @return index Position in the log.
    function anchorCheckpoint(bytes32 root) external returns (uint256 index);

    /// @notice Root of the whole log. For an empty log keccak256 of nothing, as RFC 6962 has it.
    /// @return The root.
    function head() external view returns (bytes32);

    /// @notice How many roots were anchored.
    /// @return The number of leaves.
    function size() external view returns (uint256);

    /// @notice Roots of the perfect subtrees that make up the log, largest first: one per set bit of `size`.
    /// @dev With it anybody appends later `Anchored` logs off chain and compares with a newer `head`.
    /// @return peaks The roots.
    function frontier() external view returns (bytes32[] memory peaks);

    /// @notice Whether a leaf is at a position of the log, by its audit path (RFC 6962, section 2.1.1).
    /// @dev For the present size the whole path must lead to `head`. For an earlier size the answer is true only while the perfect subtree
    /// over `index` is still a node that the contract stores: the path up to it is checked, its length must fit, and the siblings above it
    /// say nothing that state does not say better. Otherwise false: renew the path, or extend it with later {Anchored} logs.
    /// @param leaf Finished leaf hash of the log.
    /// @param index Position in the log.
    /// @param proof Siblings from the leaf upwards.
    /// @param treeSize Size of the log for which the path was made.
    /// @return True when the leaf is proven to be there.
    function verify(bytes32 leaf, uint256 index, bytes32[] calldata proof, uint256 treeSize) external view returns (bool);

    /// @notice Whether a commitment was anchored by an author at a time: path through the batch, then through the log.
    /// @dev The log's part of the path may end at any stored subtree (see {CommitmentProof}), which makes it the cheapest proof for other
    /// contracts: two storage reads whatever the size of the log.
    /// @param proof The commitment, its place in batch and log, and both paths.
    /// @return True when proven.
    function verifyCommitment(CommitmentProof calldata proof) external view returns (bool);
}
