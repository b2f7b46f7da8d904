// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice For whom and for what grams are retired.
/// @param beneficiary The account in whose name the saving is claimed.
/// @param shipment Key of the shipment whose emissions are made good, or zero; one beneficiary claims one shipment once, and for itself.
/// @param periodStart First second of the time that the claim is for, seconds since 1970; both may be zero.
/// @param periodEnd Last second of that time, at most 366 days ahead.
/// @param country ISO 3166-1 alpha-2 in capital letters, or zero.
struct Claim {
    address beneficiary;
    bytes32 shipment;
    uint48 periodStart;
    uint48 periodEnd;
    bytes2 country;
}
