// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice Which typed data a party signed.
enum StatementKind {
    Handover,
    HandoverMany,
    Reject,
    Close
}

/// @notice Something a party signed about a unit, with all that is needed to check it again.
/// @param kind The typed data that was signed.
/// @param from The holder; for Close the account that ends custody.
/// @param to The receiver; zero for Close.
/// @param docHash Merkle root of what is inside, as signed.
/// @param deadline Seconds since 1970, as signed.
/// @param reasonHash For Reject, as signed; otherwise zero.
/// @param units For HandoverMany, all units in the order that was signed; otherwise empty.
/// @param seqs For HandoverMany, their nonces in the same order; otherwise empty.
/// @param signature The signature of the accused account.
struct Statement {
    StatementKind kind;
    address from;
    address to;
    bytes32 docHash;
    uint48 deadline;
    bytes32 reasonHash;
    bytes32[] units;
    uint64[] seqs;
    bytes signature;
}
