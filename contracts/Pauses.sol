// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ICarbonToken} from "./interfaces/ICarbonToken.sol";

/// @dev A switch that shares the slot of the authority, so that a restricted function reads it for next to nothing.
abstract contract Pauses is AccessManaged, ICarbonToken {
    bool private _paused;

    /// @inheritdoc ICarbonToken
    function pause() external restricted {
        _paused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc ICarbonToken
    function unpause() external restricted {
        _paused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc ICarbonToken
    function paused() public view returns (bool) {
        return _paused;
    }

    function _checkNotPaused() internal view {
        if (_paused) revert CarbonTokenPaused();
    }
}
