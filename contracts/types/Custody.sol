// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice Where a logistic unit is in its life. A closed unit never opens again.
enum Status {
    None,
    Open,
    Closed
}

/// @notice Who holds a logistic unit.
/// @param holder The account that answers for the unit; for a closed unit the last one that did.
/// @param seq How often custody changed since `open`; the nonce of the next signature about the unit.
/// @param status Where the unit is in its life.
struct Custody {
    address holder;
    uint64 seq;
    Status status;
}
