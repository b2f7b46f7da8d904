// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @notice What issuer and verifier agree on: grams of one saving, by the serials that they get.
/// @param to The account that receives the grams.
/// @param registry keccak256 of the name of the registry that keeps the serials.
/// @param project keccak256 of the project's name in that registry.
/// @param vintage Year in which the saving was made.
/// @param firstSerial Serial of the first gram, from 1.
/// @param lastSerial Serial of the last gram; the batch has all from first to last.
/// @param bufferShare Ten-thousandths that are withheld against a reversal, rounded up to a gram.
/// @param savingHash EIP-712 hash of `Saving(bytes32 baseline,bytes32 actual,bytes32 methodology,bytes32 evidence)`: hashes of both
/// footprints of the shipment, of the method by which they were compared, and of the documents.
/// @param deadline Last second at which the verifier's signature counts, seconds since 1970.
struct Issuance {
    address to;
    bytes32 registry;
    bytes32 project;
    uint16 vintage;
    uint64 firstSerial;
    uint64 lastSerial;
    uint16 bufferShare;
    bytes32 savingHash;
    uint48 deadline;
}
