// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Claim} from "../types/Claim.sol";

/// @title Whether a claim is fair, in one condition
/// @dev Whoever is told no reads the claim field by field to say why. A fuzz test holds the two together.
library Claims {
    /// @dev How far ahead a claim's time may end: a year that has begun, be it a leap year.
    uint256 internal constant LONGEST_AHEAD = 366 days;

    /// @dev Somebody's, for a time that has begun and ends neither before nor far ahead, in no country or one of two capital letters; and no
    /// word has bits that its type lacks.
    function isFair(Claim calldata claim) internal view returns (bool fair) {
        uint256 longestAhead = LONGEST_AHEAD;
        assembly ("memory-safe") {
            let beneficiary := calldataload(claim)
            let start := calldataload(add(claim, 0x40))
            let end := calldataload(add(claim, 0x60))
            let country := calldataload(add(claim, 0x80))
            fair := and(gt(beneficiary, 0), iszero(shr(160, beneficiary)))
            // An end that is not far ahead is clean, and so is a start that is not above it.
            fair := and(fair, iszero(or(or(gt(start, end), gt(start, timestamp())), gt(end, add(timestamp(), longestAhead)))))
            // 65 is "A"; what is below it wraps to far above 26.
            let letters := and(lt(sub(byte(0, country), 65), 26), lt(sub(byte(1, country), 65), 26))
            fair := and(fair, or(iszero(country), and(letters, iszero(shl(16, country)))))
        }
    }
}
