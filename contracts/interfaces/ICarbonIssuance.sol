// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Issuance} from "../types/Issuance.sol";

/// @title How grams come to be
/// @notice An issuer calls, and a verifier has signed the same terms. Grams have serials, and a serial is issued once.
interface ICarbonIssuance {
    /// @notice Grams were issued. The receiver's share follows as `TransferSingle` from zero; the rest is the buffer.
    /// @param id The new batch.
    /// @param to The account that receives the grams.
    /// @param verifier The account that signed the terms.
    /// @param registry See {Issuance}, as all that follows.
    /// @param project keccak256 of the project's name in that registry.
    /// @param vintage Year in which the saving was made.
    /// @param firstSerial Serial of the first gram.
    /// @param lastSerial Serial of the last gram.
    /// @param bufferShare Ten-thousandths that are withheld, rounded up to a gram.
    /// @param savingHash EIP-712 hash of the saving.
    event Issued(
        uint256 indexed id,
        address indexed to,
        address indexed verifier,
        bytes32 registry,
        bytes32 project,
        uint16 vintage,
        uint64 firstSerial,
        uint64 lastSerial,
        uint16 bufferShare,
        bytes32 savingHash
    );

    /// @notice A verifier took back what it signed and nobody had used.
    /// @param verifier The account that signed.
    /// @param digest What it had signed.
    event VerificationWithdrawn(address indexed verifier, bytes32 digest);

    /// @notice The year is before 1990 or has not begun.
    /// @param vintage The year.
    error CarbonTokenInvalidVintage(uint16 vintage);

    /// @notice The range begins at zero, ends before it begins, or holds more than 2^48 - 1 grams.
    /// @param firstSerial Serial of the first gram.
    /// @param lastSerial Serial of the last gram.
    error CarbonTokenInvalidSerials(uint64 firstSerial, uint64 lastSerial);

    /// @notice Serials of this registry, project and vintage are taken up to a higher one. Ranges come in order and never overlap.
    /// @param batch The batch that took the highest serial so far.
    /// @param takenUpTo That serial; the next range begins above it.
    /// @param firstSerial Where the refused range begins.
    error CarbonTokenSerialsTaken(uint256 batch, uint64 takenUpTo, uint64 firstSerial);

    /// @notice The share is above 10,000, or leaves nothing to the receiver.
    /// @param bufferShare Ten-thousandths.
    error CarbonTokenInvalidBufferShare(uint16 bufferShare);

    /// @notice The account does not have the role VERIFIER now.
    /// @param account The account that should have verified.
    error CarbonTokenNotVerifier(address account);

    /// @notice The verifier is the receiver of the grams.
    /// @param verifier The account.
    error CarbonTokenVerifierIsHolder(address verifier);

    /// @notice The verifier may issue as well; whoever issues cannot verify, not even for another issuer.
    /// @param verifier The account.
    error CarbonTokenVerifierIsIssuer(address verifier);

    /// @notice The verifier took this signature back.
    /// @param verifier The account.
    /// @param digest What it had signed.
    error CarbonTokenVerificationWithdrawn(address verifier, bytes32 digest);

    /// @notice Issues one batch. Restricted to issuers by the AccessManager; a verifier has signed the same terms:
    /// `Issue(address to,bytes32 registry,bytes32 project,uint16 vintage,uint64 firstSerial,uint64 lastSerial,uint16 bufferShare,Saving
    /// saving,uint48 deadline)`. The serials make the signature work once.
    /// @dev Emits {Issued}, then {TransferSingle}. Reverts with the errors from {CarbonTokenPaused} to {CarbonTokenVerificationWithdrawn},
    /// and with those of ERC-1155 for a receiver that takes no tokens.
    /// @param terms What issuer and verifier agree on.
    /// @param verifier Neither the receiver nor an issuer.
    /// @param signature The verifier's.
    /// @return id The new batch.
    function issue(Issuance calldata terms, address verifier, bytes calldata signature) external returns (uint256 id);

    /// @notice Takes back a verification before it is used. Only for what the caller itself signed, whatever its role.
    /// @dev Emits {VerificationWithdrawn}. May be repeated; does not undo an issuance.
    /// @param digest EIP-712 digest of the terms.
    function withdrawVerification(bytes32 digest) external;

    /// @notice Id of the batch that begins at a serial, issued or not.
    /// @param registry keccak256 of the registry's name.
    /// @param project keccak256 of the project's name.
    /// @param vintage The year.
    /// @param firstSerial Serial of the first gram.
    /// @return The first 192 bits of keccak256 of these.
    function batchIdOf(bytes32 registry, bytes32 project, uint16 vintage, uint64 firstSerial) external pure returns (uint256);

    /// @notice How far the serials of one registry, project and vintage are taken.
    /// @param registry keccak256 of the registry's name.
    /// @param project keccak256 of the project's name.
    /// @param vintage The year.
    /// @return lastSerial The highest serial that is taken; 0 for none.
    /// @return batch The batch that took it.
    function serialsOf(bytes32 registry, bytes32 project, uint16 vintage) external view returns (uint64 lastSerial, uint256 batch);

    /// @notice Whether a verifier took a signature back.
    /// @param verifier The account.
    /// @param digest What it had signed.
    /// @return True when it did.
    function isWithdrawn(address verifier, bytes32 digest) external view returns (bool);
}
