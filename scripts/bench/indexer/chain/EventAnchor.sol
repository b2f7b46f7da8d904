// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice Emits anchoring events in bulk: the load of the indexer's bench, never deployed anywhere else.
contract EventAnchor {
    event EventAnchored(bytes32 indexed id, address indexed actor, bytes32 hash, uint64 time);

    /// @notice How many events were ever emitted; an indexer can prove by it that it holds them all.
    uint256 public seq;

    /// @notice Emits `count` events that depend on nothing but `salt` and how many there were before.
    function anchorMany(uint256 count, uint256 salt) external {
        uint256 first = seq;
        for (uint256 number = first; number < first + count; ++number) {
            bytes32 id = keccak256(abi.encode(salt, number));
            address actor = address(uint160(uint256(keccak256(abi.encode(number % 997)))));
            emit EventAnchored(id, actor, keccak256(abi.encode(id)), uint64(block.timestamp));
        }
        seq = first + count;
    }
}
