// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice What the chain knows about an organisation's account. Fills exactly one storage slot.
/// @param roles Bit mask; what each bit may say is checked off chain. Never 0 for a registered account.
/// @param registeredAt Block time of the first registration, seconds since 1970; 0 when never registered.
/// @param revokedAt Block time of the revocation, seconds since 1970; 0 while active.
/// @param profileHash First 20 bytes of the salted hash of the organisation's profile, which stays off chain.
struct Actor {
    uint16 roles;
    uint40 registeredAt;
    uint40 revokedAt;
    bytes20 profileHash;
}
