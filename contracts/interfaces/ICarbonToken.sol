// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {Batch} from "../types/Batch.sol";
import {ICarbonIssuance} from "./ICarbonIssuance.sol";
import {ICarbonRetirement} from "./ICarbonRetirement.sol";

/// @title Grams of CO2e that were saved, each claimed once
/// @notice An ERC-1155 token with one id per issuance batch; one unit is one gram of CO2e, and batches never mix. An issuer and a verifier
/// issue together; whoever holds grams passes them on or retires them, and a retirement is for good. At every moment
///
///     balances + buffer = issued - retired - cancelled
///
/// holds for each batch; retired and cancelled never fall; no two batches share a serial. The code is final: there is no proxy and no owner.
/// @dev EIP-712 domain: name "Waybill Carbon", version "1" (ERC-5267 tells it). Signatures as in {ICustody}: 65 or 64 bytes of the account's
/// key, or whatever its contract accepts (ERC-1271).
interface ICarbonToken is IERC1155MetadataURI, IERC5267, ICarbonIssuance, ICarbonRetirement {
    /// @notice Part of a saving was called off.
    /// @param id The batch.
    /// @param fromBuffer Grams that the buffer covered.
    /// @param uncovered Grams that it did not cover: they join the deficit.
    /// @param reasonHash keccak256 of the reason, which stays off chain.
    event Cancelled(uint256 indexed id, uint256 fromBuffer, uint256 uncovered, bytes32 reasonHash);

    /// @notice A holder gave up grams against the batch's deficit. They follow as `TransferSingle` to zero.
    /// @param id The batch.
    /// @param holder The account.
    /// @param amount Grams.
    event Surrendered(uint256 indexed id, address indexed holder, uint256 amount);

    /// @notice Issuing and transfers stopped.
    /// @param account The guardian.
    event Paused(address account);

    /// @notice Issuing and transfers go on.
    /// @param account The administrator.
    event Unpaused(address account);

    /// @notice Issuing and transfers are stopped. Retiring never is.
    error CarbonTokenPaused();

    /// @notice The signed deadline has passed.
    /// @param deadline Last second at which the signature counts.
    /// @param timestamp The block's time.
    error CarbonTokenLapsed(uint48 deadline, uint256 timestamp);

    /// @notice The account did not sign this digest.
    /// @param signer The account whose consent is missing.
    /// @param digest What it would have had to sign.
    error CarbonTokenInvalidSignature(address signer, bytes32 digest);

    /// @notice No grams were ever issued under this id.
    /// @param id The id.
    error CarbonTokenUnknownBatch(uint256 id);

    /// @notice An amount of zero, or no line at all.
    error CarbonTokenNoAmount();

    /// @notice More than what is left of the saving cannot be called off.
    /// @param id The batch.
    /// @param amount Grams asked for.
    /// @param standing Grams that nobody has called off.
    error CarbonTokenExceedsStanding(uint256 id, uint256 amount, uint256 standing);

    /// @notice Grams are surrendered against a deficit, and no more than that.
    /// @param id The batch.
    /// @param amount Grams asked for.
    /// @param deficit Grams that are missing.
    error CarbonTokenExceedsDeficit(uint256 id, uint256 amount, uint256 deficit);

    /// @notice Calls off a part of a saving: the buffer goes first, the rest is a public deficit. Restricted to issuers. What was retired
    /// stays retired.
    /// @dev Emits {Cancelled}. Reverts with {CarbonTokenUnknownBatch}, {CarbonTokenNoAmount}, {CarbonTokenExceedsStanding}. Never paused.
    /// @param id The batch.
    /// @param amount Grams.
    /// @param reasonHash keccak256 of the reason.
    function cancel(uint256 id, uint256 amount, bytes32 reasonHash) external;

    /// @notice Destroys grams of the caller against the batch's deficit.
    /// @dev Emits {TransferSingle} to zero and {Surrendered}. Reverts with {CarbonTokenUnknownBatch}, {CarbonTokenNoAmount},
    /// {CarbonTokenExceedsDeficit} or `ERC1155InsufficientBalance`. Never paused.
    /// @param id The batch.
    /// @param amount Grams.
    function surrender(uint256 id, uint256 amount) external;

    /// @notice Stops issuing and transfers. Restricted to guardians.
    function pause() external;

    /// @notice Lets them go on. Restricted to administrators.
    function unpause() external;

    /// @notice Whether issuing and transfers are stopped.
    /// @return True while they are.
    function paused() external view returns (bool);

    /// @notice The accounts of a batch; all zero for an unknown one.
    /// @param id The batch.
    /// @return The batch.
    function batchOf(uint256 id) external view returns (Batch memory);
}
