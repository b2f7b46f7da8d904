// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice A handover between two plain keys, with signatures in the form of EIP-2098.
/// @param unit The unit.
/// @param to The receiver.
/// @param docHash Root of what changes hands.
/// @param deadline Last second at which the signatures count.
/// @param fromR First half of the holder's signature.
/// @param fromVs Second half of the holder's signature.
/// @param toR First half of the receiver's signature.
/// @param toVs Second half of the receiver's signature.
struct CompactHandover {
    bytes32 unit;
    address to;
    bytes32 docHash;
    uint48 deadline;
    bytes32 fromR;
    bytes32 fromVs;
    bytes32 toR;
    bytes32 toVs;
}
