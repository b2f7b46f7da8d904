// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice Grams of CO2e that were issued together under one id, and what became of them. Fills one storage slot; see {BatchSlot}.
/// @param issued All grams that the verifier stood behind, the buffer included.
/// @param retired Grams that somebody claimed. Never falls.
/// @param cancelled Grams that were destroyed without a claim. Never falls.
/// @param buffer Grams withheld at issuance, with which a reversal begins.
/// @param deficit Grams reversed beyond the buffer and not yet surrendered: so many of the others have no saving behind them.
struct Batch {
    uint48 issued;
    uint48 retired;
    uint48 cancelled;
    uint48 buffer;
    uint48 deficit;
}
